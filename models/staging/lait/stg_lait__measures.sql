-- LAIT prints its LA numbers as decimals (315.0); the spreadsheet's tail is not part of the code.
with

source as (

    select * from {{ source('lait', 'lait') }}

),

renamed as (

    select
        file_id,
        row_number,
        short_desc,
        regexp_replace(years, '[.]0$', '') as period_label,
        regexp_replace(la_number, '[.]0$', '') as area_printed,
        la_and_regions as area_name_printed,
        value as value_printed
    from source

)

select * from renamed
