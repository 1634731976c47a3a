{{ config(alias='period') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    period_code,
    period_name,
    period_type,
    period_type_name,
    is_point_in_time,
    period_start,
    period_end
from {{ ref('dim_period') }}
