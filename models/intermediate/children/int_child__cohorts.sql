-- Every flag by which children are told apart, once, as data: one row a child and academic year in
-- which the child has a profile or is in the spring census. Age is in calendar months, June of the
-- year less the month of birth. The census says of a child what DfE's releases use; SEN2 beside it.
with

profiles as (

    select * from {{ ref('int_eyfsp__records') }}
    where record_number = 1

),

census as (

    select * from {{ ref('int_child__census') }}

),

children as (

    select
        coalesce(profiles.child_key, census.child_key) as child_key,
        coalesce(profiles.collection_year, census.collection_year) as collection_year,
        coalesce(profiles.birth_month, census.birth_month) as birth_month,
        profiles.child_key is not null as has_profile,
        census.child_key is not null as is_in_census,
        census.national_curriculum_year,
        coalesce(nullif(census.sex, 'unknown'), sexes.value, 'unknown') as sex,
        coalesce(census.sen, 'unknown') as sen,
        coalesce(census.fsm, 'unknown') as fsm,
        coalesce(census.language, 'unknown') as language,
        coalesce(census.ethnicity, 'unknown') as ethnicity
    from profiles
    full outer join census
        on
            profiles.child_key = census.child_key
            and profiles.collection_year = census.collection_year
    left join {{ ref('census_codes') }} as sexes
        on profiles.sex_printed = sexes.printed_code and sexes.characteristic = 'sex'

),

dated as (

    select
        *,
        cast(substr(birth_month, 6, 2) as integer) as birth_month_number,
        collection_year * 12 + 6
        - cast(substr(birth_month, 1, 4) as integer) * 12
        - cast(substr(birth_month, 6, 2) as integer) as age_in_months
    from children

),

terms as (

    select * from {{ ref('term_of_birth_editions') }}

),

bands as (

    select
        value as idaci,
        parent_value as idaci_group,
        cast(substr(value, 12, 2) as integer) as national_tenth
    from {{ ref('cohort_values') }}
    where characteristic = 'idaci' and substr(value, 1, 11) = '2025_tenth_'

)

select
    dated.child_key,
    {{ academic_period('dated.collection_year') }} as period_code,
    dated.collection_year,
    dated.birth_month,
    dated.age_in_months,
    dated.has_profile,
    dated.is_in_census,
    dated.national_curriculum_year,
    dated.sex,
    coalesce(terms.term_of_birth, 'unknown') as term_of_birth,
    coalesce(first_terms.term_of_birth, 'unknown') as term_of_birth_2021_22_first,
    coalesce(terms.term_of_birth = 'summer', false) as is_summer_term_born,
    coalesce(dated.birth_month_number between 4 and 8, false) as is_summer_born_admissions,
    dated.sen,
    coalesce(plans.is_plan_maintained, false) as has_plan_in_sen2,
    plans.plan_start_date,
    plans.plan_cease_date,
    dated.fsm,
    dated.language,
    dated.ethnicity,
    places.lsoa_code,
    places.ward_code,
    places.resident_la_code,
    places.place_dataset,
    places.place_missing_reason,
    places.ward_missing_reason,
    places.idaci_2019_national_tenth,
    places.idaci_2019_local_tenth,
    places.idaci_2025_national_tenth,
    places.idaci_2025_local_tenth,
    coalesce(bands.idaci, 'unknown') as idaci,
    coalesce(bands.idaci_group, 'unknown') as idaci_group
from dated
left join terms
    on
        dated.birth_month_number = terms.birth_month_number
        and terms.term_edition = '2022-23 on'
left join terms as first_terms
    on
        dated.birth_month_number = first_terms.birth_month_number
        and first_terms.term_edition = '2021-22 first release'
left join {{ ref('int_child__plan') }} as plans
    on
        dated.child_key = plans.child_key
        and dated.collection_year = plans.collection_year
left join {{ ref('int_child__place') }} as places
    on
        dated.child_key = places.child_key
        and dated.collection_year = places.collection_year
left join bands on places.idaci_2025_national_tenth = bands.national_tenth
