-- Where a definition or a collection changed so that figures on the two sides do not compare.
select
    breaks.indicator_code,
    breaks.break_from_period_code,
    periods.period_start as break_start,
    breaks.blocks_trend,
    breaks.reason,
    breaks.source
from {{ ref('comparability_breaks') }} as breaks
left join {{ ref('dim_period') }} as periods on breaks.break_from_period_code = periods.period_code
