-- Assessments that followed a request.
with

source as (

    select * from {{ source('sen2', 'sen2_assessment') }}

),

renamed as (

    select
        file_id,
        row_number,
        cast(collection_year as integer) as collection_year,
        assessment_id,
        request_id,
        assessment_outcome
    from source

)

select * from renamed
