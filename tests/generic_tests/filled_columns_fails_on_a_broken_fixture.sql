-- Good: a column that is filled in every row, and one that is empty but not asked about. Broken:
-- one column empty once, another in every row. An empty text is filled: staging makes it missing.
with

fixture (area_code, area_name, valid_to, note, value) as (

    values
    ('merton', 'Merton', null, null, 69.9),
    ('sutton', '', null, null, null),
    ('hackney', 'Hackney', null, null, 71.0)

),

reported as (

    select
        column_name,
        empty_rows
    from (
        {{ test_filled_columns('fixture', ['area_code', 'area_name', 'note', 'value']) }}
    ) as failures

),

expected (column_name, empty_rows) as (

    values
    ('note', 3),
    ('value', 1)

)

select
    coalesce(expected.column_name, reported.column_name) as column_name,
    coalesce(expected.empty_rows, reported.empty_rows) as empty_rows,
    case when reported.column_name is null then 'missed' else 'wrongly reported' end as problem
from expected
full outer join reported
    on
        expected.column_name = reported.column_name
        and expected.empty_rows = reported.empty_rows
where expected.column_name is null or reported.column_name is null
