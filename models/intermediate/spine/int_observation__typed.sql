-- Observations typed: the series, the area's current code, our period code, the cohort, the number
-- and, where a mark is printed instead of a number, its status. A mark never becomes a nought.
with

printed as (

    select * from {{ ref('int_observation__printed') }}

),

series as (

    select * from {{ ref('int_indicator_series__with_local') }}

),

periods as (

    select * from {{ ref('publisher_periods') }}

),

dated as (

    select * from {{ ref('int_period__dated') }}

),

areas as (

    select
        printed_code,
        area_code
    from {{ ref('area_codes') }}

    union all

    select
        area_code as printed_code,
        area_code
    from {{ ref('int_area__invented') }}

),

symbols as (

    select * from {{ ref('publisher_symbols') }}

),

errata as (

    select * from {{ ref('publisher_errata') }}

),

files as (

    select * from {{ ref('stg_landing__files') }}

),

joined as (

    select
        series.series_code,
        series.indicator_code,
        series.reader,
        series.scale,
        printed.publisher_series_id,
        areas.area_code,
        printed.area_printed,
        dated.period_code,
        dated.period_start,
        dated.period_end,
        printed.period_label,
        coalesce(series.cohort_code, printed.cohort_code) as cohort_code,
        coalesce(periods.is_provisional_label, printed.reader = 'children') as is_provisional,
        printed.value_printed,
        {{ try_number('printed.value_printed') }} as value_number,
        {{ try_number('printed.numerator_printed') }} as numerator,
        {{ try_number('printed.denominator_printed') }} as denominator,
        {{ try_number('printed.lower_95_printed') }} as lower_95,
        {{ try_number('printed.upper_95_printed') }} as upper_95,
        {{ try_number('printed.lower_99_8_printed') }} as lower_99_8,
        {{ try_number('printed.upper_99_8_printed') }} as upper_99_8,
        printed.note_printed,
        coalesce(printed.published_on, files.published_on) as published_on,
        files.edition,
        files.received_at,
        files.is_invented,
        printed.file_id,
        printed.row_number
    from printed
    inner join series
        on
            printed.reader = series.reader
            and printed.publisher_series_id is not distinct from series.publisher_series_id
            and printed.value_column is not distinct from series.value_column
    left join periods
        on
            printed.reader = periods.reader
            and printed.period_label = periods.printed_label
            and series.period_scheme = periods.period_scheme
    inner join dated
        on dated.period_code = case
                when series.period_scheme = 'own_code' then printed.period_label
                else periods.period_code
            end
    left join dated as first_period on series.period_from = first_period.period_code
    left join dated as last_period on series.period_to = last_period.period_code
    inner join areas on printed.area_printed = areas.printed_code
    inner join files on printed.file_id = files.file_id
    where
        coalesce(series.cohort_code, printed.cohort_code) is not null
        and (series.period_from is null or dated.period_start >= first_period.period_start)
        and (series.period_to is null or dated.period_end <= last_period.period_end)

),

with_status as (

    select
        joined.*,
        case
            when errata.reason is not null then 'e'
            when joined.value_number is not null then 'shown'
            else coalesce(symbols.value_status, blank.value_status, 'm')
        end as value_status,
        coalesce(errata.reason, joined.note_printed) as note
    from joined
    left join symbols
        on
            joined.reader = symbols.reader
            and joined.value_printed = symbols.symbol
    left join symbols as blank
        on
            joined.reader = blank.reader
            and blank.symbol is null
    left join errata
        on
            joined.reader = errata.reader
            and joined.publisher_series_id = errata.publisher_series_id
            and (errata.area_code is null or joined.area_code = errata.area_code)
            and (errata.period_code is null or joined.period_code = errata.period_code)

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
    case when value_status = 'shown' then value_number * scale end as value,
    numerator,
    denominator,
    value_status,
    value_printed as value_status_raw,
    lower_95 * scale as lower_95,
    upper_95 * scale as upper_95,
    lower_99_8 * scale as lower_99_8,
    upper_99_8 * scale as upper_99_8,
    note,
    published_on,
    edition,
    received_at,
    is_invented,
    file_id,
    row_number
from with_status
