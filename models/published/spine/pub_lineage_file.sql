{{ config(alias='lineage_file') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    lineage_id,
    file_id,
    file_name,
    sha256,
    dataset,
    dataset_title,
    edition,
    published_on,
    received_at,
    made_in_shape,
    is_invented
from {{ ref('bridge_lineage_file') }}
