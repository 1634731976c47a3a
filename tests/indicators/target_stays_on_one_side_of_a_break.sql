-- A target on the old profile, or one that spans a change of definition, cannot be met or missed.
select
    targets.target_code,
    breaks.break_from_period_code
from {{ ref('targets') }} as targets
inner join {{ ref('comparability_breaks') }} as breaks
    on targets.indicator_code = breaks.indicator_code
where
    breaks.blocks_trend
    and (
        (
            targets.baseline_period_code < breaks.break_from_period_code
            and targets.target_period_code >= breaks.break_from_period_code
        )
        or targets.target_period_code < breaks.break_from_period_code
    )
