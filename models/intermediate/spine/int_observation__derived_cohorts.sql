-- Cohorts that no publisher prints but its counts give: a whole less a part (children not eligible
-- or of unknown status = all children less those eligible), or two parts together (those not
-- eligible and those of unknown status), where a file lacks the one or the other. Only from counts,
-- never from rounded percentages, and once for each pair of vintages that were known together.
with

vintages as (

    select
        vintages.*,
        series.preference,
        series.source_code
    from {{ ref('int_observation__vintages') }} as vintages
    inner join {{ ref('int_indicator_series__with_local') }} as series
        on vintages.series_code = series.series_code
    where
        (vintages.numerator is not null and vintages.denominator is not null)
        or vintages.value_status = 'c'

),

preferred as (

    {{ preferred_series('vintages') }}

),

derived_series as (

    select * from {{ ref('int_indicator_series__with_local') }}
    where derivation in ('complement', 'sum')

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
        -- an input hidden later hides the rest too: the older figure does not stay the newest
        case
            when first_group.value_status = 'shown' and second_group.value_status = 'shown'
                then 'shown'
            else 'c'
        end as value_status,
        case
            when derived_series.derivation = 'sum'
                then first_group.numerator + second_group.numerator
            else first_group.numerator - second_group.numerator
        end as numerator,
        case
            when derived_series.derivation = 'sum'
                then first_group.denominator + second_group.denominator
            else first_group.denominator - second_group.denominator
        end as denominator,
        greatest(first_group.known_from, second_group.known_from) as known_from,
        least(
            coalesce(first_group.known_to, second_group.known_to),
            coalesce(second_group.known_to, first_group.known_to)
        ) as known_to,
        first_group.is_provisional or second_group.is_provisional as is_provisional,
        greatest(first_group.published_on, second_group.published_on) as published_on,
        first_group.is_invented or second_group.is_invented as is_invented,
        -- own counts stay own, whoever else prints the indicator
        case
            when first_group.source_code = second_group.source_code then first_group.source_code
        end as source_code,
        first_group.file_id as first_file_id,
        second_group.file_id as second_file_id
    from derived_series
    inner join inputs as first_input
        on
            derived_series.series_code = first_input.series_code
            and first_input.role in ('minuend', 'augend')
    inner join inputs as second_input
        on
            derived_series.series_code = second_input.series_code
            and second_input.role in ('subtrahend', 'addend')
    inner join preferred as first_group
        on
            first_input.indicator_code = first_group.indicator_code
            and first_input.cohort_code = first_group.cohort_code
    inner join preferred as second_group
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
    case when value_status = 'shown' then numerator end as numerator,
    case when value_status = 'shown' then denominator end as denominator,
    case when value_status = 'shown' then 100 * numerator / denominator end as value,
    case
        when value_status = 'shown'
            then 100 * {{ wilson_lower('numerator', 'denominator', z_score(95)) }}
    end as lower_95,
    case
        when value_status = 'shown'
            then 100 * {{ wilson_upper('numerator', 'denominator', z_score(95)) }}
    end as upper_95,
    case
        when value_status = 'shown'
            then 100 * {{ wilson_lower('numerator', 'denominator', z_score('99.8')) }}
    end as lower_99_8,
    case
        when value_status = 'shown'
            then 100 * {{ wilson_upper('numerator', 'denominator', z_score('99.8')) }}
    end as upper_99_8,
    case when value_status = 'shown' then 'ours' else 'none' end as limits_source,
    case when value_status = 'shown' then {{ wilson_method_code() }} end as method_code
from pairs
where
    (value_status = 'c' or denominator > 0)
    and (known_to is null or known_from < known_to)
