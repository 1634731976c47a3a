{{ config(alias='gld_and_child_poverty') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    area_code,
    area_name,
    area_type,
    region_code,
    is_home_area,
    gld_period_code,
    gld_percent,
    gld_lower_95,
    gld_upper_95,
    poverty_before_housing_costs_period_code,
    poverty_before_housing_costs_percent,
    poverty_after_housing_costs_period_code,
    poverty_after_housing_costs_percent
from {{ ref('gld_and_child_poverty') }}
