-- GLD beside child poverty before and after housing costs, for each upper-tier authority, latest
-- period of each. GLD is by school and poverty by home, so the two do not describe the same
-- children.
with

latest as (

    select * from {{ ref('int_indicator_value__latest') }}
    where cohort_code = 'all' and not is_invented

),

areas as (

    select * from {{ ref('dim_area') }}
    where area_type in ('country', 'region', 'la_upper') and valid_to is null

)

select
    areas.area_code,
    areas.area_name,
    areas.area_type,
    areas.region_code,
    areas.is_home_area,
    gld.period_code as gld_period_code,
    gld.value as gld_percent,
    gld.lower_95 as gld_lower_95,
    gld.upper_95 as gld_upper_95,
    before_housing.period_code as poverty_before_housing_costs_period_code,
    before_housing.value as poverty_before_housing_costs_percent,
    after_housing.period_code as poverty_after_housing_costs_period_code,
    after_housing.value as poverty_after_housing_costs_percent
from areas
inner join latest as gld
    on
        areas.area_code = gld.area_code
        and gld.indicator_code = 'gld_at_5'
left join latest as before_housing
    on
        areas.area_code = before_housing.area_code
        and before_housing.indicator_code = 'child_poverty_before_housing_costs'
left join latest as after_housing
    on
        areas.area_code = after_housing.area_code
        and after_housing.indicator_code = 'child_poverty_after_housing_costs'
