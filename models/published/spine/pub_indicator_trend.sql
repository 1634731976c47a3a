{{ config(alias='indicator_trend') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    indicator_code,
    cohort_code,
    area_code,
    period_code,
    period_type,
    period_start,
    period_end,
    comparable_segment,
    value,
    numerator,
    denominator,
    value_status,
    lower_95,
    upper_95,
    limits_source,
    is_provisional,
    published_on,
    note,
    source_code,
    lineage_id,
    england_value,
    region_value,
    neighbour_median,
    neighbour_mean,
    neighbour_count
from {{ ref('indicator_trend') }}
