-- The three gaps in GLD by free school meals, by year. They differ in whom the eligible children
-- are set against: those known not to be eligible (DfE's own table, and our default), those and
-- the children of unknown status together, or all children, the eligible among them. The wider
-- the group, the smaller the gap, because the unknown do worse than the not eligible, and the
-- eligible themselves pull "all children" down. A gap between rounded percentages may differ by
-- 0.1.
select
    areas.area_name,
    gaps.period_name as year,
    round(gaps.gap_not_eligible, 1) as not_eligible_less_eligible,
    round(gaps.gap_not_eligible_or_unknown, 1) as not_eligible_or_unknown_less_eligible,
    round(gaps.gap_all, 1) as all_less_eligible,
    case
        when gaps.gap_not_eligible_or_unknown is null
            then 'the files hold no counts of the eligible and the others: no second gap'
        when gaps.gap_not_eligible is null or gaps.gap_all is null
            then 'the files hold no figure of a group: not all three gaps'
        else 'compared with a wider group, the gap is smaller: '
            || round(gaps.gap_not_eligible - gaps.gap_all, 1)
            || ' points between the first and the last'
    end as why_they_differ
from {{ ref('gld_fsm_gaps') }} as gaps
inner join {{ ref('dim_area') }} as areas on gaps.area_code = areas.area_code
where areas.is_home_area
order by gaps.period_end
