-- Good: a code that is held once, held twice, held and not in use, and a row in use without a
-- code. Broken: a code in use that is not held, one that differs in case, one of an old year.
-- The second reading looks at recent years and lets the old code pass.
with

fixture (held_code) as (

    values
    ('held'),
    ('held_twice'),
    ('held_twice'),
    ('not_in_use'),
    ('case'),
    (null)

),

in_use (code, school_year) as (

    values
    ('held', 2024),
    ('held', 2025),
    ('held_twice', 2025),
    (null, 2025),
    ('missing', 2025),
    ('missing', 2025),
    ('CASE', 2025),
    ('old', 2019)

),

reported as (

    select
        'all years' as reading,
        needed_value,
        row_count
    from (
        {{ test_covers_every_value_of('fixture', 'in_use', 'code', column='held_code') }}
    ) as all_failures
    union all
    select
        'recent years' as reading,
        needed_value,
        row_count
    from (
        {{ test_covers_every_value_of(
            'fixture',
            'in_use',
            'code',
            column_name='held_code',
            to_where='school_year = 2024 or school_year = 2025'
        ) }}
    ) as recent_failures

),

expected (reading, needed_value, row_count) as (

    values
    ('all years', 'missing', 2),
    ('all years', 'CASE', 1),
    ('all years', 'old', 1),
    ('recent years', 'missing', 2),
    ('recent years', 'CASE', 1)

)

select
    coalesce(expected.reading, reported.reading) as reading,
    coalesce(expected.needed_value, reported.needed_value) as needed_value,
    coalesce(expected.row_count, reported.row_count) as row_count,
    case when reported.reading is null then 'missed' else 'wrongly reported' end as problem
from expected
full outer join reported
    on
        expected.reading = reported.reading
        and expected.needed_value = reported.needed_value
        and expected.row_count = reported.row_count
where expected.reading is null or reported.reading is null
