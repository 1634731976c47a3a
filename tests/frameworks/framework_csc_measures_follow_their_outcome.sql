-- The dashboard prints "Outcome 2" or "Outcome 3" over each measure. The measure must hang on the
-- outcome whose number in that edition is the printed one; else it moved with the number.
with

framework_items as (

    select * from {{ ref('framework_items') }}

),

item_editions as (

    select * from {{ ref('item_editions') }}

)

select
    item_editions.item_code,
    item_editions.section_name,
    framework_items.parent_item_code,
    parent_editions.item_number as parent_number
from item_editions
inner join framework_items on item_editions.item_code = framework_items.item_code
left join item_editions as parent_editions
    on
        framework_items.parent_item_code = parent_editions.item_code
        and item_editions.edition_code = parent_editions.edition_code
where
    item_editions.framework_code = 'CSC'
    and item_editions.section_name like 'Outcome _: %'
    and coalesce(parent_editions.item_number, '') <> substr(item_editions.section_name, 9, 1)
