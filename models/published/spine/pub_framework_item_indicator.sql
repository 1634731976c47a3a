{{ config(alias='framework_item_indicator') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    item_code,
    framework_code,
    indicator_code,
    cohort_code,
    link_type,
    reason,
    valid_from,
    valid_to,
    is_in_force,
    is_local
from {{ ref('bridge_item_indicator') }}
