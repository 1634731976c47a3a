-- Plans maintained on the day of the SEN2 return.
with

source as (

    select * from {{ source('sen2', 'sen2_active_plan') }}

),

renamed as (

    select
        file_id,
        row_number,
        cast(collection_year as integer) as collection_year,
        active_plan_id,
        request_id,
        cast(last_review_date as date) as last_review_date
    from source

)

select * from renamed
