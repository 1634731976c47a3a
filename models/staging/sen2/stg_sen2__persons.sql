-- Children and young people of the SEN2 return, without identifiers.
with

source as (

    select * from {{ source('sen2', 'sen2_person') }}

),

renamed as (

    select
        file_id,
        row_number,
        child_key,
        birth_month,
        cast(collection_year as integer) as collection_year,
        person_id,
        lsoa_code,
        ward_code,
        resident_la_code,
        place_missing_reason,
        ward_missing_reason
    from source

)

select * from renamed
