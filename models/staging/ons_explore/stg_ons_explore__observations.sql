-- Explore local statistics: one indicator may stand in several files.
with

source as (

    select * from {{ source('ons_explore', 'ons_explore') }}

),

renamed as (

    select
        file_id,
        row_number,
        area_code as area_printed,
        indicator as publisher_series_id,
        period as period_label,
        observation as value_printed,
        lci_95 as lower_95_printed,
        uci_95 as upper_95_printed,
        status as status_printed,
        notes as note_printed
    from source

)

select * from renamed
