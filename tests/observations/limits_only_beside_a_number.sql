-- Limits say nearly what a value is: where a publisher does not show the value, neither are they.
select
    series_code,
    indicator_code,
    area_code,
    period_code,
    cohort_code,
    vintage,
    value_status,
    lower_95,
    upper_95
from {{ ref('fct_indicator_observation') }}
where
    value is null
    and coalesce(lower_95, upper_95, lower_99_8, upper_99_8) is not null
