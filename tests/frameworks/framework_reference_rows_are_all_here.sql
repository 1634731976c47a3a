-- The framework reference tables have 379 rows. Each is an item with its code verbatim; the number
-- of rows per framework is pinned so that none is lost or added unseen. A new row changes this
-- list.
with

expected (framework_code, expected_count) as (

    values
    ('LSOF', 16),
    ('SF', 50),
    ('PHOF', 82),
    ('SFL', 49),
    ('CSC', 75),
    ('LOF', 38),
    ('FFP', 9),
    ('BSIL', 5),
    ('EYFSP', 52),
    ('MERTON', 3)

),

held as (

    select
        framework_code,
        count(reference_code) as held_count
    from {{ ref('framework_items') }}
    group by framework_code

)

select
    expected.framework_code,
    expected.expected_count,
    held.held_count
from expected
full outer join held on expected.framework_code = held.framework_code
where coalesce(expected.expected_count, 0) <> coalesce(held.held_count, 0)
