{#- How a value stands against a reference value, by its 95% limits (the comparison of OHID's
    Fingertips): better, similar or worse by polarity; higher, similar or lower where neither
    direction is good; not_comparable where there are no limits or no reference. -#}
{% macro comparison(value, lower, upper, reference, polarity) -%}
    case
        when {{ value }} is null or {{ reference }} is null or {{ lower }} is null
            or {{ upper }} is null then 'not_comparable'
        when {{ lower }} <= {{ reference }} and {{ reference }} <= {{ upper }} then 'similar'
        when {{ polarity }} = 'neutral'
            then case when {{ lower }} > {{ reference }} then 'higher' else 'lower' end
        when ({{ polarity }} = 'higher_better') = ({{ lower }} > {{ reference }}) then 'better'
        else 'worse'
    end
{%- endmacro %}
