-- Of the children of a ward who have a profile, how many are in each cohort of one characteristic:
-- one year, and three together.
with

cohorts as (

    select cohorts.*
    from {{ ref('int_child__cohorts') }} as cohorts
    inner join {{ ref('fct_eyfsp_result') }} as results
        on
            cohorts.child_key = results.child_key
            and cohorts.period_code = results.period_code
            and cohorts.resident_la_code = results.area_code

),

factors as (

    select
        factor_code,
        split_part(cohort_code, '=', 1) as characteristic,
        split_part(cohort_code, '=', 2) as characteristic_value
    from {{ ref('risk_factors') }}
    where factor_level = 'ward' and cohort_code is not null

),

-- the values of a factor: its own, or those it is the wider value of
members as (

    select
        factors.factor_code,
        factors.characteristic,
        coalesce(parts.value, factors.characteristic_value) as characteristic_value
    from factors
    left join {{ ref('cohort_values') }} as parts
        on
            factors.characteristic = parts.characteristic
            and factors.characteristic_value = parts.parent_value

),

stated as (

    {{ unpivot_cells(
        'cohorts',
        ['resident_la_code', 'ward_code', 'collection_year', 'child_key'],
        var('cohort_characteristics')
    ) }}

),

yearly as (

    select
        stated.resident_la_code as area_code,
        stated.ward_code,
        stated.collection_year,
        members.factor_code,
        count(case when stated.printed = members.characteristic_value then 1 end) as met,
        count(distinct stated.child_key) as children
    from stated
    inner join members on stated.column_name = members.characteristic
    where stated.ward_code is not null
    group by all

),

years as (

    select distinct
        area_code,
        collection_year as last_year
    from yearly

)

select
    area_code,
    ward_code,
    {{ academic_period('collection_year') }} as period_code,
    1 as years_together,
    factor_code,
    cast(met as bigint) as met,
    cast(children as bigint) as children
from yearly

union all

select
    yearly.area_code,
    yearly.ward_code,
    {{ pooled_period('years.last_year') }} as period_code,
    3 as years_together,
    yearly.factor_code,
    cast(sum(yearly.met) as bigint) as met,
    cast(sum(yearly.children) as bigint) as children
from yearly
inner join years
    on
        yearly.area_code = years.area_code
        and yearly.collection_year between years.last_year - 2 and years.last_year
group by yearly.area_code, yearly.ward_code, years.last_year, yearly.factor_code
having count(distinct yearly.collection_year) = 3
