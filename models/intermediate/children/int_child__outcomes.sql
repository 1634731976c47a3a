-- Outcomes of children, one form for all: whether the child met it and whether all that it is made
-- of was recorded. Another outcome of children joins with a part of its own and a row in
-- child_outcomes; what is cut by cohort and by place below follows.
with

results as (

    select * from {{ ref('fct_eyfsp_result') }}

),

goals as (

    select * from {{ ref('fct_eyfsp_goal_result') }}

),

areas_of_learning as (

    select
        goals.child_key,
        goals.period_code,
        goals.area_code,
        outcomes.child_outcome_code,
        bool_and(goals.is_expected) as is_met,
        goals.is_invented
    from goals
    inner join {{ ref('early_learning_areas') }} as areas
        on goals.area_of_learning_code = areas.area_of_learning_code
    inner join {{ ref('child_outcomes') }} as outcomes
        on
            areas.area_of_learning_name = outcomes.child_outcome_name
            and outcomes.outcome_kind = 'area of learning'
    group by all

),

stated as (

{% for code, column in [
    ('gld_at_5', 'has_gld'),
    ('all_goals_at_5', 'has_all_goals'),
    ('one_goal_short', 'is_one_goal_short')
] %}
        select
            child_key,
            period_code,
            area_code,
            '{{ code }}' as child_outcome_code,
            {{ column }} as is_met,
            is_invented
        from results

        union all
    {% endfor %}

    select
        child_key,
        period_code,
        area_code,
        child_outcome_code,
        is_met,
        is_invented
    from areas_of_learning

    union all

    select
        child_key,
        period_code,
        area_code,
        goal_code as child_outcome_code,
        is_expected as is_met,
        is_invented
    from goals

)

select
    stated.child_key,
    stated.period_code,
    stated.area_code,
    stated.child_outcome_code,
    stated.is_met,
    results.is_all_17_recorded as is_recorded,
    stated.is_invented
from stated
inner join results
    on stated.child_key = results.child_key and stated.period_code = results.period_code
