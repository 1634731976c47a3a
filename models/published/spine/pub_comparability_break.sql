{{ config(alias='comparability_break') }}
-- Released as it is: words only, no figure.
select
    indicator_code,
    break_from_period_code,
    break_start,
    blocks_trend,
    reason,
    source
from {{ ref('comparability_break') }}
