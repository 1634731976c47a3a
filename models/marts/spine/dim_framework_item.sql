-- Everything a national framework asks for, in the latest edition that carries it.
with

items as (

    select * from {{ ref('framework_items') }}

),

editions as (

    select
        *,
        row_number() over (
            partition by framework_code order by valid_from desc, edition_code desc
        ) = 1 as is_latest_edition
    from {{ ref('framework_editions') }}

),

places as (

    select
        item_editions.*,
        editions.is_latest_edition,
        row_number() over (
            partition by item_editions.item_code order by editions.valid_from desc
        ) as place_number
    from {{ ref('item_editions') }} as item_editions
    inner join editions
        on
            item_editions.framework_code = editions.framework_code
            and item_editions.edition_code = editions.edition_code

)

select
    items.item_code,
    items.framework_code,
    frameworks.framework_name,
    frameworks.short_name as framework_short_name,
    items.reference_code,
    coalesce(places.item_name_in_edition, items.item_name) as item_name,
    items.item_type,
    items.parent_item_code,
    items.same_as_item_code,
    items.is_counted,
    items.is_counted
    and items.item_type in ('measure', 'target', 'baseline', 'milestone') as asks_for_a_figure,
    items.unit,
    items.polarity,
    items.population,
    items.source_publication,
    items.frequency,
    items.confidence,
    items.is_confirmed,
    items.provenance,
    items.note,
    places.edition_code,
    coalesce(places.is_latest_edition, false) as is_in_latest_edition,
    places.item_number,
    places.section_name,
    cast(coalesce(places.sort_order, items.sort_order) as integer) as sort_order,
    unmapped.reason as unmapped_reason
from items
inner join {{ ref('int_framework__in_use') }} as frameworks
    on items.framework_code = frameworks.framework_code
left join places
    on
        items.item_code = places.item_code
        and places.place_number = 1
left join {{ ref('crosswalk_unmapped') }} as unmapped on items.item_code = unmapped.item_code
