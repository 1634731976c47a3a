-- A link that stays open after the last edition with the item has closed would keep a retired
-- measure among what is asked for today.
with

lives as (

    select
        places.item_code,
        max(coalesce(editions.valid_to, cast('9999-12-31' as date))) as last_day
    from {{ ref('item_editions') }} as places
    inner join {{ ref('framework_editions') }} as editions
        on
            places.framework_code = editions.framework_code
            and places.edition_code = editions.edition_code
    group by places.item_code

),

links as (

    select * from {{ ref('crosswalk') }}

)

select
    links.item_code,
    links.outcome_code,
    links.valid_from,
    links.valid_to,
    lives.last_day as item_last_day
from links
inner join lives on links.item_code = lives.item_code
where coalesce(links.valid_to, cast('9999-12-31' as date)) > lives.last_day
