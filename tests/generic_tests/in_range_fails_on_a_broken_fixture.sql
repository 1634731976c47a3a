-- Good: inside, on either bound, missing. Broken: just below, just above, far out. One bound
-- alone reports one side only, and a bound of 0 is a bound.
with

fixture (code, share) as (

    values
    ('inside', 69.9),
    ('on_the_minimum', 0.0),
    ('on_the_maximum', 100.0),
    ('missing', null),
    ('just_below', -0.1),
    ('just_above', 100.1),
    ('a_sentinel', -999.0),
    ('a_count', 2650.0)

),

reported as (

    select
        'both' as bounds,
        code
    from (
        {{ test_in_range('fixture', column='share', min_value=0, max_value=100) }}
    ) as both_failures
    union all
    select
        'minimum' as bounds,
        code
    from ({{ test_in_range('fixture', column_name='share', min_value=0) }}) as minimum_failures
    union all
    select
        'maximum' as bounds,
        code
    from ({{ test_in_range('fixture', column='share', max_value=0) }}) as maximum_failures

),

expected (bounds, code) as (

    values
    ('both', 'just_below'),
    ('both', 'just_above'),
    ('both', 'a_sentinel'),
    ('both', 'a_count'),
    ('minimum', 'just_below'),
    ('minimum', 'a_sentinel'),
    ('maximum', 'inside'),
    ('maximum', 'on_the_maximum'),
    ('maximum', 'just_above'),
    ('maximum', 'a_count')

)

select
    coalesce(expected.bounds, reported.bounds) as bounds,
    coalesce(expected.code, reported.code) as code,
    case when reported.bounds is null then 'missed' else 'wrongly reported' end as problem
from expected
full outer join reported
    on
        expected.bounds = reported.bounds
        and expected.code = reported.code
where expected.bounds is null or reported.bounds is null
