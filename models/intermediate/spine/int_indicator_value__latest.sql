-- The latest figure of an indicator for a cohort and area: the latest period for which anything is
-- said but "missing", "not available", "not applicable" or "known to be wrong"; where only these
-- are said, the latest.
with

latest_vintages as (

    select
        fct.*,
        row_number() over (
            partition by fct.indicator_code, fct.cohort_code, fct.area_code
            order by
                case when fct.value_status in ('m', 'x', 'z', 'e') then 1 else 0 end,
                fct.period_end desc,
                fct.period_code asc
        ) as recency
    from {{ ref('fct_indicator_value') }} as fct
    where fct.is_latest_vintage

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
from latest_vintages
where recency = 1
