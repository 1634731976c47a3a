-- Good: rows that share a part of the key only, and a cohort that is missing once, which is
-- allowed. Broken: the same key twice, three times, without its area, without its period, and
-- a key that comes twice without the cohort.
with

fixture (area_code, period_code, cohort_code, value) as (

    values
    ('merton', '2023', 'all', 69.9),
    ('merton', '2024', 'all', 71.0),
    ('sutton', '2024', 'all', 71.0),
    ('sutton', '2024', null, 72.0),
    ('twice', '2023', 'all', 60.1),
    ('twice', '2023', 'all', 60.1),
    ('thrice', '2023', 'all', 61.0),
    ('thrice', '2023', 'all', 62.0),
    ('thrice', '2023', 'all', 63.0),
    (null, '2023', 'all', 64.0),
    ('no_period', null, 'all', 65.0),
    ('no_cohort_twice', '2023', null, 66.0),
    ('no_cohort_twice', '2023', null, 67.0)

),

reported as (

    select
        coalesce(area_code, 'none') as area_code,
        coalesce(period_code, 'none') as period_code,
        coalesce(cohort_code, 'none') as cohort_code,
        row_count
    from (
        {{ test_unique_key(
            'fixture',
            ['area_code', 'period_code', 'cohort_code'],
            nullable_columns=['cohort_code']
        ) }}
    ) as failures

),

expected (area_code, period_code, cohort_code, row_count) as (

    values
    ('twice', '2023', 'all', 2),
    ('thrice', '2023', 'all', 3),
    ('none', '2023', 'all', 1),
    ('no_period', 'none', 'all', 1),
    ('no_cohort_twice', '2023', 'none', 2)

)

select
    coalesce(expected.area_code, reported.area_code) as area_code,
    coalesce(expected.period_code, reported.period_code) as period_code,
    coalesce(expected.cohort_code, reported.cohort_code) as cohort_code,
    coalesce(expected.row_count, reported.row_count) as row_count,
    case when reported.area_code is null then 'missed' else 'wrongly reported' end as problem
from expected
full outer join reported
    on
        expected.area_code = reported.area_code
        and expected.period_code = reported.period_code
        and expected.cohort_code = reported.cohort_code
        and expected.row_count = reported.row_count
where expected.area_code is null or reported.area_code is null
