{#- Both bounds are inside the range, and a missing value is not out of it. -#}
{% test in_range(model, column=none, column_name=none, min_value=none, max_value=none) %}

    {%- set column = column or column_name %}
    {%- if not column or (min_value is none and max_value is none) %}
        {{ exceptions.raise_compiler_error('in_range needs a column and min_value, max_value or both') }}
    {%- endif %}

    select *
    from {{ model }}
    where
        {%- if min_value is not none %}
        {{ column }} < {{ min_value }}
        {%- endif %}
        {%- if min_value is not none and max_value is not none %}
        or
        {%- endif %}
        {%- if max_value is not none %}
        {{ column }} > {{ max_value }}
        {%- endif %}

{% endtest %}
