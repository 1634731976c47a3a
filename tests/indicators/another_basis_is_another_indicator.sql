-- A borough's good level of development is by school, its poverty by home. A file by residence or
-- an ONS file by lower-tier district must not slip into an indicator on another basis.
with

pairs as (

    select
        one.indicator_code as code,
        'both have the basis ' || one.basis as problem
    from {{ ref('indicators') }} as one
    inner join {{ ref('indicators') }} as other
        on one.related_indicator_code = other.indicator_code
    where one.related_kind = 'basis' and one.basis = other.basis

),

by_home as (

    select
        series.series_code as code,
        'a file by residence feeds ' || indicators.basis as problem
    from {{ ref('indicator_series') }} as series
    inner join {{ ref('indicators') }} as indicators
        on series.indicator_code = indicators.indicator_code
    where
        (series.reader = 'dfe_eyfsp_residence_2014_2019') <> (
            indicators.basis = 'residence' and indicators.disclosure_class = 'eyfsp'
        )

),

by_school_place as (

    select
        series.series_code as code,
        'a file by lower-tier district feeds ' || indicators.basis as problem
    from {{ ref('indicator_series') }} as series
    inner join {{ ref('indicators') }} as indicators
        on series.indicator_code = indicators.indicator_code
    where
        series.reader = 'ons_explore'
        and series.source_code in ('dfe_eyfsp', 'dfe_ks2')
        and indicators.basis <> 'school_location'

)

select * from pairs
union all
select * from by_home
union all
select * from by_school_place
