-- Areas by current code, with the codes other publishers use and the area of this data home marked;
-- in a sample home the invented borough too, of a type of its own.
with

areas as (

    select * from {{ ref('areas') }}

),

settings as (

    select * from {{ ref('stg_settings__settings') }}
    where setting_name = 'local_authority'

)

select
    areas.area_code,
    areas.area_name,
    areas.area_type,
    areas.la_kind,
    areas.parent_area_code,
    areas.region_code,
    regions.area_name as region_name,
    areas.dfe_number,
    areas.lait_number,
    areas.valid_from,
    areas.valid_to,
    areas.successor_area_code,
    settings.setting_value is not null as is_home_area
from areas
left join areas as regions on areas.region_code = regions.area_code
left join settings on areas.area_code = settings.setting_value

union all

select
    area_code,
    area_name,
    'invented' as area_type,
    cast(null as varchar) as la_kind,
    cast(null as varchar) as parent_area_code,
    cast(null as varchar) as region_code,
    cast(null as varchar) as region_name,
    cast(null as integer) as dfe_number,
    cast(null as integer) as lait_number,
    cast(null as date) as valid_from,
    cast(null as date) as valid_to,
    cast(null as varchar) as successor_area_code,
    false as is_home_area
from {{ ref('int_area__invented') }}
