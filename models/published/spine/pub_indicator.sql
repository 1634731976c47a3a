{{ config(alias='indicator') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    indicator_code,
    indicator_name,
    short_name,
    definition,
    of_whom,
    value_type,
    unit,
    rate_per,
    is_total,
    polarity,
    polarity_source,
    basis,
    disclosure_class,
    decimals,
    related_indicator_code,
    related_kind,
    valid_from,
    valid_to,
    note,
    comparability_note,
    outcome_code,
    outcome_link_type,
    is_local,
    sort_order
from {{ ref('dim_indicator') }}
