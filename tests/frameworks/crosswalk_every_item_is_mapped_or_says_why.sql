-- A framework's measure that quietly falls out of the crosswalk would be missing from the coverage
-- figures and from every outcome page. Whatever asks for something is mapped, is itself a layer or
-- domain of the spine, or is listed as unmapped with the reason. Split rows count too: they keep
-- their place above their parts.
with

items as (

    select * from {{ ref('framework_items') }}
    where item_type in ('measure', 'need', 'outcome', 'theme', 'enabler')

),

placed as (

    select item_code from {{ ref('crosswalk') }}
    union
    select item_code from {{ ref('crosswalk_unmapped') }}
    union
    select item_code from {{ ref('outcome_layers') }}
    union
    select item_code from {{ ref('outcome_domains') }}

)

select
    items.item_code,
    items.framework_code,
    items.item_type,
    items.item_name
from items
left join placed on items.item_code = placed.item_code
where placed.item_code is null
