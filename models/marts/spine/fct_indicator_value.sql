-- The number of an indicator: every vintage of the series now preferred for the key.
with

observations as (

    select * from {{ ref('fct_indicator_observation') }}

),

preferred as (

    {{ preferred_series('observations') }}

)

select
    indicator_code,
    area_code,
    period_code,
    cohort_code,
    vintage,
    period_type,
    period_start,
    period_end,
    period_label,
    known_from,
    known_to,
    is_latest_vintage,
    is_provisional,
    published_on,
    value,
    numerator,
    denominator,
    value_status,
    value_status_raw,
    suppressed_by,
    lower_95,
    upper_95,
    lower_99_8,
    upper_99_8,
    limits_source,
    method_code,
    note,
    series_code,
    source_code,
    lineage_id,
    is_invented
from preferred
