-- Everything that any source said: series by area, period, cohort and vintage.
with

observed as (

    select * from {{ ref('int_observation__vintages') }}

),

derived as (

    select * from {{ ref('int_observation__derived') }}

),

series as (

    select * from {{ ref('int_indicator_series__with_local') }}

),

dated as (

    select * from {{ ref('int_period__dated') }}

),

unioned as (

    select
        series_code,
        indicator_code,
        area_code,
        period_code,
        cohort_code,
        vintage,
        known_from,
        known_to,
        is_latest_vintage,
        is_provisional,
        published_on,
        edition,
        period_label,
        area_printed,
        value,
        numerator,
        denominator,
        value_status,
        value_status_raw,
        lower_95,
        upper_95,
        lower_99_8,
        upper_99_8,
        limits_source,
        method_code,
        note,
        file_id as lineage_id,
        cast(null as varchar) as source_code,
        is_invented
    from observed

    union all

    select
        series_code,
        indicator_code,
        area_code,
        period_code,
        cohort_code,
        vintage,
        known_from,
        known_to,
        is_latest_vintage,
        is_provisional,
        published_on,
        cast(null as varchar) as edition,
        period_label,
        area_code as area_printed,
        value,
        numerator,
        denominator,
        value_status,
        cast(null as varchar) as value_status_raw,
        lower_95,
        upper_95,
        lower_99_8,
        upper_99_8,
        limits_source,
        method_code,
        cast(null as varchar) as note,
        lineage_id,
        source_code,
        is_invented
    from derived

)

select
    unioned.series_code,
    unioned.indicator_code,
    unioned.area_code,
    unioned.period_code,
    unioned.cohort_code,
    cast(unioned.vintage as integer) as vintage,
    dated.period_type,
    dated.period_start,
    dated.period_end,
    unioned.period_label,
    cast(unioned.known_from as timestamp) as known_from,
    cast(unioned.known_to as timestamp) as known_to,
    unioned.is_latest_vintage,
    unioned.is_provisional,
    unioned.published_on,
    unioned.edition,
    unioned.value,
    unioned.numerator,
    unioned.denominator,
    unioned.value_status,
    unioned.value_status_raw,
    cast(
        case
            when unioned.value_status <> 'c' then null
            when series.reader = 'children' then 'primary'
            else 'publisher'
        end as varchar
    ) as suppressed_by,
    unioned.lower_95,
    unioned.upper_95,
    unioned.lower_99_8,
    unioned.upper_99_8,
    cast(unioned.limits_source as varchar) as limits_source,
    cast(unioned.method_code as varchar) as method_code,
    unioned.note,
    coalesce(unioned.source_code, series.source_code) as source_code,
    series.reader,
    series.preference,
    series.decimals,
    unioned.area_printed,
    unioned.lineage_id,
    unioned.is_invented
from unioned
inner join series on unioned.series_code = series.series_code
inner join dated on unioned.period_code = dated.period_code
