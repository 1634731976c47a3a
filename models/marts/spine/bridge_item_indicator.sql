-- Which number answers a framework's item: an indicator for a cohort.
select
    links.item_code,
    items.framework_code,
    links.indicator_code,
    links.cohort_code,
    links.link_type,
    links.reason,
    links.valid_from,
    links.valid_to,
    links.is_in_force,
    links.is_local
from {{ ref('int_item_indicator__overlaid') }} as links
inner join {{ ref('framework_items') }} as items on links.item_code = items.item_code
inner join {{ ref('int_framework__in_use') }} as frameworks
    on items.framework_code = frameworks.framework_code
