-- The children with an outcome, counted by every characteristic at once: however many children
-- there are, there are no more cells than combinations, and every cohort is a sum of cells.
with

cohorts as (

    select
        child_key,
        period_code,
        collection_year,
        {{ var('cohort_characteristics') | join(',\n        ') }},
        dense_rank() over (
            order by period_code, {{ var('cohort_characteristics') | join(', ') }}
        ) as combination
    from {{ ref('int_child__cohorts') }}
    where has_profile

),

combinations as (

    select distinct
        combination,
        collection_year,
        {{ var('cohort_characteristics') | join(',\n        ') }}
    from cohorts

),

counted as (

    select
        outcomes.area_code,
        outcomes.period_code,
        outcomes.child_outcome_code,
        outcomes.is_invented,
        cohorts.combination,
        count(*) as children,
        count(case when outcomes.is_met then 1 end) as met,
        count(case when outcomes.is_recorded then 1 end) as children_recorded,
        count(case when outcomes.is_recorded and outcomes.is_met then 1 end) as met_recorded
    from {{ ref('int_child__outcomes') }} as outcomes
    inner join cohorts
        on
            outcomes.child_key = cohorts.child_key
            and outcomes.period_code = cohorts.period_code
    group by
        outcomes.area_code,
        outcomes.period_code,
        outcomes.child_outcome_code,
        outcomes.is_invented,
        cohorts.combination

)

select
    counted.area_code,
    counted.period_code,
    combinations.collection_year,
    counted.child_outcome_code,
    {% for characteristic in var('cohort_characteristics') %}
        combinations.{{ characteristic }},
    {% endfor %}
    counted.is_invented,
    counted.children,
    counted.met,
    counted.children_recorded,
    counted.met_recorded,
    dense_rank() over (
        order by counted.area_code, counted.combination, counted.is_invented
    ) as cell_id
from counted
inner join combinations on counted.combination = combinations.combination
