-- Boroughs that somebody invented, only in a sample home: known by the lookups that came with them
-- or by the returns themselves, which name them by code alone.
with

named as (

    select
        lookup.la_code as area_code,
        min(lookup.la_name) as area_name
    from {{ ref('stg_geography__lsoa_wards') }} as lookup
    inner join {{ ref('stg_landing__files') }} as files on lookup.file_id = files.file_id
    where files.is_invented
    group by lookup.la_code

),

counted as (

    select distinct area_code
    from {{ ref('int_child_outcome__by_cohort') }}
    where is_invented

)

select
    coalesce(named.area_code, counted.area_code) as area_code,
    coalesce(named.area_name, 'Invented borough ' || counted.area_code) as area_name
from named
full outer join counted on named.area_code = counted.area_code
