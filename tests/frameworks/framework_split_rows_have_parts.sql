-- A row that holds several measures is not counted itself; its parts are. An uncounted row without
-- at least two counted parts of the same framework would drop measures out of the coverage unseen.
with

framework_items as (

    select * from {{ ref('framework_items') }}

)

select
    parents.item_code,
    count(parts.item_code) as part_count
from framework_items as parents
left join framework_items as parts
    on
        parents.item_code = parts.parent_item_code
        and parents.framework_code = parts.framework_code
        and parts.item_type = 'measure'
        and parts.is_counted
where not parents.is_counted
group by
    parents.item_code,
    parents.item_type
having
    count(parts.item_code) < 2
    or parents.item_type <> 'measure'
