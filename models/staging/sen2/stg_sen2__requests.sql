-- Requests for an education, health and care assessment.
with

source as (

    select * from {{ source('sen2', 'sen2_request') }}

),

renamed as (

    select
        file_id,
        row_number,
        cast(collection_year as integer) as collection_year,
        request_id,
        person_id,
        cast(received_date as date) as received_date
    from source

)

select * from renamed
