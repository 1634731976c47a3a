-- The named case of the renumbering: "supported by their family network" was outcome 2 of the
-- guidance and is outcome 3 of the dashboard, "safe in and outside of their homes" the reverse.
-- Keyed by number, the two would have changed places on the spine.
with

links as (

    select * from {{ ref('crosswalk') }}
    where is_primary

),

expected (item_code, outcome_code) as (

    values
    ('NF-O-STAY', 'P-SUPPORTED-3'),
    ('NF-O-NETWORK', 'P-SUPPORTED-3'),
    ('NF-O-SAFE', 'C-SAFE-1'),
    ('NF-O-HOMES', 'C-SAFE-4')

),

days (checked_on) as (

    values
    (cast('2026-02-28' as date)),
    (cast('2026-03-31' as date))

)

select
    expected.item_code,
    days.checked_on,
    expected.outcome_code as expected_outcome_code,
    links.outcome_code
from expected
cross join days
left join links
    on
        expected.item_code = links.item_code
        and days.checked_on >= links.valid_from
        and (days.checked_on <= links.valid_to or links.valid_to is null)
where links.outcome_code is null or links.outcome_code <> expected.outcome_code
