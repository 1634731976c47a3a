-- Limits rest on the counts and the value may be rounded, so a value may stick out of them by one
-- unit of its last decimal and no more.
select
    series_code,
    indicator_code,
    area_code,
    period_code,
    cohort_code,
    vintage,
    lower_95,
    value,
    upper_95,
    decimals
from {{ ref('fct_indicator_observation') }}
where
    value is not null
    and (
        value < lower_95 - power(10, -decimals) - 1e-9
        or value > upper_95 + power(10, -decimals) + 1e-9
        or value < lower_99_8 - power(10, -decimals) - 1e-9
        or value > upper_99_8 + power(10, -decimals) + 1e-9
    )
