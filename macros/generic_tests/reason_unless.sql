{#-
    Text is given on every row except those that need none. Blank text is no reason, and a
    condition that cannot be decided (null) does not excuse a row.
-#}
{% test reason_unless(model, condition, column=none, column_name=none) %}

    {%- set column = column or column_name %}
    {%- if not column %}
        {{ exceptions.raise_compiler_error('reason_unless needs a column') }}
    {%- endif %}

    select *
    from {{ model }}
    where
        ({{ column }} is null or trim({{ column }}) = '')
        and case when {{ condition }} then 0 else 1 end = 1

{% endtest %}
