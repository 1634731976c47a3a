-- The December 2023 guidance numbers family network 2 and safe 3; the dashboard swapped them in
-- March 2026. The key is the outcome by its name, so each item carries both numbers. A row here
-- means a number was taken as a key, or an edition was read with the other one's order.
with

expected (edition_code, item_code, item_number) as (

    values
    ('CSC-2023-12', 'NF-O-STAY', '1'),
    ('CSC-2023-12', 'NF-O-NETWORK', '2'),
    ('CSC-2023-12', 'NF-O-SAFE', '3'),
    ('CSC-2023-12', 'NF-O-HOMES', '4'),
    ('CSC-2026-03', 'NF-O-STAY', '1'),
    ('CSC-2026-03', 'NF-O-SAFE', '2'),
    ('CSC-2026-03', 'NF-O-NETWORK', '3'),
    ('CSC-2026-03', 'NF-O-HOMES', '4')

),

item_editions as (

    select * from {{ ref('item_editions') }}

)

select
    expected.edition_code,
    expected.item_code,
    expected.item_number as expected_number,
    item_editions.item_number as held_number
from expected
left join item_editions
    on
        expected.edition_code = item_editions.edition_code
        and expected.item_code = item_editions.item_code
where
    item_editions.item_number is null
    or expected.item_number <> item_editions.item_number
