-- The three gaps in GLD by free school meals, side by side and never called "the gap" alone: which
-- children the eligible are compared with changes the figure by points.
with

gaps as (

    select *
    from {{ ref('fct_indicator_value') }}
    where
        is_latest_vintage
        and indicator_code in (
            'gld_fsm_gap_not_eligible', 'gld_fsm_gap_not_eligible_or_unknown', 'gld_fsm_gap_all'
        )

)

select
    gaps.area_code,
    gaps.period_code,
    dated.period_name,
    dated.period_end,
    max(case when gaps.indicator_code = 'gld_fsm_gap_not_eligible' then gaps.value end)
        as gap_not_eligible,
    max(case when gaps.indicator_code = 'gld_fsm_gap_not_eligible' then gaps.lower_95 end)
        as gap_not_eligible_lower_95,
    max(case when gaps.indicator_code = 'gld_fsm_gap_not_eligible' then gaps.upper_95 end)
        as gap_not_eligible_upper_95,
    max(case when gaps.indicator_code = 'gld_fsm_gap_not_eligible_or_unknown' then gaps.value end)
        as gap_not_eligible_or_unknown,
    max(case when gaps.indicator_code = 'gld_fsm_gap_all' then gaps.value end) as gap_all,
    bool_or(gaps.is_invented) as is_invented
from gaps
inner join {{ ref('int_period__dated') }} as dated on gaps.period_code = dated.period_code
group by gaps.area_code, gaps.period_code, dated.period_name, dated.period_end
