-- An indicator without a home is lost in the outcome spine; one with two homes is counted twice.
with

homes as (

    select
        indicator_code,
        count(*) as home_count
    from {{ ref('int_indicator_outcome__overlaid') }}
    where is_primary and is_in_force
    group by indicator_code

)

select
    indicators.indicator_code,
    coalesce(homes.home_count, 0) as home_count
from {{ ref('int_indicators__overlaid') }} as indicators
left join homes on indicators.indicator_code = homes.indicator_code
where coalesce(homes.home_count, 0) <> 1
