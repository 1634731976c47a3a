-- An item that is the same figure as another points straight to the item of the original
-- publisher. A chain, a loop, a pointer inside one framework or to a row that is not a counted
-- measure would count the figure twice or lose it.
with

framework_items as (

    select * from {{ ref('framework_items') }}

)

select
    copies.item_code,
    copies.same_as_item_code,
    originals.same_as_item_code as chain_goes_on_to
from framework_items as copies
left join framework_items as originals on copies.same_as_item_code = originals.item_code
where
    copies.same_as_item_code is not null
    and (
        originals.item_code is null
        or originals.same_as_item_code is not null
        or originals.item_code = copies.item_code
        or originals.framework_code = copies.framework_code
        or copies.item_type <> 'measure'
        or originals.item_type <> 'measure'
        or not copies.is_counted
        or not originals.is_counted
    )
