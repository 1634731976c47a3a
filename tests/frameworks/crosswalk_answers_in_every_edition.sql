-- Frameworks are renamed and renumbered; the question "where did this item go" has to have an
-- answer on every day an edition that carries it was in force. The first and the last day of each
-- edition are looked at. Items that are headings of the spine or unmapped have no link to look for.
with

places as (

    select
        places.item_code,
        places.framework_code,
        places.edition_code,
        editions.valid_from,
        editions.valid_to
    from {{ ref('item_editions') }} as places
    inner join {{ ref('framework_editions') }} as editions
        on
            places.framework_code = editions.framework_code
            and places.edition_code = editions.edition_code

),

days as (

    select
        item_code,
        framework_code,
        edition_code,
        valid_from as checked_on
    from places
    union
    select
        item_code,
        framework_code,
        edition_code,
        valid_to as checked_on
    from places
    where valid_to is not null

),

links as (

    select * from {{ ref('crosswalk') }}
    where is_primary

),

mapped as (

    select item_code
    from links
    group by item_code

)

select
    days.item_code,
    days.framework_code,
    days.edition_code,
    days.checked_on
from days
inner join mapped on days.item_code = mapped.item_code
left join links
    on
        days.item_code = links.item_code
        and days.checked_on >= links.valid_from
        and (days.checked_on <= links.valid_to or links.valid_to is null)
where links.item_code is null
