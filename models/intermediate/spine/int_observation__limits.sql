-- Observations with their limits: the publisher's where it gives them, Wilson's where numerator and
-- denominator of a proportion exist, none otherwise. Bounds come from the counts, never from the
-- rounded value.
with

typed as (

    select * from {{ ref('int_observation__typed') }}

),

indicators as (

    select * from {{ ref('int_indicators__overlaid') }}

),

flagged as (

    select
        typed.*,
        typed.value_status = 'shown'
        and typed.lower_95 is not null
        and typed.upper_95 is not null as has_publisher_limits,
        indicators.value_type = 'proportion'
        and typed.value_status = 'shown'
        and {{ is_a_proportion('typed.numerator', 'typed.denominator') }} as has_counts
    from typed
    inner join indicators on typed.indicator_code = indicators.indicator_code

)

select
    series_code,
    indicator_code,
    reader,
    area_code,
    area_printed,
    period_code,
    period_start,
    period_end,
    period_label,
    cohort_code,
    is_provisional,
    value,
    numerator,
    denominator,
    value_status,
    value_status_raw,
    note,
    published_on,
    edition,
    received_at,
    is_invented,
    file_id,
    row_number,
    case
        when has_publisher_limits then lower_95
        when has_counts then 100 * {{ wilson_lower('numerator', 'denominator', z_score(95)) }}
    end as lower_95,
    case
        when has_publisher_limits then upper_95
        when has_counts then 100 * {{ wilson_upper('numerator', 'denominator', z_score(95)) }}
    end as upper_95,
    case
        when has_publisher_limits then lower_99_8
        when has_counts then 100 * {{ wilson_lower('numerator', 'denominator', z_score('99.8')) }}
    end as lower_99_8,
    case
        when has_publisher_limits then upper_99_8
        when has_counts then 100 * {{ wilson_upper('numerator', 'denominator', z_score('99.8')) }}
    end as upper_99_8,
    case
        when has_publisher_limits then 'publisher'
        when has_counts then 'ours'
        else 'none'
    end as limits_source,
    case
        when has_publisher_limits then cast(null as varchar)
        when has_counts then {{ wilson_method_code() }}
    end as method_code
from flagged
