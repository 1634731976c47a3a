-- Income deprivation of the children of a ward: IDACI of its LSOAs, weighted by their children.
with

lookup as (

    select * from {{ ref('stg_geography__lsoa_wards') }}

),

small_areas as (

    select * from {{ ref('int_small_area__idaci') }}
    where index_edition = 2025

)

select
    lookup.ward_code,
    min(lookup.ward_name) as ward_name,
    min(lookup.la_code) as la_code,
    2025 as index_edition,
    count(small_areas.lsoa_code) as lsoa_count,
    sum(small_areas.children_0_15) as children_0_15,
    sum(
        cast(small_areas.idaci_score as decimal(18, 6)) * small_areas.children_0_15
    ) / nullif(sum(small_areas.children_0_15), 0) as idaci_score,
    bool_or(coalesce(small_areas.is_invented, false)) as is_invented
from lookup
left join small_areas on lookup.lsoa_code = small_areas.lsoa_code
group by lookup.ward_code
