-- An item answered by a near figure must say on the page what is different.
select
    item_code,
    indicator_code,
    link_type,
    reason
from {{ ref('item_indicator') }}
where link_type <> 'exact' and reason = 'The figure the item asks for.'
