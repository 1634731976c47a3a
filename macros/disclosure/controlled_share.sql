{# Columns of a share as it leaves: counts, value and limits empty where the policy hides the cell, with
   a status that says so. A group under the policy's least does not show its size either. #}
{% macro controlled_share() -%}
    case when not is_hidden then numerator end as numerator,
    case when not is_hidden or not is_small_group then denominator end as denominator,
    case when not is_hidden then value end as value,
    case when is_hidden then 'c' else 'shown' end as value_status,
    case when is_hidden then 'primary' end as suppressed_by,
    case when not is_hidden then lower_95 end as lower_95,
    case when not is_hidden then upper_95 end as upper_95
{%- endmacro %}


{# The rows of a mart of our own counts that may leave, each judged by the policy of the strictest data
   that feeds it: every row of an invented borough, and of a real one its totals alone until full
   disclosure control. #}
{% macro judged(mart, disclosure_class, is_total='false') -%}
    select
        mart.*,
        {{ hides('mart.numerator', 'mart.denominator', 'policy') }} as is_hidden,
        mart.denominator < policy.fewest_in_group as is_small_group
    from {{ mart }} as mart
    inner join {{ ref('disclosure_policy') }} as policy
        on policy.disclosure_class = '{{ disclosure_class }}'
    where mart.is_invented or {{ is_total }}
{%- endmacro %}
