-- Every row that a source prints for a series of the registry reaches the fact, unless it is of a
-- period outside the series' own bounds. What would drop out unseen: a label that the period seed
-- does not know, an area code that the area seed does not know, a file without a landing record.
with

printed as (

    select * from {{ ref('int_observation__printed') }}

),

series as (

    select * from {{ ref('int_indicator_series__with_local') }}
    where derivation = 'none'

),

typed as (

    select * from {{ ref('int_observation__typed') }}

),

labels as (

    select * from {{ ref('publisher_periods') }}

),

dated as (

    select * from {{ ref('int_period__dated') }}

),

expected as (

    select
        series.series_code,
        series.reader,
        printed.file_id,
        printed.row_number,
        printed.area_printed,
        printed.period_label,
        dated.period_code,
        dated.period_start < first_period.period_start
        or dated.period_end > last_period.period_end as is_outside
    from printed
    inner join series
        on
            printed.reader = series.reader
            and printed.publisher_series_id is not distinct from series.publisher_series_id
            and printed.value_column is not distinct from series.value_column
    left join labels
        on
            series.reader = labels.reader
            and series.period_scheme = labels.period_scheme
            and printed.period_label = labels.printed_label
    left join dated on coalesce(labels.period_code, printed.period_label) = dated.period_code
    left join dated as first_period on series.period_from = first_period.period_code
    left join dated as last_period on series.period_to = last_period.period_code
    where coalesce(series.cohort_code, printed.cohort_code) is not null

),

known_codes as (

    select printed_code
    from {{ ref('area_codes') }}

    union all

    select area_code as printed_code
    from {{ ref('int_area__invented') }}

),

not_typed as (

    select
        expected.series_code,
        expected.file_id,
        expected.row_number,
        expected.area_printed,
        expected.period_label,
        case
            when expected.period_code is null then 'its period label is not known'
            when area_codes.printed_code is null then 'its area code is not known'
            else 'it was read and went no further'
        end as problem
    from expected
    left join known_codes as area_codes on expected.area_printed = area_codes.printed_code
    left join typed
        on
            expected.series_code = typed.series_code
            and expected.file_id = typed.file_id
            and expected.row_number = typed.row_number
    where typed.series_code is null and not coalesce(expected.is_outside, false)

),

not_in_fact as (

    select
        typed.series_code,
        typed.file_id,
        typed.row_number,
        typed.area_printed,
        typed.period_label,
        'it is typed and not in the fact' as problem
    from typed
    left join {{ ref('fct_indicator_observation') }} as observations
        on
            typed.series_code = observations.series_code
            and typed.area_code = observations.area_code
            and typed.period_code = observations.period_code
            and typed.cohort_code = observations.cohort_code
    where observations.series_code is null

)

select * from not_typed

union all

select * from not_in_fact
