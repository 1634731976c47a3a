-- Fingertips 90633 is phonics and 90632 is the good level of development of children with free
-- school meal status; the two numbers are easily swapped. Name and family of each are pinned here.
with

framework_items as (

    select * from {{ ref('framework_items') }}

)

select
    item_code,
    item_name,
    same_as_item_code
from framework_items
where
    (
        item_code in ('PHOF-90633', 'PHOF-90634')
        and (item_name not like '%phonics screening check%' or same_as_item_code is not null)
    )
    or (
        item_code = 'PHOF-90632'
        and (
            item_name not like '%good level of development%'
            or coalesce(same_as_item_code, '') <> 'EYFSP-FSP-GOODDEV-FSM'
        )
    )
