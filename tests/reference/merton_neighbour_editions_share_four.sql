-- The editions of 2021 and 2025 have four of ten neighbours of Merton in common: Barnet, Kingston
-- upon Thames, Reading and Sutton. A figure beside one edition says nothing about the other.
with

shared as (

    select comparator_area_code
    from {{ ref('area_comparators') }}
    where
        area_code = 'E09000024'
        and comparator_set = 'dfe_neighbours'
    group by comparator_area_code
    having count(distinct edition) = 2

),

expected (comparator_area_code) as (

    values
    ('E09000003'),
    ('E09000021'),
    ('E06000038'),
    ('E09000029')

)

select
    coalesce(shared.comparator_area_code, expected.comparator_area_code) as area_code,
    case
        when expected.comparator_area_code is null then 'shared, but should not be'
        else 'should be shared'
    end as problem
from shared
full outer join expected on shared.comparator_area_code = expected.comparator_area_code
where
    shared.comparator_area_code is null
    or expected.comparator_area_code is null
