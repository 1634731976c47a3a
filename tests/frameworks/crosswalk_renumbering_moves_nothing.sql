-- In March 2026 the social care dashboard swapped its outcomes 2 and 3, and in 2026 the Local
-- Outcomes Framework replaced its draft. The codes here follow the name and not the number, so the
-- outcome an item belongs to is the same before and after. A move that is meant gets a new link
-- with a date of its own and fails here until this test is told.
with

links as (

    select * from {{ ref('crosswalk') }}
    where is_primary

),

items as (

    select * from {{ ref('framework_items') }}
    where framework_code in ('CSC', 'LOF')

)

select
    links.item_code,
    min(items.item_name) as item_name,
    min(links.outcome_code) as one_outcome,
    max(links.outcome_code) as other_outcome
from links
inner join items on links.item_code = items.item_code
group by links.item_code
having count(distinct links.outcome_code) > 1
