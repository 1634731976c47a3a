{#-
    One test for all the columns of a table that may not be empty: a test for each would cost a
    build more time than it spends on the data. A missing key part fails unique_key already.
-#}
{% test filled_columns(model, columns) %}

    {% for column in columns %}
    select
        '{{ column }}' as column_name,
        count(*) as empty_rows
    from {{ model }}
    where {{ column }} is null
    having count(*) > 0
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

{% endtest %}
