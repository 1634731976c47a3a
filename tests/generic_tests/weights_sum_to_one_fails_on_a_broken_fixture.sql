-- Good: one whole, two and three parts, thirds to five decimals. Broken: too little, too much,
-- just outside the tolerance, a missing weight beside a whole, no weight at all, a negative
-- weight that makes the sum come out. A wider tolerance lets only the near miss pass.
with

fixture (code, weight) as (

    values
    ('whole', cast(1 as double)),
    ('halves', 0.5),
    ('halves', 0.5),
    ('thirds', 0.33333),
    ('thirds', 0.33333),
    ('thirds', 0.33333),
    ('falls_short', 0.25),
    ('falls_short', 0.65),
    ('too_much', 0.75),
    ('too_much', 0.5),
    ('near_miss', 0.4),
    ('near_miss', 0.5995),
    ('one_missing', 1.0),
    ('one_missing', null),
    ('all_missing', null),
    ('negative', 1.5),
    ('negative', -0.5)

),

reported as (

    select
        'default' as tolerance,
        code
    from ({{ test_weights_sum_to_one('fixture', ['code']) }}) as default_failures
    union all
    select
        'wide' as tolerance,
        code
    from (
        {{ test_weights_sum_to_one('fixture', ['code'], 'weight', tolerance=0.001) }}
    ) as wide_failures

),

expected (tolerance, code) as (

    values
    ('default', 'falls_short'),
    ('default', 'too_much'),
    ('default', 'near_miss'),
    ('default', 'one_missing'),
    ('default', 'all_missing'),
    ('default', 'negative'),
    ('wide', 'falls_short'),
    ('wide', 'too_much'),
    ('wide', 'one_missing'),
    ('wide', 'all_missing'),
    ('wide', 'negative')

)

select
    coalesce(expected.tolerance, reported.tolerance) as tolerance,
    coalesce(expected.code, reported.code) as code,
    case when reported.tolerance is null then 'missed' else 'wrongly reported' end as problem
from expected
full outer join reported
    on
        expected.tolerance = reported.tolerance
        and expected.code = reported.code
where expected.tolerance is null or reported.tolerance is null
