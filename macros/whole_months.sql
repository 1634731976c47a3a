{# Whole months that have passed since a day that has ended: from 31 December the first is over with
   the last day of January, whatever month boundaries lie between. #}
{% macro whole_months_since(last_day, today) -%}
    {%- set next_day = dbt.dateadd('day', 1, last_day) -%}
    {{ dbt.datediff(next_day, today, 'month') }}
    - case
        when extract(day from {{ today }}) < extract(day from {{ next_day }}) then 1
        else 0
    end
{%- endmacro %}
