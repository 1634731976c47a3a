-- How much of each framework edition is mapped to the spine and held as a figure for this home's
-- area. A measure is an item that asks for a figure. A link counts for the editions in whose time
-- it held; a target without one of its own is placed where the indicator that answers it is. A
-- duplicate of another framework's figure counts in its own framework; a row that holds several
-- measures does not count beside its parts.
with

editions as (

    select
        *,
        row_number() over (
            partition by framework_code order by valid_from desc, edition_code desc
        ) = 1 as is_latest_edition
    from {{ ref('framework_editions') }}

),

items as (

    select
        item_editions.framework_code,
        item_editions.edition_code,
        items.item_code,
        items.asks_for_a_figure as is_measure,
        items.is_confirmed
    from {{ ref('item_editions') }} as item_editions
    inner join {{ ref('dim_framework_item') }} as items on item_editions.item_code = items.item_code

),

mapped as (

    select distinct
        editions.edition_code,
        links.item_code
    from {{ ref('bridge_framework_item') }} as links
    inner join editions on links.framework_code = editions.framework_code
    where {{ overlap('links', 'editions') }}

    union

    select
        editions.edition_code,
        links.item_code
    from {{ ref('bridge_item_indicator') }} as links
    inner join editions on links.framework_code = editions.framework_code
    where {{ overlap('links', 'editions') }}

    union

    -- the domains of the spine are the London framework's own outcomes
    select
        item_editions.edition_code,
        item_editions.item_code
    from {{ ref('item_editions') }} as item_editions
    inner join {{ ref('outcome_domains') }} as domains
        on item_editions.item_code = domains.item_code

),

held as (

    select distinct
        editions.edition_code,
        links.item_code
    from {{ ref('bridge_item_indicator') }} as links
    inner join editions
        on links.framework_code = editions.framework_code and {{ overlap('links', 'editions') }}
    inner join {{ ref('int_indicator_value__latest') }} as latest
        on
            links.indicator_code = latest.indicator_code
            and links.cohort_code = latest.cohort_code
    inner join {{ ref('dim_area') }} as areas on latest.area_code = areas.area_code
    where areas.is_home_area and latest.value is not null and not latest.is_invented

)

select
    editions.framework_code,
    editions.edition_code as edition,
    frameworks.framework_name,
    frameworks.short_name as framework_short_name,
    editions.edition_name,
    editions.valid_from,
    editions.valid_to,
    editions.is_latest_edition,
    cast(count(items.item_code) as integer) as item_count,
    cast(count(mapped.item_code) as integer) as mapped_item_count,
    cast(count(case when items.is_measure then 1 end) as integer) as measure_count,
    cast(
        count(case when items.is_measure and mapped.item_code is not null then 1 end) as integer
    ) as mapped_count,
    cast(
        count(case when items.is_measure and held.item_code is not null then 1 end) as integer
    ) as with_value_count,
    cast(
        count(case when items.is_measure and items.is_confirmed then 1 end) as integer
    ) as confirmed_count,
    cast(frameworks.sort_order as integer) as sort_order
from editions
inner join {{ ref('int_framework__in_use') }} as frameworks
    on editions.framework_code = frameworks.framework_code
left join items
    on
        editions.framework_code = items.framework_code
        and editions.edition_code = items.edition_code
left join mapped
    on items.item_code = mapped.item_code and items.edition_code = mapped.edition_code
left join held
    on items.item_code = held.item_code and items.edition_code = held.edition_code
group by all
