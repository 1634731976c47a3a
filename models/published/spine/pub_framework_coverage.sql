{{ config(alias='framework_coverage') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    framework_code,
    edition,
    framework_name,
    framework_short_name,
    edition_name,
    valid_from,
    valid_to,
    is_latest_edition,
    item_count,
    mapped_item_count,
    measure_count,
    mapped_count,
    with_value_count,
    confirmed_count,
    sort_order
from {{ ref('framework_coverage') }}
