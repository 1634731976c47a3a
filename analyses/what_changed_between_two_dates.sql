-- What did we know on one date that we know differently on another? Set the two dates in `dates`.
-- A row is a key whose figure changed because a publisher revised it, or that came to be known.
with

dates as (

    select
        cast('2026-01-01' as timestamp) as earlier,
        cast('2999-12-31' as timestamp) as later

),

known as (

    select
        fct.*,
        fct.known_from <= dates.earlier
        and (fct.known_to is null or fct.known_to > dates.earlier) as is_known_earlier,
        fct.known_from <= dates.later
        and (fct.known_to is null or fct.known_to > dates.later) as is_known_later
    from {{ ref('fct_indicator_value') }} as fct
    cross join dates

)

select
    indicators.short_name as indicator,
    areas.area_name as area,
    known.period_code as period,
    known.cohort_code as cohort,
    max(case when known.is_known_earlier then known.value end) as value_then,
    max(case when known.is_known_later then known.value end) as value_now,
    max(case when known.is_known_later then known.vintage end) as vintage_now,
    max(case when known.is_known_later then known.known_from end) as known_since
from known
inner join {{ ref('dim_indicator') }} as indicators
    on known.indicator_code = indicators.indicator_code
inner join {{ ref('dim_area') }} as areas on known.area_code = areas.area_code
where known.is_known_earlier or known.is_known_later
group by all
having value_then is distinct from value_now
order by
    bool_or(areas.is_home_area) desc,
    areas.area_name,
    indicators.short_name asc,
    known.period_code asc
limit 50
