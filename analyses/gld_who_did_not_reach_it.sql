-- Who did not reach a good level of development in the latest year: of each group how many, and
-- what share of all who did not. Groups overlap: the shares of two topics are never added.
with

counts as (

    select
        by_cohort.*,
        by_cohort.denominator - by_cohort.numerator as not_reached
    from {{ ref('gld_by_cohort') }} as by_cohort
    where
        by_cohort.child_outcome_code = 'gld_at_5'
        and by_cohort.denominator_code = 'all_children'
        and by_cohort.years_together = 1
        and by_cohort.period_code = (
            select max(latest.period_code)
            from {{ ref('gld_by_cohort') }} as latest
            where latest.years_together = 1
        )

)

select
    cohorts.cohort_name,
    counts.denominator as children,
    counts.not_reached,
    round(100.0 * counts.not_reached / counts.denominator, 1) as percent_of_the_group,
    round(100.0 * counts.not_reached / whole.not_reached, 1) as percent_of_all_who_did_not,
    round(100.0 * counts.denominator / whole.denominator, 1) as percent_of_all_children,
    counts.period_code,
    counts.is_invented
from counts
inner join counts as whole
    on
        counts.area_code = whole.area_code
        and whole.cohort_code = 'all'
inner join {{ ref('dim_cohort') }} as cohorts on counts.cohort_code = cohorts.cohort_code
where counts.characteristic_count < 2 or counts.cohort_code in (
        'fsm=eligible|sen=support',
        'fsm=eligible|term_of_birth=summer',
        'sen=support|term_of_birth=summer'
    )
order by counts.characteristic_count asc, counts.not_reached desc
