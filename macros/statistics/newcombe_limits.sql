{#- Limits of a difference of two independent proportions from the limits of each (Newcombe 1998,
    method 10; the square-and-add of Wilson intervals). All in the unit of the values. -#}
{% macro newcombe_lower(value_a, lower_a, value_b, upper_b) -%}
    ({{ value_a }}) - ({{ value_b }})
    - sqrt(
        power(({{ value_a }}) - ({{ lower_a }}), 2) + power(({{ upper_b }}) - ({{ value_b }}), 2)
    )
{%- endmacro %}

{% macro newcombe_upper(value_a, upper_a, value_b, lower_b) -%}
    ({{ value_a }}) - ({{ value_b }})
    + sqrt(
        power(({{ upper_a }}) - ({{ value_a }}), 2) + power(({{ value_b }}) - ({{ lower_b }}), 2)
    )
{%- endmacro %}

{% macro newcombe_method_code() -%}
    'newcombe'
{%- endmacro %}
