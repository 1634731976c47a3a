-- From everybody the borough could have had a profile of to each denominator, a reason at a time:
-- how many leave and how many are left. A row leaves for the first reason that holds, in the order
-- of the seed attrition_steps, so that the steps add up to the child.
{% set reasons = [
    'second_record', 'later_profile', 'not_assessed', 'not_in_census', 'no_lsoa', 'no_idaci',
    'out_of_borough', 'no_ward'
] %}
with

steps as (

    select * from {{ ref('attrition_steps') }}

),

flagged as (

    select
        *,
        row_number()
            over (order by collection_year, area_code, {{ reasons | join(', ') }})
            as flag_set
    from {{ ref('int_eyfsp__attrition') }}

),

flags as (

    {{ unpivot_cells('flagged', ['flag_set'], reasons) }}

),

first_reasons as (

    select
        flags.flag_set,
        steps.population_code,
        min(steps.step_number) as step_number
    from flags
    inner join steps on flags.column_name = steps.reason_code
    where flags.printed
    group by flags.flag_set, steps.population_code

),

years as (

    select
        collection_year,
        area_code,
        bool_or(is_invented) as is_invented,
        sum(children) as rows_loaded
    from flagged
    group by collection_year, area_code

),

-- one return a borough and year; its files' account says what of it was not loaded
accounts as (

    select
        collection,
        sum(rows_quarantined) as rows_quarantined,
        sum(rows_duplicate) as rows_duplicate
    from {{ ref('stg_landing__files') }}
    where dataset = 'eyfsp_return' and superseded_by is null
    group by collection

),

left_before as (

    select
        collection_year,
        count(*) as children
    from {{ ref('int_child__cohorts') }}
    where national_curriculum_year = 'R' and not has_profile
    group by collection_year

),

leaving as (

    select
        years.collection_year,
        years.area_code,
        steps.population_code,
        steps.step_number,
        case steps.reason_code
            when 'left' then coalesce(left_before.children, 0)
            when 'quarantined' then coalesce(accounts.rows_quarantined, 0)
            when 'duplicate_row' then coalesce(accounts.rows_duplicate, 0)
        end as children
    from years
    cross join steps
    left join left_before on years.collection_year = left_before.collection_year
    left join accounts on cast(years.collection_year as varchar) = accounts.collection
    where steps.reason_code in ('left', 'quarantined', 'duplicate_row')

    union all

    select
        flagged.collection_year,
        flagged.area_code,
        first_reasons.population_code,
        first_reasons.step_number,
        sum(flagged.children) as children
    from flagged
    inner join first_reasons on flagged.flag_set = first_reasons.flag_set
    group by
        flagged.collection_year,
        flagged.area_code,
        first_reasons.population_code,
        first_reasons.step_number

),

starts as (

    select
        years.collection_year,
        years.area_code,
        years.is_invented,
        years.rows_loaded
        + coalesce(left_before.children, 0)
        + coalesce(accounts.rows_quarantined, 0)
        + coalesce(accounts.rows_duplicate, 0) as children
    from years
    left join left_before on years.collection_year = left_before.collection_year
    left join accounts on cast(years.collection_year as varchar) = accounts.collection

),

every_step as (

    select
        starts.area_code,
        starts.collection_year,
        starts.is_invented,
        starts.children as children_at_start,
        steps.population_code,
        steps.step_number,
        steps.reason_code,
        coalesce(leaving.children, 0) as children_out
    from starts
    cross join steps
    left join leaving
        on
            starts.collection_year = leaving.collection_year
            and starts.area_code = leaving.area_code
            and steps.population_code = leaving.population_code
            and steps.step_number = leaving.step_number

)

select
    every_step.area_code,
    {{ academic_period('every_step.collection_year') }} as period_code,
    every_step.population_code,
    populations.population_name,
    populations.basis,
    every_step.step_number,
    every_step.reason_code,
    reasons.reason_name,
    cast(every_step.children_out as bigint) as children_out,
    cast(
        every_step.children_at_start - sum(every_step.children_out) over (
            partition by
                every_step.area_code, every_step.collection_year, every_step.population_code
            order by every_step.step_number
        ) as bigint
    ) as children_left,
    cast(every_step.children_at_start as bigint) as children_at_start,
    populations.sort_order,
    every_step.is_invented
from every_step
inner join {{ ref('attrition_populations') }} as populations
    on every_step.population_code = populations.population_code
inner join {{ ref('attrition_reasons') }} as reasons
    on every_step.reason_code = reasons.reason_code
