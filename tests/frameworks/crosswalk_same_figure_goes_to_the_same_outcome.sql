-- One figure that several frameworks ask for is one item each, joined by same_as_item_code. If
-- their primary outcomes or the closeness of the link differed, the same number would be read in
-- two ways depending on who asks.
with

primaries as (

    select * from {{ ref('crosswalk') }}
    where is_primary and valid_to is null

),

items as (

    select * from {{ ref('framework_items') }}
    where same_as_item_code is not null

)

select
    items.item_code,
    primaries.outcome_code,
    primaries.link_type,
    items.same_as_item_code,
    originals.outcome_code as same_as_outcome_code,
    originals.link_type as same_as_link_type
from items
inner join primaries on items.item_code = primaries.item_code
inner join primaries as originals on items.same_as_item_code = originals.item_code
where
    primaries.outcome_code <> originals.outcome_code
    or primaries.link_type <> originals.link_type
