-- What the January census and SEN2 say of the same children, counted: where they agree and where
-- not.
with

cohorts as (

    select * from {{ ref('int_child__cohorts') }}
    where is_in_census

),

mismatches as (

    select * from {{ ref('sen_mismatch') }}

),

plan_years as (

    select distinct collection_year
    from {{ ref('int_child__plan') }}

),

years as (

    select distinct
        collection_year,
        area_code,
        is_invented
    from {{ ref('int_eyfsp__records') }}

)

select
    years.area_code,
    cohorts.period_code,
    cohorts.sen as sen_in_census,
    cohorts.has_plan_in_sen2,
    coalesce(mismatches.mismatch_kind, 'agree') as mismatch_kind,
    count(*) as children,
    years.is_invented
from cohorts
inner join years on cohorts.collection_year = years.collection_year
left join mismatches
    on
        cohorts.child_key = mismatches.child_key
        and cohorts.period_code = mismatches.period_code
inner join plan_years on cohorts.collection_year = plan_years.collection_year
group by all
