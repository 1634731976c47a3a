{# A mart of an outcome by cohort as it leaves: its cells judged and controlled, its codes named. Of a
   real borough one denominator only: the difference of two is a handful of children. #}
{% macro controlled_cohort_table(mart) -%}
with

judged as (

    {{ judged(mart, 'eyfsp', "mart.cohort_code = 'all' and mart.denominator_code = 'all_children'") }}

)

select
    judged.area_code,
    areas.area_name,
    judged.period_code,
    periods.period_name,
    periods.period_end,
    judged.years_together,
    judged.child_outcome_code,
    outcomes.child_outcome_name,
    outcomes.outcome_kind,
    judged.cohort_code,
    cohorts.cohort_name,
    judged.characteristic_count,
    judged.denominator_code,
    {{ controlled_share() }},
    case when not judged.is_hidden then judged.rest_value end as rest_value,
    judged.basis,
    outcomes.sort_order as outcome_sort_order,
    cohorts.sort_order as cohort_sort_order,
    judged.is_invented
from judged
inner join {{ ref('dim_area') }} as areas on judged.area_code = areas.area_code
inner join {{ ref('dim_period') }} as periods on judged.period_code = periods.period_code
inner join {{ ref('dim_cohort') }} as cohorts on judged.cohort_code = cohorts.cohort_code
inner join {{ ref('child_outcomes') }} as outcomes
    on judged.child_outcome_code = outcomes.child_outcome_code
{%- endmacro %}
