-- The spine replaces a spreadsheet that joined six frameworks. Fewer than 240 counted measures in
-- the latest editions, or fewer than six frameworks with any, means rows were lost on the way.
with

framework_items as (

    select * from {{ ref('framework_items') }}

),

ranked_editions as (

    select
        edition_code,
        row_number() over (
            partition by framework_code
            order by valid_from desc
        ) as edition_rank
    from {{ ref('framework_editions') }}

)

select
    count(*) as measure_count,
    count(distinct framework_items.framework_code) as framework_count
from {{ ref('item_editions') }} as item_editions
inner join ranked_editions
    on
        item_editions.edition_code = ranked_editions.edition_code
        and ranked_editions.edition_rank = 1
inner join framework_items on item_editions.item_code = framework_items.item_code
where
    framework_items.item_type = 'measure'
    and framework_items.is_counted
having
    count(*) < 240
    or count(distinct framework_items.framework_code) < 6
