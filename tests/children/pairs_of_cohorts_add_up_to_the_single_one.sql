with

pairs as (

    select
        area_code,
        period_code,
        child_outcome_code,
        split_part(cohort_code, '|', 1) as first_cohort,
        split_part(split_part(cohort_code, '|', 2), '=', 1) as other_characteristic,
        sum(children) as children,
        sum(met) as met
    from {{ ref('int_child_outcome__by_cohort') }}
    where
        characteristic_count = 2
        and split_part(cohort_code, '|', 2) not in (
            select known.characteristic || '=' || known.parent_value
            from {{ ref('cohort_values') }} as known
            where known.parent_value is not null and known.characteristic <> 'idaci'
        )
    group by all

)

select
    pairs.*,
    single.children as single_children
from pairs
left join {{ ref('int_child_outcome__by_cohort') }} as single
    on
        pairs.area_code = single.area_code
        and pairs.period_code = single.period_code
        and pairs.child_outcome_code = single.child_outcome_code
        and pairs.first_cohort = single.cohort_code
where pairs.children is distinct from single.children or pairs.met is distinct from single.met
