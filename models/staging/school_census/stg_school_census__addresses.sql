-- Where pupils on a roll at the school census live: LSOA and ward, no address.
with

source as (

    select * from {{ source('school_census', 'census_address') }}

),

renamed as (

    select
        file_id,
        row_number,
        cast(collection_year as integer) as collection_year,
        collection_term,
        pupil_on_roll_id,
        address_id,
        lsoa_code,
        ward_code,
        resident_la_code,
        place_missing_reason,
        ward_missing_reason
    from source

)

select * from renamed
