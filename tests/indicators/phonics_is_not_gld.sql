-- Widely swapped in circulation because the two numbers stand next to each other.
with

expected (item_code, indicator_code, cohort_code) as (

    values
    ('PHOF-90631', 'gld_at_5', 'all'),
    ('PHOF-90632', 'gld_at_5', 'fsm=eligible'),
    ('PHOF-90633', 'phonics_year_1', 'all'),
    ('PHOF-90634', 'phonics_year_1', 'fsm=eligible')

),

held as (

    select
        item_code,
        indicator_code,
        cohort_code
    from {{ ref('item_indicator') }}
    where item_code in ('PHOF-90631', 'PHOF-90632', 'PHOF-90633', 'PHOF-90634')

)

select
    coalesce(expected.item_code, held.item_code) as item_code,
    expected.indicator_code as expected_indicator,
    held.indicator_code as held_indicator
from expected
full outer join held
    on
        expected.item_code = held.item_code
        and expected.indicator_code = held.indicator_code
        and expected.cohort_code = held.cohort_code
where expected.item_code is null or held.item_code is null
