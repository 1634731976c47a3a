-- An erratum on a misspelt series would let the wrong figure through.
with

astray as (

    select
        errata.publisher_series_id,
        'no series reads it' as problem
    from {{ ref('publisher_errata') }} as errata
    left join {{ ref('indicator_series') }} as series
        on
            errata.reader = series.reader
            and errata.publisher_series_id = series.publisher_series_id
    where series.series_code is null

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
    'the England value is let through' as problem
from first_time_entrants
where erratum_count <> 1
