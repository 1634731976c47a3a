-- The draft "Local Government Outcomes Framework" became the "Local Outcomes Framework", and its
-- outcome on keeping children safe got another name. Both must stand as editions of one item, with
-- the sixteen outcomes of the first edition; an overwrite would lose the name councils still
-- quote.
with

expected (edition_code, edition_name_start, outcome_name) as (

    values
    (
        'LOF-2025-07',
        'Local Government Outcomes Framework',
        'keeping children safe and family security'
    ),
    (
        'LOF-2026-07',
        'Local Outcomes Framework',
        'Keeping children safe (children''s social care)'
    )

),

framework_editions as (

    select * from {{ ref('framework_editions') }}

),

item_editions as (

    select * from {{ ref('item_editions') }}

),

framework_items as (

    select * from {{ ref('framework_items') }}

),

names_lost as (

    select
        expected.edition_code,
        'edition or name of LOF-O-07 is not held' as problem
    from expected
    left join framework_editions
        on
            expected.edition_code = framework_editions.edition_code
            and framework_editions.edition_name like expected.edition_name_start || '%'
    left join item_editions
        on
            expected.edition_code = item_editions.edition_code
            and expected.outcome_name = item_editions.item_name_in_edition
            and item_editions.item_code = 'LOF-O-07'
    where
        framework_editions.edition_code is null
        or item_editions.item_code is null

),

outcomes_missing as (

    select
        'LOF-2026-07' as edition_code,
        'the first edition does not have outcomes 1 to 16' as problem
    from item_editions
    inner join framework_items on item_editions.item_code = framework_items.item_code
    where
        item_editions.edition_code = 'LOF-2026-07'
        and framework_items.item_type = 'outcome'
    having
        count(*) <> 16
        or count(distinct cast(item_editions.item_number as integer)) <> 16
        or max(cast(item_editions.item_number as integer)) <> 16

)

select * from names_lost
union all
select * from outcomes_missing
