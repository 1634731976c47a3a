-- The national frameworks and the council's own: who publishes each and what for.
select
    framework_code,
    framework_name,
    short_name,
    publisher,
    purpose,
    geography,
    source_url,
    cast(sort_order as integer) as sort_order
from {{ ref('int_framework__in_use') }}
