-- A bound that is no known period would silently drop every row of the series.
with

schemes as (

    select
        reader,
        period_scheme
    from {{ ref('publisher_periods') }}
    group by reader, period_scheme

),

codes as (

    select
        reader,
        period_scheme,
        period_code
    from {{ ref('publisher_periods') }}
    group by reader, period_scheme, period_code

)

select
    series.series_code,
    series.period_scheme,
    series.period_from,
    series.period_to
from {{ ref('indicator_series') }} as series
left join schemes
    on series.reader = schemes.reader and series.period_scheme = schemes.period_scheme
left join codes as first_code
    on
        series.reader = first_code.reader
        and series.period_scheme = first_code.period_scheme
        and series.period_from = first_code.period_code
left join codes as last_code
    on
        series.reader = last_code.reader
        and series.period_scheme = last_code.period_scheme
        and series.period_to = last_code.period_code
where
    (series.reader = 'derived') <> (series.period_scheme is null)
    or (series.reader <> 'derived' and schemes.period_scheme is null)
    or (series.period_from is not null and first_code.period_code is null)
    or (series.period_to is not null and last_code.period_code is null)
    or series.period_from > series.period_to
