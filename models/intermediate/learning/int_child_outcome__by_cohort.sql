-- Each outcome of children by cohort: counts of one year, and of three years together. Both
-- denominators: all children with a profile, and those with all seventeen goals recorded.
with

cells as (

    select * from {{ ref('int_cohort__cells') }}

),

members as (

    select * from {{ ref('int_cohort__members') }}

),

outcomes as (

    select * from {{ ref('child_outcomes') }}

),

-- pairs for whole outcomes; goals and areas of learning by one characteristic at a time
yearly as (

    select
        cells.area_code,
        cells.collection_year,
        cells.child_outcome_code,
        members.cohort_code,
        members.characteristic_count,
        sum(cells.children) as children,
        sum(cells.met) as met,
        sum(cells.children_recorded) as children_recorded,
        sum(cells.met_recorded) as met_recorded,
        bool_or(cells.is_invented) as is_invented
    from cells
    inner join members on cells.cell_id = members.cell_id
    inner join outcomes on cells.child_outcome_code = outcomes.child_outcome_code
    where
        members.characteristic_count < 2
        or outcomes.outcome_kind in ('good level', 'all goals', 'short')
    group by all

),

years as (

    select distinct
        area_code,
        collection_year as last_year
    from yearly

),

pooled as (

    select
        yearly.area_code,
        years.last_year as collection_year,
        yearly.child_outcome_code,
        yearly.cohort_code,
        yearly.characteristic_count,
        sum(yearly.children) as children,
        sum(yearly.met) as met,
        sum(yearly.children_recorded) as children_recorded,
        sum(yearly.met_recorded) as met_recorded,
        bool_or(yearly.is_invented) as is_invented
    from yearly
    inner join years
        on
            yearly.area_code = years.area_code
            and yearly.collection_year between years.last_year - 2 and years.last_year
    group by all

),

whole as (

    select
        last_of_three.area_code,
        last_of_three.last_year
    from years as last_of_three
    inner join years as earlier
        on
            last_of_three.area_code = earlier.area_code
            and earlier.last_year between last_of_three.last_year - 2 and last_of_three.last_year
    group by last_of_three.area_code, last_of_three.last_year
    having count(*) = 3

),

spans as (

    select
        *,
        {{ academic_period('collection_year') }} as period_code,
        1 as years_together
    from yearly

    union all

    select
        pooled.*,
        {{ pooled_period('pooled.collection_year') }} as period_code,
        3 as years_together
    from pooled
    inner join whole
        on pooled.area_code = whole.area_code and pooled.collection_year = whole.last_year

)

select
    area_code,
    period_code,
    collection_year,
    years_together,
    child_outcome_code,
    cohort_code,
    characteristic_count,
    cast(children as bigint) as children,
    cast(met as bigint) as met,
    cast(children_recorded as bigint) as children_recorded,
    cast(met_recorded as bigint) as met_recorded,
    is_invented
from spans
