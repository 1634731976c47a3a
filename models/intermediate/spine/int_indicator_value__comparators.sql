-- What the latest figure of an area is compared with, in the same period: England, its region, and
-- the median and mean of those neighbours that have a figure, with how many. Real figures only. A
-- total grows with the place and is set beside no other.
with

latest as (

    select latest.*
    from {{ ref('int_indicator_value__latest') }} as latest
    inner join {{ ref('dim_indicator') }} as indicators
        on latest.indicator_code = indicators.indicator_code
    where not latest.is_invented and not indicators.is_total

),

fct as (

    select * from {{ ref('fct_indicator_value') }}
    where is_latest_vintage and not is_invented

),

comparators as (

    select * from {{ ref('bridge_area_comparator') }}
    where is_in_use and comparator_set in ('england', 'region', 'dfe_neighbours')

),

paired as (

    select
        latest.indicator_code,
        latest.cohort_code,
        latest.area_code,
        comparators.comparator_set,
        comparators.edition,
        comparators.comparator_area_code,
        fct.value
    from latest
    inner join comparators on latest.area_code = comparators.area_code
    left join fct
        on
            latest.indicator_code = fct.indicator_code
            and latest.cohort_code = fct.cohort_code
            and latest.period_code = fct.period_code
            and comparators.comparator_area_code = fct.area_code

)

select
    indicator_code,
    cohort_code,
    area_code,
    max(case when comparator_set = 'region' then comparator_area_code end) as region_code,
    max(case when comparator_set = 'dfe_neighbours' then edition end) as neighbour_edition,
    {{ beside() }}
from paired
group by indicator_code, cohort_code, area_code
