-- Services, strands, milestones, targets, baselines and rules have tables of their own (the service
-- map and the target table). In the crosswalk they would count as evidence of an outcome.
with

links as (

    select * from {{ ref('crosswalk') }}

),

items as (

    select * from {{ ref('framework_items') }}

)

select
    links.item_code,
    links.outcome_code,
    items.item_type,
    items.item_name
from links
inner join items on links.item_code = items.item_code
where items.item_type not in ('measure', 'need', 'outcome', 'theme', 'enabler')
