-- The 2019 edition counts income before housing costs and the 2025 one after: 0.134 and 0.291 in
-- Merton are not a rise.
with

editions as (

    select
        series.series_code,
        series.indicator_code,
        right(series.indicator_code, 4) as edition_year,
        series.reader,
        series.source_code,
        series.period_from,
        series.period_to
    from {{ ref('indicator_series') }} as series
    where series.indicator_code like 'idaci%' or series.indicator_code like 'imd%'

),

mixed as (

    select
        series_code,
        'reads another edition' as problem
    from editions
    where
        right(source_code, 4) <> edition_year
        or (reader like 'iod_lad%' and right(reader, 4) <> edition_year)
        or (
            reader = 'lginform'
            and (
                period_from is distinct from 'ED' || edition_year
                or period_to is distinct from 'ED' || edition_year
            )
        )

),

differenced as (

    select
        series_code,
        'an index is taken from an index' as problem
    from {{ ref('series_inputs') }}
    where indicator_code like 'idaci%' or indicator_code like 'imd%'

),

unblocked as (

    select
        indicators.indicator_code as series_code,
        'no break that blocks the trend' as problem
    from {{ ref('indicators') }} as indicators
    left join {{ ref('comparability_breaks') }} as breaks
        on
            indicators.indicator_code = breaks.indicator_code
            and breaks.break_from_period_code = 'ED2025'
            and breaks.blocks_trend
    where
        indicators.indicator_code in ('idaci_2025', 'imd_2025')
        and breaks.indicator_code is null

)

select * from mixed
union all
select * from differenced
union all
select * from unblocked
