-- Plans that followed an assessment, with the days on which they started and ceased.
with

source as (

    select * from {{ source('sen2', 'sen2_named_plan') }}

),

renamed as (

    select
        file_id,
        row_number,
        cast(collection_year as integer) as collection_year,
        named_plan_id,
        assessment_id,
        cast(start_date as date) as start_date,
        cast(cease_date as date) as cease_date
    from source

)

select * from renamed
