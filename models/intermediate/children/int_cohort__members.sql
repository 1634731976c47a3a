-- Which cells make up each cohort: every child, each value of a characteristic and the wider value
-- it is part of, and each pair of values of two characteristics.
with

cells as (

    select distinct
        cell_id,
        {{ var('cohort_characteristics') | join(',\n        ') }}
    from {{ ref('int_cohort__cells') }}

),

stated as (

    {{ unpivot_cells('cells', ['cell_id'], var('cohort_characteristics')) }}

),

values_of_cells as (

    select
        stated.cell_id,
        stated.column_name as characteristic,
        stated.printed as characteristic_value
    from stated

    union all

    select
        stated.cell_id,
        stated.column_name as characteristic,
        known.parent_value as characteristic_value
    from stated
    inner join {{ ref('cohort_values') }} as known
        on
            stated.column_name = known.characteristic
            and stated.printed = known.value
    where known.parent_value is not null

)

select
    cell_id,
    'all' as cohort_code,
    0 as characteristic_count
from cells

union all

select
    cell_id,
    characteristic || '=' || characteristic_value as cohort_code,
    1 as characteristic_count
from values_of_cells

union all

-- a tenth with another characteristic would be a handful of children: the group of tenths is paired
select
    one.cell_id,
    one.characteristic || '=' || one.characteristic_value
    || '|' || other.characteristic || '=' || other.characteristic_value as cohort_code,
    2 as characteristic_count
from values_of_cells as one
inner join values_of_cells as other
    on
        one.cell_id = other.cell_id
        and one.characteristic < other.characteristic
where
    one.characteristic_value not like '%_tenth_%'
    and other.characteristic_value not like '%_tenth_%'
