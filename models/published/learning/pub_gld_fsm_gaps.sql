{{ config(alias='gld_fsm_gaps') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    area_code,
    period_code,
    period_name,
    period_end,
    gap_not_eligible,
    gap_not_eligible_lower_95,
    gap_not_eligible_upper_95,
    gap_not_eligible_or_unknown,
    gap_all,
    is_invented
from {{ ref('gld_fsm_gaps') }}
