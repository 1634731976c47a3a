-- The letter code B01b is on two public health measures, absolute and relative child poverty, and
-- letters move between editions. B01b must stay on exactly these two items of the latest edition.
with

lettered as (

    select item_code
    from {{ ref('item_editions') }}
    where
        edition_code = 'PHOF-2025-02'
        and item_number = 'B01b'

),

expected (item_code) as (

    values
    ('PHOF-93700'),
    ('PHOF-93701')

)

select
    expected.item_code as expected_item_code,
    lettered.item_code as held_item_code
from expected
full outer join lettered on expected.item_code = lettered.item_code
where
    expected.item_code is null
    or lettered.item_code is null
