-- LSOAs of 2011 with those of 2021 that they became.
with

source as (

    select * from {{ source('geography', 'lsoa_2011_2021_lookup') }}

),

renamed as (

    select
        file_id,
        row_number,
        lsoa_2011_code,
        lsoa_2021_code,
        change_code
    from source

)

select * from renamed
