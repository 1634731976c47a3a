-- The rule behind the two named cases: a measure without an agreed direction (rates of need, mix of
-- placements, shares of spending) can say nothing for or against an outcome. Were it linked any
-- closer, a page would colour it better or worse.
with

links as (

    select * from {{ ref('crosswalk') }}

),

items as (

    select * from {{ ref('framework_items') }}

)

select
    links.item_code,
    items.item_name,
    items.polarity,
    links.outcome_code,
    links.link_type
from links
inner join items on links.item_code = items.item_code
where
    items.item_type = 'measure'
    and items.polarity not in ('higher_better', 'lower_better')
    and links.link_type <> 'contextual'
