-- What the steps leave is counted again, each denominator in its own way.
with

ends as (

    select *
    from {{ ref('gld_attrition') }}
    qualify step_number = max(step_number) over (
            partition by area_code, period_code, population_code
        )

),

results as (

    select
        results.*,
        cohorts.is_in_census,
        cohorts.idaci,
        cohorts.lsoa_code,
        cohorts.ward_code,
        cohorts.resident_la_code
    from {{ ref('fct_eyfsp_result') }} as results
    inner join {{ ref('int_child__cohorts') }} as cohorts
        on
            results.child_key = cohorts.child_key
            and results.period_code = cohorts.period_code

),

counted as (

    select
        area_code,
        period_code,
        count(*) as all_children,
        count(case when is_all_17_recorded then 1 end) as all_17_recorded,
        count(case when is_in_census then 1 end) as matched_to_census,
        count(case when lsoa_code is not null and idaci <> 'unknown' then 1 end) as idaci_of_home,
        count(
            case when resident_la_code = area_code and ward_code is not null then 1 end
        ) as residents_by_ward
    from results
    group by area_code, period_code

),

expected as (

    {{ unpivot_cells(
        'counted',
        ['area_code', 'period_code'],
        ['all_children', 'all_17_recorded', 'matched_to_census', 'idaci_of_home', 'residents_by_ward']
    ) }}

)

select
    ends.area_code,
    ends.period_code,
    ends.population_code,
    ends.children_left,
    expected.printed as children_counted
from ends
full outer join expected
    on
        ends.area_code = expected.area_code
        and ends.period_code = expected.period_code
        and ends.population_code = expected.column_name
where ends.children_left is distinct from expected.printed
