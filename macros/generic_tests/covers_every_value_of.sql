{#-
    The reverse of dbt's relationships test: nothing in use is left out of this table. The filter
    on the other table is to_where, because dbt takes an argument called "where" as its own config
    and applies it to this table instead.
-#}
{% test covers_every_value_of(model, to, field, column=none, column_name=none, to_where=none) %}

    {%- set column = column or column_name %}
    {%- if not column %}
        {{ exceptions.raise_compiler_error('covers_every_value_of needs a column') }}
    {%- endif %}

    with

    held as (

        select {{ column }} as held_value
        from {{ model }}
        group by {{ column }}

    ),

    needed as (

        select
            {{ field }} as needed_value,
            count(*) as row_count
        from {{ to }}
        where
            {{ field }} is not null
            {%- if to_where %}
            and ({{ to_where }})
            {%- endif %}
        group by {{ field }}

    )

    select
        needed.needed_value,
        needed.row_count
    from needed
    left join held on needed.needed_value = held.held_value
    where held.held_value is null

{% endtest %}
