-- Three gaps by free school meals are in circulation: not eligible minus eligible, not eligible or
-- unknown minus eligible, all minus eligible. Two frameworks ask for one under different labels,
-- so a gap item must never be taken for the same figure as another item.
with

framework_items as (

    select * from {{ ref('framework_items') }}

)

select
    gaps.item_code,
    gaps.item_name,
    gaps.same_as_item_code,
    copies.item_code as copied_by
from framework_items as gaps
left join framework_items as copies on gaps.item_code = copies.same_as_item_code
where
    gaps.unit = 'percentage points'
    and (
        gaps.same_as_item_code is not null
        or copies.item_code is not null
    )
