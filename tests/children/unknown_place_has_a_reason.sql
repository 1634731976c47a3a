select
    child_key,
    period_code
from {{ ref('int_child__cohorts') }}
where
    (lsoa_code is null) <> (place_missing_reason is not null)
    or (ward_code is null) <> (ward_missing_reason is not null)
