{{ config(alias='area_comparator') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    area_code,
    comparator_set,
    edition,
    comparator_area_code,
    rank,
    closeness,
    source,
    is_in_use
from {{ ref('bridge_area_comparator') }}
