-- The landed files behind a lineage: one for a figure taken as printed, more for one worked out.
with

lineages as (

    select
        file_id as lineage_id,
        file_id
    from {{ ref('int_observation__vintages') }}

    union

    select
        lineage_id,
        first_file_id as file_id
    from {{ ref('int_observation__derived') }}

    union

    select
        lineage_id,
        second_file_id as file_id
    from {{ ref('int_observation__derived') }}

)

select
    lineages.lineage_id,
    lineages.file_id,
    files.file_name,
    files.sha256,
    files.dataset,
    files.dataset_title,
    files.edition,
    files.published_on,
    cast(files.received_at as timestamp) as received_at,
    files.made_in_shape,
    files.is_invented
from lineages
inner join {{ ref('stg_landing__files') }} as files on lineages.file_id = files.file_id
