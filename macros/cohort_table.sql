{# An outcome of children by cohort as a mart shows it: one row for each denominator, with the share,
   its limits, and the share of everybody else, which is what a cohort is set beside: it is part of
   "all", so that a difference from all would be too small. #}
{% macro cohort_table(by_cohort, kinds) -%}
with

counts as (

    select by_cohort.*
    from {{ by_cohort }} as by_cohort
    inner join {{ ref('child_outcomes') }} as outcomes
        on by_cohort.child_outcome_code = outcomes.child_outcome_code
    where outcomes.outcome_kind in ({% for kind in kinds %}'{{ kind }}'{{ ', ' if not loop.last }}{% endfor %})

),

chosen as (

    select
        *,
        'all_children' as denominator_code,
        met as numerator,
        children as denominator
    from counts

    union all

    select
        *,
        'all_17_recorded' as denominator_code,
        met_recorded as numerator,
        children_recorded as denominator
    from counts

),

beside as (

    select
        chosen.*,
        whole.numerator - chosen.numerator as rest_numerator,
        whole.denominator - chosen.denominator as rest_denominator
    from chosen
    inner join chosen as whole
        on
            chosen.area_code = whole.area_code
            and chosen.period_code = whole.period_code
            and chosen.child_outcome_code = whole.child_outcome_code
            and chosen.denominator_code = whole.denominator_code
            and whole.cohort_code = 'all'

)

select
    area_code,
    period_code,
    years_together,
    child_outcome_code,
    cohort_code,
    characteristic_count,
    denominator_code,
    numerator,
    denominator,
    {{ share_with_limits('numerator', 'denominator') }},
    rest_numerator,
    rest_denominator,
    100.0 * rest_numerator / nullif(rest_denominator, 0) as rest_value,
    'submitting_authority' as basis,
    is_invented
from beside
{%- endmacro %}
