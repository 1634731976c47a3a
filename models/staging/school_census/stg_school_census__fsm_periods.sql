-- Periods of eligibility for free school meals, of pupils on a roll at the school census.
with

source as (

    select * from {{ source('school_census', 'census_fsm_period') }}

),

renamed as (

    select
        file_id,
        row_number,
        cast(collection_year as integer) as collection_year,
        collection_term,
        pupil_on_roll_id,
        cast(fsm_start_date as date) as fsm_start_date,
        cast(fsm_end_date as date) as fsm_end_date
    from source

)

select * from renamed
