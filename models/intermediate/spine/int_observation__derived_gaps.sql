-- Gaps between two cohorts, from counts where both have them and from the printed values otherwise;
-- a gap is a series of its own with a vintage for each pair of vintages known together. Limits are
-- Newcombe's, and only between groups that do not overlap.
with

observed as (

    select
        vintages.indicator_code,
        vintages.area_code,
        vintages.period_code,
        vintages.cohort_code,
        vintages.series_code,
        series.preference,
        vintages.is_latest_vintage,
        vintages.known_from,
        vintages.known_to,
        vintages.is_provisional,
        vintages.published_on,
        vintages.period_label,
        vintages.value,
        vintages.numerator,
        vintages.denominator,
        vintages.value_status,
        vintages.lower_95,
        vintages.upper_95,
        vintages.lower_99_8,
        vintages.upper_99_8,
        vintages.is_invented,
        series.source_code,
        vintages.file_id as first_file_id,
        vintages.file_id as second_file_id
    from {{ ref('int_observation__vintages') }} as vintages
    inner join {{ ref('int_indicator_series__with_local') }} as series
        on vintages.series_code = series.series_code

    union all

    select
        cohorts.indicator_code,
        cohorts.area_code,
        cohorts.period_code,
        cohorts.cohort_code,
        cohorts.series_code,
        series.preference,
        cohorts.known_to is null as is_latest_vintage,
        cohorts.known_from,
        cohorts.known_to,
        cohorts.is_provisional,
        cohorts.published_on,
        cohorts.period_label,
        cohorts.value,
        cohorts.numerator,
        cohorts.denominator,
        cohorts.value_status,
        cohorts.lower_95,
        cohorts.upper_95,
        cohorts.lower_99_8,
        cohorts.upper_99_8,
        cohorts.is_invented,
        coalesce(cohorts.source_code, series.source_code) as source_code,
        cohorts.first_file_id,
        cohorts.second_file_id
    from {{ ref('int_observation__derived_cohorts') }} as cohorts
    inner join {{ ref('int_indicator_series__with_local') }} as series
        on cohorts.series_code = series.series_code

),

preferred as (

    {{ preferred_series('observed') }}

),

-- counts make a share of a proportion only: a mean has a numerator and a denominator too
counted as (

    select
        preferred.*,
        case
            when indicators.value_type = 'proportion'
                then 100 * preferred.numerator / nullif(preferred.denominator, 0)
        end as counted_value
    from preferred
    inner join {{ ref('int_indicators__overlaid') }} as indicators
        on preferred.indicator_code = indicators.indicator_code

),

derived_series as (

    select * from {{ ref('int_indicator_series__with_local') }}
    where derivation = 'gap'

),

inputs as (

    select * from {{ ref('series_inputs') }}

),

pairs as (

    select
        derived_series.series_code,
        derived_series.indicator_code,
        derived_series.cohort_code,
        first_group.area_code,
        first_group.period_code,
        first_group.period_label,
        greatest(first_group.known_from, second_group.known_from) as known_from,
        least(
            coalesce(first_group.known_to, second_group.known_to),
            coalesce(second_group.known_to, first_group.known_to)
        ) as known_to,
        first_group.is_provisional or second_group.is_provisional as is_provisional,
        greatest(first_group.published_on, second_group.published_on) as published_on,
        first_group.is_invented or second_group.is_invented as is_invented,
        case
            when first_group.source_code = second_group.source_code then first_group.source_code
        end as source_code,
        first_group.first_file_id,
        second_group.first_file_id as second_file_id,
        case
            when first_group.value_status = 'shown' and second_group.value_status = 'shown'
                then 'shown'
            when first_group.value_status = 'c' or second_group.value_status = 'c' then 'c'
            when first_group.value_status <> 'shown' then first_group.value_status
            else second_group.value_status
        end as value_status,
        case
            when first_group.counted_value is not null and second_group.counted_value is not null
                then first_group.counted_value
            else first_group.value
        end as first_value,
        case
            when first_group.counted_value is not null and second_group.counted_value is not null
                then second_group.counted_value
            else second_group.value
        end as second_value,
        first_group.cohort_code <> 'all'
        and first_group.lower_95 is not null
        and second_group.lower_95 is not null as has_limits,
        first_group.lower_95 as first_lower_95,
        first_group.upper_95 as first_upper_95,
        second_group.lower_95 as second_lower_95,
        second_group.upper_95 as second_upper_95,
        first_group.lower_99_8 as first_lower_99_8,
        first_group.upper_99_8 as first_upper_99_8,
        second_group.lower_99_8 as second_lower_99_8,
        second_group.upper_99_8 as second_upper_99_8
    from derived_series
    inner join inputs as first_input
        on
            derived_series.series_code = first_input.series_code
            and first_input.role = 'minuend'
    inner join inputs as second_input
        on
            derived_series.series_code = second_input.series_code
            and second_input.role = 'subtrahend'
    inner join counted as first_group
        on
            first_input.indicator_code = first_group.indicator_code
            and first_input.cohort_code = first_group.cohort_code
    inner join counted as second_group
        on
            second_input.indicator_code = second_group.indicator_code
            and second_input.cohort_code = second_group.cohort_code
            and first_group.area_code = second_group.area_code
            and first_group.period_code = second_group.period_code
    where
        (second_group.known_to is null or first_group.known_from < second_group.known_to)
        and (first_group.known_to is null or second_group.known_from < first_group.known_to)

)

select
    series_code,
    indicator_code,
    cohort_code,
    area_code,
    period_code,
    period_label,
    known_from,
    known_to,
    is_provisional,
    published_on,
    is_invented,
    source_code,
    first_file_id,
    second_file_id,
    value_status,
    case when value_status = 'shown' then first_value - second_value end as value,
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    case
        when has_limits
            then {{ newcombe_lower(
                'first_value', 'first_lower_95', 'second_value', 'second_upper_95'
            ) }}
    end as lower_95,
    case
        when has_limits
            then {{ newcombe_upper(
                'first_value', 'first_upper_95', 'second_value', 'second_lower_95'
            ) }}
    end as upper_95,
    case
        when has_limits
            then {{ newcombe_lower(
                'first_value', 'first_lower_99_8', 'second_value', 'second_upper_99_8'
            ) }}
    end as lower_99_8,
    case
        when has_limits
            then {{ newcombe_upper(
                'first_value', 'first_upper_99_8', 'second_value', 'second_lower_99_8'
            ) }}
    end as upper_99_8,
    case when has_limits then 'ours' else 'none' end as limits_source,
    case when has_limits then {{ newcombe_method_code() }} end as method_code
from pairs
where known_to is null or known_from < known_to
