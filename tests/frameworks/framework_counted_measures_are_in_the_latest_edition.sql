-- A page shows a framework in its latest edition. Every counted measure must stand there, but for
-- series that were retired, whose note begins with "Retired"; and a retired one must not.
with

framework_items as (

    select * from {{ ref('framework_items') }}

),

ranked_editions as (

    select
        framework_code,
        edition_code,
        row_number() over (
            partition by framework_code
            order by valid_from desc
        ) as edition_rank
    from {{ ref('framework_editions') }}

),

in_latest as (

    select item_editions.item_code
    from {{ ref('item_editions') }} as item_editions
    inner join ranked_editions
        on
            item_editions.edition_code = ranked_editions.edition_code
            and ranked_editions.edition_rank = 1

)

select
    framework_items.item_code,
    framework_items.note,
    in_latest.item_code is not null as is_in_latest
from framework_items
left join in_latest on framework_items.item_code = in_latest.item_code
where
    (
        in_latest.item_code is null
        and framework_items.item_type = 'measure'
        and framework_items.is_counted
        and framework_items.note not like 'Retired%'
    )
    or (
        in_latest.item_code is not null
        and framework_items.note like 'Retired%'
    )
