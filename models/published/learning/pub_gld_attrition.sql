{{ config(alias='gld_attrition') }}
-- Who is in no denominator, and why. A step that takes one to four children out says so and no
-- more; what is left before and after it is rounded away with it.
with

policy as (

    select * from {{ ref('disclosure_policy') }}
    where disclosure_class = 'eyfsp'

),

judged as (

    select
        attrition.*,
        attrition.children_out between policy.hidden_from and policy.hidden_to as is_hidden
    from {{ ref('gld_attrition') }} as attrition
    cross join policy

)

select
    judged.area_code,
    areas.area_name,
    judged.period_code,
    periods.period_name,
    judged.population_code,
    judged.population_name,
    judged.basis,
    judged.step_number,
    judged.reason_code,
    judged.reason_name,
    case when not judged.is_hidden then judged.children_out end as children_out,
    case when judged.is_hidden then 'c' else 'shown' end as value_status,
    -- what is left shows the hidden step by subtraction, but at the end, where others may hide it
    case
        when judged.step_number = max(judged.step_number) over steps then judged.children_left
    end as children_left,
    judged.children_at_start,
    judged.sort_order,
    judged.is_invented
from judged
inner join {{ ref('dim_area') }} as areas on judged.area_code = areas.area_code
inner join {{ ref('dim_period') }} as periods on judged.period_code = periods.period_code
where judged.is_invented
window steps as (
    partition by judged.area_code, judged.period_code, judged.population_code
)
