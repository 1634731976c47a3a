{# A date as people write it: 31 March 2025. #}
{% macro long_date(column) %}
    {{- return(adapter.dispatch('long_date', 'outcomes_spine')(column)) -}}
{% endmacro %}

{% macro default__long_date(column) %}
    strftime({{ column }}, '%-d %B %Y')
{%- endmacro %}
