-- Every row of the returns in force with each reason for which a denominator may leave it out,
-- counted by all reasons at once. The names of the columns are the codes of the seed
-- attrition_reasons.
with

records as (

    select * from {{ ref('int_eyfsp__records') }}

),

results as (

    select * from {{ ref('fct_eyfsp_result') }}

),

cohorts as (

    select * from {{ ref('int_child__cohorts') }}

),

flagged as (

    select
        records.collection_year,
        records.area_code,
        records.is_invented,
        records.record_number > 1 as second_record,
        records.has_later_profile as later_profile,
        not coalesce(results.is_all_17_recorded, false) as not_assessed,
        not cohorts.is_in_census as not_in_census,
        cohorts.lsoa_code is null as no_lsoa,
        cohorts.idaci = 'unknown' as no_idaci,
        coalesce(cohorts.resident_la_code <> records.area_code, true) as out_of_borough,
        cohorts.ward_code is null as no_ward
    from records
    inner join cohorts
        on
            records.child_key = cohorts.child_key
            and records.collection_year = cohorts.collection_year
    -- a second record joins the child's one result: that it is a second one is asked first
    left join results
        on
            records.child_key = results.child_key
            and records.period_code = results.period_code

)

select
    collection_year,
    area_code,
    is_invented,
    second_record,
    later_profile,
    not_assessed,
    not_in_census,
    no_lsoa,
    no_idaci,
    out_of_borough,
    no_ward,
    count(*) as children
from flagged
group by all
