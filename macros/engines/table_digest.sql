{# One number for the rows of a table in any order: it differs where a row or a cell does. #}
{% macro table_digest(columns) %}
    {{- return(adapter.dispatch('table_digest', 'outcomes_spine')(columns)) -}}
{% endmacro %}

{% macro default__table_digest(columns) %}
    sum(cast(hash({{ columns | join(', ') }}) as hugeint))
{%- endmacro %}
