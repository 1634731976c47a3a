{{ config(alias='value_status') }}
-- Released as it is: words only, no figure.
select
    value_status,
    status_name,
    plain_words,
    is_shown,
    sort_order
from {{ ref('dim_value_status') }}
