-- Where a publisher prints limits beside a figure they stay as printed, also where its rounded
-- count would give others: Fingertips 90284 prints the count 215 beside limits of 213 (trap 22).
select
    observations.series_code,
    observations.area_code,
    observations.period_code,
    observations.cohort_code,
    typed.lower_95 as printed_lower_95,
    observations.lower_95,
    typed.upper_95 as printed_upper_95,
    observations.upper_95,
    observations.limits_source
from {{ ref('int_observation__typed') }} as typed
inner join {{ ref('fct_indicator_observation') }} as observations
    on
        typed.series_code = observations.series_code
        and typed.area_code = observations.area_code
        and typed.period_code = observations.period_code
        and typed.cohort_code = observations.cohort_code
        and typed.file_id = observations.lineage_id
where
    typed.value_status = 'shown'
    and typed.lower_95 is not null
    and typed.upper_95 is not null
    and (
        observations.limits_source <> 'publisher'
        or observations.lower_95 is distinct from typed.lower_95
        or observations.upper_95 is distinct from typed.upper_95
        or observations.method_code is not null
    )
