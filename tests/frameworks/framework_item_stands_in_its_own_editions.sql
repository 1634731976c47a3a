-- Item, edition and the framework written beside them belong together: an item in an edition of
-- another framework would be counted there.
with

framework_items as (

    select * from {{ ref('framework_items') }}

),

framework_editions as (

    select * from {{ ref('framework_editions') }}

),

item_editions as (

    select * from {{ ref('item_editions') }}

)

select
    item_editions.item_code,
    item_editions.edition_code,
    item_editions.framework_code,
    framework_items.framework_code as item_framework_code,
    framework_editions.framework_code as edition_framework_code
from item_editions
left join framework_items on item_editions.item_code = framework_items.item_code
left join framework_editions on item_editions.edition_code = framework_editions.edition_code
where
    coalesce(framework_items.framework_code, '') <> item_editions.framework_code
    or coalesce(framework_editions.framework_code, '') <> item_editions.framework_code
