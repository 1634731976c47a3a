-- A good level of development at five is the early years profile (twelve goals); at two to two and
-- a half it is ASQ-3 (five domains). The words are the same, the figures are not: an item that
-- belongs to one family must never point to the other.
with

expected (item_code, figure_code) as (

    values
    ('EYFSP-GLD', 'EYFSP-GLD'),
    ('PHOF-90631', 'EYFSP-GLD'),
    ('LOF5-GLD', 'EYFSP-GLD'),
    ('PHOF-93436', 'PHOF-93436'),
    ('LOF5-ASQ-GLD', 'PHOF-93436'),
    ('HV-ASQGLD', 'PHOF-93436')

),

framework_items as (

    select
        *,
        coalesce(same_as_item_code, item_code) as figure_code
    from {{ ref('framework_items') }}

),

wrong_family as (

    select
        expected.item_code,
        framework_items.figure_code as held_figure_code
    from expected
    left join framework_items on expected.item_code = framework_items.item_code
    where
        framework_items.figure_code is null
        or expected.figure_code <> framework_items.figure_code

),

unexpected_member as (

    select
        framework_items.item_code,
        framework_items.figure_code as held_figure_code
    from framework_items
    left join expected on framework_items.item_code = expected.item_code
    where
        framework_items.figure_code in ('EYFSP-GLD', 'PHOF-93436')
        and expected.item_code is null

)

select * from wrong_family
union all
select * from unexpected_member
