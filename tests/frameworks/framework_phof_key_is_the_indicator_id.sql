-- The Indicator ID is what tells public health indicators apart. Each PHOF item has exactly one,
-- the one its code is made of; anything else would join a figure to the wrong measure.
with

framework_items as (

    select * from {{ ref('framework_items') }}

),

item_aliases as (

    select * from {{ ref('item_aliases') }}

)

select
    framework_items.item_code,
    count(item_aliases.alias) as indicator_id_count,
    min(item_aliases.alias) as first_indicator_id
from framework_items
left join item_aliases
    on
        framework_items.item_code = item_aliases.item_code
        and item_aliases.alias_kind = 'indicator_id'
        and item_aliases.source = 'Fingertips Indicator ID'
where framework_items.framework_code = 'PHOF'
group by framework_items.item_code
having
    count(item_aliases.alias) <> 1
    or 'PHOF-' || min(item_aliases.alias) <> framework_items.item_code
