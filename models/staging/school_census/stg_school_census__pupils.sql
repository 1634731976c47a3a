-- Pupils on a roll at the school census, without identifiers.
with

source as (

    select * from {{ source('school_census', 'census_pupil_on_roll') }}

),

renamed as (

    select
        file_id,
        row_number,
        child_key,
        birth_month,
        cast(collection_year as integer) as collection_year,
        collection_term,
        pupil_on_roll_id,
        native_id as school_number,
        upper(trim(sex)) as sex_printed,
        upper(trim(ethnicity)) as ethnicity_printed,
        upper(trim(language)) as language_printed,
        upper(trim(sen_provision)) as sen_printed,
        upper(trim(enrolment_status)) as enrolment_status,
        upper(trim(national_curriculum_year)) as national_curriculum_year
    from source

)

select * from renamed
