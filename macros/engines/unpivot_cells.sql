{# The columns of a wide file as cells: one row per row of the file and column, with the column's
   name beside what is printed in it. Keeps the columns in `keep`. #}
{% macro unpivot_cells(relation, keep, columns) %}
    {{- return(adapter.dispatch('unpivot_cells', 'outcomes_spine')(relation, keep, columns)) -}}
{% endmacro %}

{% macro default__unpivot_cells(relation, keep, columns) %}
    select
        {{ keep | join(', ') }},
        column_name,
        printed
    from {{ relation }}
    unpivot include nulls (printed for column_name in ({{ columns | join(', ') }}))
{%- endmacro %}
