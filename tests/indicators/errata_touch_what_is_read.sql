-- An erratum on a misspelt series, or on a period that no series is read for, would withhold
-- nothing.
with

dated as (

    select * from {{ ref('int_period__dated') }}

),

applied as (

    select distinct
        errata.reader,
        errata.publisher_series_id,
        errata.period_code
    from {{ ref('publisher_errata') }} as errata
    inner join {{ ref('indicator_series') }} as series
        on
            errata.reader = series.reader
            and errata.publisher_series_id = series.publisher_series_id
    left join dated as wrong on errata.period_code = wrong.period_code
    left join dated as first_read on series.period_from = first_read.period_code
    left join dated as last_read on series.period_to = last_read.period_code
    where
        errata.period_code is null
        or (
            wrong.period_start >= coalesce(first_read.period_start, wrong.period_start)
            and wrong.period_end <= coalesce(last_read.period_end, wrong.period_end)
        )

),

astray as (

    select
        errata.publisher_series_id,
        errata.period_code,
        'no series reads it' as problem
    from {{ ref('publisher_errata') }} as errata
    left join applied
        on
            errata.reader = applied.reader
            and errata.publisher_series_id = applied.publisher_series_id
            and errata.period_code is not distinct from applied.period_code
    where applied.publisher_series_id is null

),

first_time_entrants as (

    select count(*) as erratum_count
    from {{ ref('publisher_errata') }}
    where
        publisher_series_id = 'FirstYJS'
        and area_code = 'E92000001'
        and period_code is null

)

select * from astray
union all
select
    'FirstYJS' as publisher_series_id,
    cast(null as varchar) as period_code,
    'the England value is let through' as problem
from first_time_entrants
where erratum_count <> 1
