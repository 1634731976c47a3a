-- The parent of an item is of the same framework and stands before it in the order; a parent
-- elsewhere or a loop would break the frameworks' own order on their pages.
with

framework_items as (

    select * from {{ ref('framework_items') }}

)

select
    items.item_code,
    items.parent_item_code,
    parents.framework_code as parent_framework_code
from framework_items as items
inner join framework_items as parents on items.parent_item_code = parents.item_code
where
    items.framework_code <> parents.framework_code
    or parents.sort_order >= items.sort_order
