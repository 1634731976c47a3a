-- A scheme dates every label alike, so its codes are of one type. LG Inform's identifiers carry
-- their own type and are left out.
select
    reader,
    period_scheme,
    min(regexp_extract(period_code, '^(3?[A-Z]{2})', 1)) as first_type,
    max(regexp_extract(period_code, '^(3?[A-Z]{2})', 1)) as last_type
from {{ ref('publisher_periods') }}
where period_scheme <> 'lginform_identifier'
group by reader, period_scheme
having
    count(distinct regexp_extract(period_code, '^(3?[A-Z]{2})', 1)) <> 1
