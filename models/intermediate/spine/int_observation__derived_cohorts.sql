-- Cohorts that no publisher prints but its counts give: a whole less a part (children not eligible
-- or of unknown status = all children less those eligible). Only from counts, never from rounded
-- percentages, and once for each pair of vintages that were known together.
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
    where derivation = 'complement'

),

inputs as (

    select * from {{ ref('series_inputs') }}

),

pairs as (

    select
        derived_series.series_code,
        derived_series.indicator_code,
        derived_series.cohort_code,
        whole.area_code,
        whole.period_code,
        whole.period_label,
        -- a part hidden later hides the rest too: the older figure does not stay the newest
        case
            when whole.value_status = 'shown' and part.value_status = 'shown' then 'shown'
            else 'c'
        end as value_status,
        whole.numerator - part.numerator as numerator,
        whole.denominator - part.denominator as denominator,
        greatest(whole.known_from, part.known_from) as known_from,
        least(
            coalesce(whole.known_to, part.known_to), coalesce(part.known_to, whole.known_to)
        ) as known_to,
        whole.is_provisional or part.is_provisional as is_provisional,
        greatest(whole.published_on, part.published_on) as published_on,
        whole.is_invented or part.is_invented as is_invented,
        -- own counts stay own, whoever else prints the indicator
        case when whole.source_code = part.source_code then whole.source_code end as source_code,
        whole.file_id as first_file_id,
        part.file_id as second_file_id
    from derived_series
    inner join inputs as whole_input
        on
            derived_series.series_code = whole_input.series_code
            and whole_input.role = 'minuend'
    inner join inputs as part_input
        on
            derived_series.series_code = part_input.series_code
            and part_input.role = 'subtrahend'
    inner join preferred as whole
        on
            whole_input.indicator_code = whole.indicator_code
            and whole_input.cohort_code = whole.cohort_code
    inner join preferred as part
        on
            part_input.indicator_code = part.indicator_code
            and part_input.cohort_code = part.cohort_code
            and whole.area_code = part.area_code
            and whole.period_code = part.period_code
    where
        (part.known_to is null or whole.known_from < part.known_to)
        and (whole.known_to is null or part.known_from < whole.known_to)

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
