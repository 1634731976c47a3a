-- What has landed: each file, its rows and where they went, and how old its newest figure is.
with

newest as (

    select
        file_id,
        min(period_start) as first_period_start,
        max(period_end) as last_period_end,
        count(*) as figure_count,
        count(case when value_status <> 'shown' then 1 end) as unshown_count
    from {{ ref('int_observation__typed') }}
    group by file_id

)

select
    files.file_id,
    files.file_name,
    files.dataset,
    files.dataset_title,
    files.source_code,
    files.licence,
    files.edition,
    files.published_on,
    cast(files.received_at as timestamp) as received_at,
    files.made_in_shape,
    files.is_invented,
    files.rows_in,
    files.rows_loaded,
    files.rows_quarantined,
    files.rows_duplicate,
    coalesce(newest.figure_count, 0) as figure_count,
    coalesce(newest.unshown_count, 0) as unshown_count,
    newest.first_period_start,
    newest.last_period_end,
    files.note
from {{ ref('stg_landing__files') }} as files
left join newest on files.file_id = newest.file_id
