-- What stands in the place of a figure, and how a page says it.
select
    value_status,
    status_name,
    plain_words,
    is_shown,
    cast(sort_order as integer) as sort_order
from {{ ref('value_statuses') }}
