{{ config(alias='gld_attrition') }}
-- Who is in no denominator, and why. A step that takes one to four children out says so and no
-- more; where it would be the only one hidden of its log, the smallest other step is hidden with
-- it, for the rest would give it away; and a reason hidden in one log of a year is hidden in each.
with

policy as (

    select * from {{ ref('disclosure_policy') }}
    where disclosure_class = 'eyfsp'

),

judged as (

    select
        attrition.*,
        attrition.children_out between policy.hidden_from and policy.hidden_to as is_small
    from {{ ref('gld_attrition') }} as attrition
    cross join policy

),

counted as (

    select
        *,
        count(case when is_small then 1 end) over steps as small_steps,
        -- of noughts, where nothing else leaves
        coalesce(
            min(case when not is_small and children_out > 0 then children_out end) over steps, 0
        ) as smallest_other
    from judged
    window steps as (partition by area_code, period_code, population_code)

),

hidden as (

    select
        *,
        bool_or(is_small) over reasons as is_primary,
        bool_or(small_steps = 1 and not is_small and children_out = smallest_other) over reasons
            as is_secondary
    from counted
    window reasons as (partition by area_code, period_code, reason_code)

)

select
    hidden.area_code,
    areas.area_name,
    hidden.period_code,
    periods.period_name,
    hidden.population_code,
    hidden.population_name,
    hidden.basis,
    hidden.step_number,
    hidden.reason_code,
    hidden.reason_name,
    case when not (hidden.is_primary or hidden.is_secondary) then hidden.children_out end
        as children_out,
    case when hidden.is_primary or hidden.is_secondary then 'c' else 'shown' end as value_status,
    case
        when hidden.is_primary then 'primary'
        when hidden.is_secondary then 'secondary'
    end as suppressed_by,
    case
        when
            hidden.step_number = max(hidden.step_number) over (
                partition by hidden.area_code, hidden.period_code, hidden.population_code
            )
            then hidden.children_left
    end as children_left,
    hidden.children_at_start,
    hidden.sort_order,
    hidden.is_invented
from hidden
inner join {{ ref('dim_area') }} as areas on hidden.area_code = areas.area_code
inner join {{ ref('dim_period') }} as periods on hidden.period_code = periods.period_code
where hidden.is_invented
