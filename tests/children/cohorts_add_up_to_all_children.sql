with

leaves as (

    select
        by_cohort.*,
        split_part(by_cohort.cohort_code, '=', 1) as characteristic
    from {{ ref('int_child_outcome__by_cohort') }} as by_cohort
    where
        by_cohort.characteristic_count = 1
        and by_cohort.cohort_code not in (
            select known.characteristic || '=' || known.parent_value
            from {{ ref('cohort_values') }} as known
            where known.parent_value is not null
        )

),

sums as (

    select
        area_code,
        period_code,
        child_outcome_code,
        characteristic,
        sum(children) as children,
        sum(met) as met
    from leaves
    group by all

)

select
    sums.area_code,
    sums.period_code,
    sums.child_outcome_code,
    sums.characteristic,
    sums.children,
    whole.children as all_children
from sums
inner join {{ ref('int_child_outcome__by_cohort') }} as whole
    on
        sums.area_code = whole.area_code
        and sums.period_code = whole.period_code
        and sums.child_outcome_code = whole.child_outcome_code
        and whole.cohort_code = 'all'
where sums.children <> whole.children or sums.met <> whole.met
