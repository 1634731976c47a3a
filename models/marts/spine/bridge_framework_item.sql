-- Which outcome a framework's item serves: one primary outcome an item and date, further ones
-- marked.
select
    crosswalk.item_code,
    items.framework_code,
    crosswalk.outcome_code,
    crosswalk.valid_from,
    crosswalk.valid_to,
    crosswalk.is_in_force,
    crosswalk.link_type,
    crosswalk.is_primary,
    crosswalk.reason,
    crosswalk.owner,
    crosswalk.review_status,
    crosswalk.reviewed_on,
    crosswalk.is_local
from {{ ref('int_crosswalk__overlaid') }} as crosswalk
inner join {{ ref('framework_items') }} as items on crosswalk.item_code = items.item_code
inner join {{ ref('int_framework__in_use') }} as frameworks
    on items.framework_code = frameworks.framework_code
