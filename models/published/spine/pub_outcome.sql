{{ config(alias='outcome') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    outcome_code,
    outcome_name,
    statement,
    wording_status,
    domain_code,
    domain_name,
    layer_code,
    layer_name,
    owner,
    review_status,
    review_due,
    valid_from,
    valid_to,
    note,
    sort_order,
    gap_kind,
    gap_reason,
    is_local
from {{ ref('dim_outcome') }}
