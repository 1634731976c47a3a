{{ config(alias='framework_item') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    item_code,
    framework_code,
    framework_name,
    framework_short_name,
    reference_code,
    item_name,
    item_type,
    parent_item_code,
    same_as_item_code,
    is_counted,
    unit,
    polarity,
    population,
    source_publication,
    frequency,
    confidence,
    is_confirmed,
    provenance,
    note,
    edition_code,
    is_in_latest_edition,
    item_number,
    section_name,
    sort_order,
    unmapped_reason
from {{ ref('dim_framework_item') }}
