-- Good: one row, the same value on several rows, two codes that share a name, no name at all,
-- another name in another edition. Broken: two names, three that differ by a hair, one that a
-- row lacks.
with

fixture (edition, code, name) as (

    values
    ('2021', 'one_row', 'Asian'),
    ('2021', 'same_name', 'Black'),
    ('2021', 'same_name', 'Black'),
    ('2021', 'shares_a_name', 'Black'),
    ('2021', 'never_named', null),
    ('2021', 'never_named', null),
    ('2021', 'renamed_later', 'Any other'),
    ('2031', 'renamed_later', 'Another'),
    ('2021', 'two_names', 'White'),
    ('2021', 'two_names', 'White British'),
    ('2021', 'three_names', 'Mixed'),
    ('2021', 'three_names', 'Mixed '),
    ('2021', 'three_names', 'mixed'),
    ('2021', 'named_once', 'Chinese'),
    ('2021', 'named_once', null)

),

reported as (

    select
        edition,
        code
    from ({{ test_one_value_per_key('fixture', ['edition', 'code'], 'name') }}) as failures

),

expected (edition, code) as (

    values
    ('2021', 'two_names'),
    ('2021', 'three_names'),
    ('2021', 'named_once')

)

select
    coalesce(expected.edition, reported.edition) as edition,
    coalesce(expected.code, reported.code) as code,
    case when reported.edition is null then 'missed' else 'wrongly reported' end as problem
from expected
full outer join reported
    on
        expected.edition = reported.edition
        and expected.code = reported.code
where expected.edition is null or reported.edition is null
