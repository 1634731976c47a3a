-- District summaries of the 2019 indices. Ranks are left out: they do not compare across editions.
with

source as (

    select * from {{ source('iod', 'iod_lad_2019') }}

),

renamed as (

    select
        file_id,
        row_number,
        area_code as area_printed,
        index_domain as publisher_series_id,
        edition_year as period_label,
        average_score as average_score_printed,
        proportion_bottom_decile as proportion_bottom_decile_printed
    from source

)

select * from renamed
