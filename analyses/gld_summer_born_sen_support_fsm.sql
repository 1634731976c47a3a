-- A good level of development of three characteristics at once, three years together: children born
-- in summer, with SEN support, eligible for free school meals, and each step on the way to them.
-- Reads rows about single children: for use inside the council.
with

children as (

    select
        results.has_gld,
        cohorts.is_summer_term_born,
        cohorts.sen = 'support' as has_sen_support,
        cohorts.fsm = 'eligible' as is_eligible,
        results.is_invented
    from {{ ref('fct_eyfsp_result') }} as results
    inner join {{ ref('int_child__cohorts') }} as cohorts
        on
            results.child_key = cohorts.child_key
            and results.period_code = cohorts.period_code
    where cohorts.collection_year > (
            select max(latest.collection_year) - 3
            from {{ ref('int_child__cohorts') }} as latest
            where latest.has_profile
        )

),

steps as (

    select
        1 as step,
        'all children' as who,
        *
    from children

    union all

    select
        2 as step,
        'born in summer' as who,
        *
    from children
    where is_summer_term_born

    union all

    select
        3 as step,
        'born in summer, SEN support' as who,
        *
    from children
    where is_summer_term_born and has_sen_support

    union all

    select
        4 as step,
        'born in summer, SEN support, eligible for free school meals' as who,
        *
    from children
    where is_summer_term_born and has_sen_support and is_eligible

),

counted as (

    select
        step,
        who,
        count(*) as children,
        count(case when has_gld then 1 end) as reached,
        bool_or(is_invented) as is_invented
    from steps
    group by step, who

)

select
    who,
    children,
    reached,
    round(100.0 * reached / children, 1) as gld_percent,
    is_invented
from counted
order by step
