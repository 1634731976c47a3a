{# Whether a share of children may not leave: the group is under the policy's least, or the count that
   has the outcome, or the one that has not, is in its hidden range. A nought is not hidden here; shares
   of 0 and 100 percent come with full disclosure control. #}
{% macro hides(numerator, denominator, policy) -%}
    (
        {{ denominator }} < {{ policy }}.fewest_in_group
        or {{ numerator }} between {{ policy }}.hidden_from and {{ policy }}.hidden_to
        or {{ denominator }} - {{ numerator }}
        between {{ policy }}.hidden_from and {{ policy }}.hidden_to
    )
{%- endmacro %}
