-- The London framework's own outcomes are not mapped to the spine: they are it. Each must be a
-- layer or a domain here, and a domain may be no other framework's item, or the claim that the
-- spine is built on the London framework would no longer hold.
with

items as (

    select * from {{ ref('framework_items') }}

),

headings as (

    select
        layer_code as heading_code,
        item_code
    from {{ ref('outcome_layers') }}
    where item_code is not null
    union all
    select
        domain_code as heading_code,
        item_code
    from {{ ref('outcome_domains') }}
    where item_code is not null

),

left_out as (

    select
        items.item_code,
        items.item_name,
        'outcome of the London framework that is neither a layer nor a domain' as problem
    from items
    left join headings on items.item_code = headings.item_code
    where
        items.framework_code = 'LSOF'
        and items.item_type = 'outcome'
        and headings.item_code is null

),

strangers as (

    select
        headings.item_code,
        headings.heading_code as item_name,
        'layer or domain that is not an outcome of the London framework' as problem
    from headings
    left join items
        on
            headings.item_code = items.item_code
            and items.framework_code = 'LSOF'
            and items.item_type = 'outcome'
    where items.item_code is null

),

used_twice as (

    select
        item_code,
        min(heading_code) as item_name,
        'item that is more than one layer or domain' as problem
    from headings
    group by item_code
    having count(*) > 1

)

select * from left_out
union all
select * from strangers
union all
select * from used_twice
