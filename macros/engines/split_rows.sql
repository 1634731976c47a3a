{# One row for each part of a text that is divided by a character, with the part's place from 1. #}
{% macro split_rows(relation, keep, column, divider) %}
    {{- return(adapter.dispatch('split_rows', 'outcomes_spine')(relation, keep, column, divider)) -}}
{% endmacro %}

{% macro default__split_rows(relation, keep, column, divider) %}
    select
        {{ keep | join(', ') }},
        unnest(string_split({{ column }}, '{{ divider }}')) as part,
        generate_subscripts(string_split({{ column }}, '{{ divider }}'), 1) as part_number
    from {{ relation }}
{%- endmacro %}
