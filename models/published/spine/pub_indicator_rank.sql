{{ config(alias='indicator_rank') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    indicator_code,
    cohort_code,
    area_code,
    period_code,
    value,
    area_rank,
    rank_of,
    rank_order
from {{ ref('indicator_rank') }}
