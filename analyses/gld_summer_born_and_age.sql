-- How much of the difference between children born in autumn and in summer goes with their age in
-- months? Within a term, a month of age goes with so many points (the slope, from differences
-- inside each term and year, so that the terms themselves play no part); times the months between
-- the two terms, that is what age alone would make of it. A description of these children, no proof
-- of a cause. Reads rows about single children: for use inside the council.
with

children as (

    select
        results.period_code,
        cohorts.term_of_birth,
        cohorts.age_in_months,
        case when results.has_gld then 100 else 0 end as reached
    from {{ ref('fct_eyfsp_result') }} as results
    inner join {{ ref('int_child__cohorts') }} as cohorts
        on
            results.child_key = cohorts.child_key
            and results.period_code = cohorts.period_code
    where cohorts.term_of_birth <> 'unknown'

),

inside_a_term as (

    select
        *,
        age_in_months - avg(age_in_months) over (
            partition by period_code, term_of_birth
        ) as months_from_mean,
        reached - avg(reached) over (
            partition by period_code, term_of_birth
        ) as points_from_mean
    from children

),

slope as (

    select
        sum(months_from_mean * points_from_mean)
        / nullif(sum(months_from_mean * months_from_mean), 0) as points_a_month,
        count(*) as children
    from inside_a_term

),

terms as (

    select
        avg(case when term_of_birth = 'autumn' then reached end)
        - avg(case when term_of_birth = 'summer' then reached end) as difference,
        avg(case when term_of_birth = 'autumn' then age_in_months end)
        - avg(case when term_of_birth = 'summer' then age_in_months end) as months_between
    from children

)

select
    slope.children,
    round(terms.difference, 1) as autumn_less_summer_points,
    round(terms.months_between, 1) as months_between,
    round(slope.points_a_month, 2) as points_a_month_of_age,
    round(slope.points_a_month * terms.months_between, 1) as points_that_go_with_age,
    round(
        100 * slope.points_a_month * terms.months_between / nullif(terms.difference, 0)
    ) as percent_of_the_difference
from slope
cross join terms
