-- Where an authority stands among the upper-tier authorities of England that have a figure for the
-- same period: rank 1 is the best by polarity, or the highest where neither direction is good; ties
-- share the better rank. Real figures of the latest period only.
with

latest as (

    select latest.*
    from {{ ref('int_indicator_value__latest') }} as latest
    inner join {{ ref('dim_area') }} as areas on latest.area_code = areas.area_code
    where
        areas.area_type = 'la_upper'
        and areas.valid_to is null
        and latest.value is not null
        and not latest.is_invented

),

indicators as (

    select * from {{ ref('dim_indicator') }}

)

select
    latest.indicator_code,
    latest.cohort_code,
    latest.area_code,
    latest.period_code,
    latest.value,
    cast(
        rank() over (
            partition by latest.indicator_code, latest.cohort_code, latest.period_code
            order by
                case when indicators.polarity = 'lower_better' then latest.value else -latest.value end
        ) as integer
    ) as area_rank,
    cast(
        count(*) over (
            partition by latest.indicator_code, latest.cohort_code, latest.period_code
        ) as integer
    ) as rank_of,
    cast(
        case indicators.polarity
            when 'lower_better' then 'lowest first'
            else 'highest first'
        end as varchar
    ) as rank_order
from latest
inner join indicators on latest.indicator_code = indicators.indicator_code
