-- Everything worked out here from other observations, with vintages counted and a lineage that
-- leads to each file it came from.
with

derived as (

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
        value,
        numerator,
        denominator,
        lower_95,
        upper_95,
        lower_99_8,
        upper_99_8,
        limits_source,
        method_code
    from {{ ref('int_observation__derived_cohorts') }}

    union all

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
        value,
        numerator,
        denominator,
        lower_95,
        upper_95,
        lower_99_8,
        upper_99_8,
        limits_source,
        method_code
    from {{ ref('int_observation__derived_gaps') }}

)

select
    *,
    case
        when first_file_id = second_file_id then first_file_id
        else {{ dbt.hash("first_file_id || '|' || second_file_id") }}
    end as lineage_id,
    row_number() over (
        partition by series_code, area_code, period_code, cohort_code
        order by known_from
    ) as vintage,
    known_to is null as is_latest_vintage
from derived
