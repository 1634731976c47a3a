-- Cohort codes taken apart: one row a cohort and characteristic (fsm=eligible|sen=support is two).
with

codes as (

    select distinct cohort_code
    from {{ ref('int_observation__vintages') }}

    union

    select distinct cohort_code
    from {{ ref('int_indicator_series__with_local') }}
    where cohort_code is not null

    union

    select distinct cohort_code
    from {{ ref('int_item_indicator__overlaid') }}

    union

    select distinct cohort_code
    from {{ ref('int_child_outcome__by_cohort') }}

    union

    select 'all' as cohort_code

),

parts as (

    {{ split_rows('codes', ['cohort_code'], 'cohort_code', '|') }}

)

select
    parts.cohort_code,
    parts.part_number,
    split_part(parts.part, '=', 1) as characteristic,
    split_part(parts.part, '=', 2) as characteristic_value,
    labels.value_name,
    labels.sort_order
from parts
left join {{ ref('cohort_values') }} as labels
    on
        split_part(parts.part, '=', 1) = labels.characteristic
        and split_part(parts.part, '=', 2) = labels.value
