-- The three free school meal gaps from the same counts: all children less those eligible is the gap
-- to the others, thinned by the eligible themselves. A gap read from the wrong groups breaks this
-- (trap 3).
with

counts as (

    select
        area_code,
        period_code,
        max(case when cohort_code = 'all' then denominator end) as all_children,
        max(case when cohort_code = 'fsm=eligible' then denominator end) as eligible_children
    from {{ ref('fct_indicator_value') }}
    where indicator_code = 'gld_at_5' and is_latest_vintage
    group by area_code, period_code

)

select
    gaps.area_code,
    gaps.period_code,
    gaps.gap_not_eligible_or_unknown,
    gaps.gap_all,
    counts.all_children,
    counts.eligible_children
from {{ ref('gld_fsm_gaps') }} as gaps
inner join counts
    on
        gaps.area_code = counts.area_code
        and gaps.period_code = counts.period_code
where
    gaps.gap_not_eligible_or_unknown is not null
    and (
        gaps.gap_all is null
        or abs(
            gaps.gap_all
            - gaps.gap_not_eligible_or_unknown
            * (counts.all_children - counts.eligible_children) / counts.all_children
        ) > 1e-6
    )
