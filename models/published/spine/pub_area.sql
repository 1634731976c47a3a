{{ config(alias='area') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    area_code,
    area_name,
    area_type,
    la_kind,
    parent_area_code,
    region_code,
    region_name,
    dfe_number,
    lait_number,
    valid_from,
    valid_to,
    successor_area_code,
    is_home_area
from {{ ref('dim_area') }}
