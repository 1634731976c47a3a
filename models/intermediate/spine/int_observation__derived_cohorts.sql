-- Cohorts that no publisher prints but its counts give: a whole less a part (children not eligible
-- or of unknown status = all children less those eligible). Only from counts, never from rounded
-- percentages, and once for each pair of vintages that were known together.
with

vintages as (

    select
        vintages.*,
        series.preference
    from {{ ref('int_observation__vintages') }} as vintages
    inner join {{ ref('int_indicator_series__with_local') }} as series
        on vintages.series_code = series.series_code
    where vintages.numerator is not null and vintages.denominator is not null

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
        whole.numerator - part.numerator as numerator,
        whole.denominator - part.denominator as denominator,
        greatest(whole.known_from, part.known_from) as known_from,
        least(
            coalesce(whole.known_to, part.known_to), coalesce(part.known_to, whole.known_to)
        ) as known_to,
        whole.is_provisional or part.is_provisional as is_provisional,
        greatest(whole.published_on, part.published_on) as published_on,
        whole.is_invented or part.is_invented as is_invented,
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
        whole.value_status = 'shown'
        and part.value_status = 'shown'
        and (part.known_to is null or whole.known_from < part.known_to)
        and (whole.known_to is null or part.known_from < whole.known_to)

)

select
    *,
    100 * numerator / denominator as value,
    'shown' as value_status,
    100 * {{ wilson_lower('numerator', 'denominator', z_score(95)) }} as lower_95,
    100 * {{ wilson_upper('numerator', 'denominator', z_score(95)) }} as upper_95,
    100 * {{ wilson_lower('numerator', 'denominator', z_score('99.8')) }} as lower_99_8,
    100 * {{ wilson_upper('numerator', 'denominator', z_score('99.8')) }} as upper_99_8,
    'ours' as limits_source,
    {{ wilson_method_code() }} as method_code
from pairs
where denominator > 0
