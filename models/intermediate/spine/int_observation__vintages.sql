-- Vintages of what a series says of a key: a new one where the value, its status, a count or a
-- limit changes in the order published, edition, received. The same figure printed again is no
-- vintage.
with

limits as (

    select * from {{ ref('int_observation__limits') }}

),

-- a file that prints one figure twice (an area under two parents, a measure under two topics)
one_a_file as (

    select
        *,
        row_number() over (
            partition by series_code, area_code, period_code, cohort_code, file_id
            order by row_number
        ) as copy_number
    from limits

),

contents as (

    select
        *,
        {{ dbt.concat([
            "value_status", "'|'",
            "coalesce(cast(value as varchar), '')", "'|'",
            "coalesce(cast(numerator as varchar), '')", "'|'",
            "coalesce(cast(denominator as varchar), '')", "'|'",
            "coalesce(cast(lower_95 as varchar), '')", "'|'",
            "coalesce(cast(upper_95 as varchar), '')", "'|'",
            "coalesce(cast(lower_99_8 as varchar), '')", "'|'",
            "coalesce(cast(upper_99_8 as varchar), '')"
        ]) }} as content_now
    from one_a_file
    where copy_number = 1

),

compared as (

    select
        *,
        lag(content_now) over (
            partition by series_code, area_code, period_code, cohort_code
            order by published_on nulls first, edition nulls first, received_at, file_id
        ) as content_before
    from contents

),

numbered as (

    select
        *,
        sum(case when content_before is null or content_now <> content_before then 1 else 0 end)
            over (
                partition by series_code, area_code, period_code, cohort_code
                order by published_on nulls first, edition nulls first, received_at, file_id
                rows between unbounded preceding and current row
            ) as vintage
    from compared

),

runs as (

    select
        *,
        min(received_at) over (
            partition by series_code, area_code, period_code, cohort_code, vintage
        ) as known_from,
        row_number() over (
            partition by series_code, area_code, period_code, cohort_code, vintage
            order by published_on nulls first, edition nulls first, received_at, file_id
        ) as run_number
    from numbered

),

first_of_run as (

    select * from runs
    where run_number = 1

),

followed as (

    select
        *,
        min(known_from) over (
            partition by series_code, area_code, period_code, cohort_code
            order by vintage
            rows between 1 following and unbounded following
        ) as next_known_from
    from first_of_run

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
    lower_95,
    upper_95,
    lower_99_8,
    upper_99_8,
    limits_source,
    method_code,
    vintage,
    known_from,
    -- an older edition that came after a newer one was never the newest known: no time passes
    case
        when next_known_from is not null then greatest(known_from, next_known_from)
    end as known_to,
    next_known_from is null as is_latest_vintage
from followed
