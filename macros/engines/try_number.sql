{# A printed figure as a number, or null where it is a mark or a note. Thousands separators are
   the only dressing accepted; ingest has refused anything else. #}
{% macro try_number(column) %}
    {{- return(adapter.dispatch('try_number', 'outcomes_spine')(column)) -}}
{% endmacro %}

{% macro default__try_number(column) %}
    try_cast(replace({{ column }}, ',', '') as double)
{%- endmacro %}
