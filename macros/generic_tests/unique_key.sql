{#-
    A key identifies one row, so a repeated key fails, and so does a key with a part missing
    unless that part is listed as nullable.
-#}
{% test unique_key(model, columns, nullable_columns=[]) %}

    with

    counted as (

        select
            {{ columns | join(', ') }},
            count(*) as row_count
        from {{ model }}
        group by {{ columns | join(', ') }}

    )

    select
        {{ columns | join(', ') }},
        row_count,
        case
            when row_count > 1 then 'more than one row'
            else 'part of the key is missing'
        end as problem
    from counted
    where
        row_count > 1
        {%- for column in columns if column not in nullable_columns %}
        or {{ column }} is null
        {%- endfor %}

{% endtest %}
