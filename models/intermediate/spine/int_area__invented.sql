-- Boroughs that somebody invented: known by the lookups that came with them, and only in a sample
-- home.
select
    lookup.la_code as area_code,
    min(lookup.la_name) as area_name
from {{ ref('stg_geography__lsoa_wards') }} as lookup
inner join {{ ref('stg_landing__files') }} as files on lookup.file_id = files.file_id
where files.is_invented
group by lookup.la_code
