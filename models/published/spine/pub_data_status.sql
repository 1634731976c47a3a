{{ config(alias='data_status') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    file_id,
    file_name,
    dataset,
    dataset_title,
    source_code,
    licence,
    edition,
    published_on,
    received_at,
    made_in_shape,
    is_invented,
    rows_in,
    rows_loaded,
    rows_quarantined,
    rows_duplicate,
    figure_count,
    unshown_count,
    first_period_start,
    last_period_end,
    note
from {{ ref('data_status') }}
