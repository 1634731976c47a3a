{#-
    The weights of a key are shares of a whole. A missing or negative weight fails even where the
    others happen to add up.
-#}
{% test weights_sum_to_one(model, key_columns, weight_column='weight', tolerance=0.0001) %}

    select
        {{ key_columns | join(', ') }},
        sum({{ weight_column }}) as total_weight,
        min({{ weight_column }}) as smallest_weight,
        count(*) - count({{ weight_column }}) as missing_count
    from {{ model }}
    group by {{ key_columns | join(', ') }}
    having
        count({{ weight_column }}) < count(*)
        or min({{ weight_column }}) < 0
        or abs(sum({{ weight_column }}) - 1) > {{ tolerance }}

{% endtest %}
