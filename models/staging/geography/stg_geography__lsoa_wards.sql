-- LSOAs of 2021 with the ward that fits them best.
with

source as (

    select * from {{ source('geography', 'lsoa_ward_lookup') }}

),

renamed as (

    select
        file_id,
        row_number,
        lsoa_code,
        lsoa_name,
        ward_code,
        ward_name,
        la_code,
        la_name
    from source

)

select * from renamed
