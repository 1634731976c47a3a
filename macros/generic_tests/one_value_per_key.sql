{#- A missing value beside a present one is a second value: it is not ignored. -#}
{% test one_value_per_key(model, key_columns, value_column) %}

    select
        {{ key_columns | join(', ') }},
        min({{ value_column }}) as first_value,
        max({{ value_column }}) as last_value,
        count(*) as row_count
    from {{ model }}
    group by {{ key_columns | join(', ') }}
    having
        count(distinct {{ value_column }})
        + max(case when {{ value_column }} is null then 1 else 0 end) > 1

{% endtest %}
