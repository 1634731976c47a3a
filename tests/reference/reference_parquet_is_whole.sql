-- The small-area tables are what they say: London whole in each edition, England whole for the
-- indices, every code of a lookup known, and Merton's IDACI 2019 the 0.134 that is published.
with

counted as (

    select
        'lsoas of ' || edition as what,
        count(*) as row_count,
        sum(case when la_code = 'E09000024' then 1 else 0 end) as merton_count
    from read_parquet('seeds/reference/parquet/lsoas.parquet')
    group by edition
    union all
    select
        'wards of ' || edition as what,
        count(*) as row_count,
        sum(case when parent_area_code = 'E09000024' then 1 else 0 end) as merton_count
    from read_parquet('seeds/reference/parquet/wards.parquet')
    group by edition
    union all
    select
        'indices of ' || iod_edition as what,
        count(distinct lsoa_code) as row_count,
        sum(case when la_code = 'E09000024' then 1 else 0 end) as merton_count
    from read_parquet('seeds/reference/parquet/lsoa_deprivation.parquet')
    group by iod_edition

),

expected (what, row_count, merton_count) as (

    values
    ('lsoas of 2011', 4835, 124),
    ('lsoas of 2021', 4994, 126),
    ('wards of 2021', 657, 20),
    ('wards of 2024', 684, 20),
    ('wards of 2025', 704, 20),
    ('indices of 2019', 32844, 124),
    ('indices of 2025', 33755, 126)

),

lookups as (

    select
        lookup,
        from_code,
        to_code
    from read_parquet('seeds/reference/parquet/lsoa_lookups.parquet')

),

known as (

    select
        'lsoa_' || edition as kind,
        lsoa_code as code
    from read_parquet('seeds/reference/parquet/lsoas.parquet')
    union all
    select
        'ward_' || edition as kind,
        area_code as code
    from read_parquet('seeds/reference/parquet/wards.parquet')

),

merton as (

    select sum(idaci_score * children_0_15) / sum(children_0_15) as idaci_2019
    from read_parquet('seeds/reference/parquet/lsoa_deprivation.parquet')
    where
        la_code = 'E09000024'
        and iod_edition = '2019'

)

select
    coalesce(counted.what, expected.what) as failing,
    'row count' as problem
from counted
full outer join expected on counted.what = expected.what
where
    counted.row_count is distinct from expected.row_count
    or counted.merton_count is distinct from expected.merton_count

union all

select
    lookups.from_code || ' to ' || lookups.to_code as failing,
    'code not known' as problem
from lookups
left join known as from_known
    on
        split_part(lookups.lookup, '_to_', 1) = from_known.kind
        and lookups.from_code = from_known.code
left join known as to_known
    on
        split_part(lookups.lookup, '_to_', 2) = to_known.kind
        and lookups.to_code = to_known.code
where
    from_known.code is null
    or to_known.code is null

union all

select
    'IDACI 2019 of Merton' as failing,
    'not the published average' as problem
from merton
where round(idaci_2019, 3) <> 0.134
