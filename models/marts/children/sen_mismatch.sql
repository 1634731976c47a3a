-- Children of whom the census and SEN2 say different things: a plan in one that the other does not
-- know. The census speaks of pupils on a roll on its day; SEN2 of plans the council maintains.
with

cohorts as (

    select * from {{ ref('int_child__cohorts') }}
    where is_in_census

),

years as (

    select distinct collection_year
    from {{ ref('int_child__plan') }}

),

days as (

    select * from {{ ref('census_days') }}
    where collection_term = 'spring'

)

select
    cohorts.child_key,
    cohorts.period_code,
    cohorts.sen as sen_in_census,
    cohorts.has_plan_in_sen2,
    cohorts.plan_start_date,
    cohorts.plan_cease_date,
    case
        when cohorts.sen = 'ehcp' and cohorts.plan_cease_date is not null then 'plan ceased'
        when cohorts.sen = 'ehcp' then 'plan in the census only'
        when cohorts.plan_start_date > days.census_date then 'plan began after the census'
        else 'plan in SEN2 only'
    end as mismatch_kind
from cohorts
inner join years on cohorts.collection_year = years.collection_year
inner join days on cohorts.collection_year = days.collection_year
where (cohorts.sen = 'ehcp') <> cohorts.has_plan_in_sen2
