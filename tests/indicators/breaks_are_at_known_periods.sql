-- A break at a code that never comes up would block nothing.
select
    breaks.indicator_code,
    breaks.break_from_period_code
from {{ ref('comparability_breaks') }} as breaks
left join {{ ref('publisher_periods') }} as periods
    on breaks.break_from_period_code = periods.period_code
where periods.period_code is null
