{{ config(alias='framework_item_outcome') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    item_code,
    framework_code,
    outcome_code,
    valid_from,
    valid_to,
    is_in_force,
    link_type,
    is_primary,
    reason,
    owner,
    review_status,
    reviewed_on,
    is_local
from {{ ref('bridge_framework_item') }}
