-- Every figure can be followed to the bytes it came from; one worked out from two files leads to
-- both.
with

lineages as (

    select
        lineage_id,
        count(*) as file_count
    from {{ ref('bridge_lineage_file') }}
    group by lineage_id

),

derived as (

    select
        lineage_id,
        case when first_file_id = second_file_id then 1 else 2 end as file_count
    from {{ ref('int_observation__derived') }}

)

select
    observations.series_code,
    observations.lineage_id,
    'leads to no file' as problem
from {{ ref('fct_indicator_observation') }} as observations
left join lineages on observations.lineage_id = lineages.lineage_id
where lineages.lineage_id is null

union all

select
    'derived' as series_code,
    derived.lineage_id,
    'leads to too few files' as problem
from derived
inner join lineages on derived.lineage_id = lineages.lineage_id
where lineages.file_count <> derived.file_count
