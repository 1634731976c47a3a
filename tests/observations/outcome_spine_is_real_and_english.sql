-- The view for people holds real figures of English areas, and its lineage must say so too: no row
-- leads to a file that is invented.
select
    spine.outcome_code,
    spine.indicator_code,
    spine.area_code,
    'its file is invented' as problem
from {{ ref('outcome_spine') }} as spine
inner join {{ ref('bridge_lineage_file') }} as lineage on spine.lineage_id = lineage.lineage_id
where lineage.is_invented

union all

select
    spine.outcome_code,
    spine.indicator_code,
    spine.area_code,
    'its area is not in England' as problem
from {{ ref('outcome_spine') }} as spine
inner join {{ ref('dim_area') }} as areas on spine.area_code = areas.area_code
where areas.area_type not in ('country', 'region', 'la_upper') or spine.area_code not like 'E%'
