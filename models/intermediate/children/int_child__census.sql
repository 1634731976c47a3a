-- What the spring school census says of a child: one row a child and year, from the school where
-- the child is registered first (a subsidiary registration is a second row of the same child).
-- Eligible for free school meals is who has a period that covers the census day.
with

pupils as (

    select pupils.*
    from {{ ref('stg_school_census__pupils') }} as pupils
    inner join {{ ref('stg_landing__files') }} as files on pupils.file_id = files.file_id
    where
        files.superseded_by is null
        and pupils.collection_term = 'spring'

),

one_a_child as (

    select
        *,
        row_number() over (
            partition by child_key, collection_year
            order by
                case when enrolment_status = 'S' then 1 else 0 end,
                school_number,
                row_number
        ) as record_number
    from pupils

),

periods as (

    select distinct
        fsm.pupil_on_roll_id,
        fsm.collection_year
    from {{ ref('stg_school_census__fsm_periods') }} as fsm
    inner join {{ ref('stg_landing__files') }} as files on fsm.file_id = files.file_id
    inner join {{ ref('census_days') }} as days
        on
            fsm.collection_year = days.collection_year
            and fsm.collection_term = days.collection_term
    where
        files.superseded_by is null
        and fsm.collection_term = 'spring'
        and fsm.fsm_start_date <= days.census_date
        and (fsm.fsm_end_date is null or fsm.fsm_end_date >= days.census_date)

),

addresses as (

    select
        addresses.*,
        row_number() over (
            partition by addresses.pupil_on_roll_id, addresses.collection_year
            order by addresses.lsoa_code nulls last, addresses.row_number
        ) as address_number
    from {{ ref('stg_school_census__addresses') }} as addresses
    inner join {{ ref('stg_landing__files') }} as files on addresses.file_id = files.file_id
    where
        files.superseded_by is null
        and addresses.collection_term = 'spring'

),

codes as (

    select * from {{ ref('census_codes') }}

)

select
    pupils.child_key,
    pupils.collection_year,
    pupils.birth_month,
    pupils.school_number,
    pupils.national_curriculum_year,
    coalesce(sexes.value, 'unknown') as sex,
    coalesce(sen.value, 'unknown') as sen,
    case when periods.pupil_on_roll_id is null then 'not_eligible' else 'eligible' end as fsm,
    -- of the codes of some four hundred languages the seed lists English and those that name none
    case
        when pupils.language_printed is null then 'unknown'
        else coalesce(languages.value, 'other')
    end as language,
    coalesce(ethnicities.value, 'unknown') as ethnicity,
    addresses.lsoa_code,
    addresses.ward_code,
    addresses.resident_la_code,
    addresses.place_missing_reason,
    addresses.ward_missing_reason
from one_a_child as pupils
left join periods
    on
        pupils.pupil_on_roll_id = periods.pupil_on_roll_id
        and pupils.collection_year = periods.collection_year
left join addresses
    on
        pupils.pupil_on_roll_id = addresses.pupil_on_roll_id
        and pupils.collection_year = addresses.collection_year
        and addresses.address_number = 1
left join codes as sexes
    on pupils.sex_printed = sexes.printed_code and sexes.characteristic = 'sex'
left join codes as sen
    on pupils.sen_printed = sen.printed_code and sen.characteristic = 'sen'
left join codes as languages
    on pupils.language_printed = languages.printed_code and languages.characteristic = 'language'
left join codes as ethnicities
    on
        pupils.ethnicity_printed = ethnicities.printed_code
        and ethnicities.characteristic = 'ethnicity'
where pupils.record_number = 1
