-- The children with an outcome, counted by every characteristic at once: however many children
-- there are, there are no more cells than combinations, and every cohort is a sum of cells.
with

cohorts as (

    select * from {{ ref('int_child__cohorts') }}

),

outcomes as (

    select * from {{ ref('int_child__outcomes') }}

),

counted as (

    select
        outcomes.area_code,
        outcomes.period_code,
        cohorts.collection_year,
        outcomes.child_outcome_code,
        {% for characteristic in var('cohort_characteristics') %}
            cohorts.{{ characteristic }},
        {% endfor %}
        outcomes.is_invented,
        count(*) as children,
        count(case when outcomes.is_met then 1 end) as met,
        count(case when outcomes.is_recorded then 1 end) as children_recorded,
        count(case when outcomes.is_recorded and outcomes.is_met then 1 end) as met_recorded
    from outcomes
    inner join cohorts
        on
            outcomes.child_key = cohorts.child_key
            and outcomes.period_code = cohorts.period_code
    group by all

)

select
    *,
    dense_rank() over (
        order by
            area_code, period_code, is_invented, {{ var('cohort_characteristics') | join(', ') }}
    ) as cell_id
from counted
