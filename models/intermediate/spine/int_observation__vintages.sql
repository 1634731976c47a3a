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

compared as (

    select
        *,
        concat_ws(
            '|', value_status, value, numerator, denominator, lower_95, upper_95
        ) as content_now,
        lag(concat_ws('|', value_status, value, numerator, denominator, lower_95, upper_95)) over (
            partition by series_code, area_code, period_code, cohort_code
            order by published_on nulls first, edition nulls first, received_at, file_id
        ) as content_before
    from one_a_file
    where copy_number = 1

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
    lead(known_from) over (
        partition by series_code, area_code, period_code, cohort_code
        order by vintage
    ) as known_to,
    row_number() over (
        partition by series_code, area_code, period_code, cohort_code
        order by vintage desc
    ) = 1 as is_latest_vintage
from first_of_run
