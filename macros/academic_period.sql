{# The code of the academic year in which a collection of a calendar year falls: 2025 is AY2024-25. #}
{% macro academic_period(collection_year) -%}
    'AY' || cast({{ collection_year }} - 1 as varchar) || '-'
    || substr(cast({{ collection_year }} as varchar), 3, 2)
{%- endmacro %}


{# Three academic years together, by the collection year of the last: 2025 is 3AY2022-25. #}
{% macro pooled_period(collection_year) -%}
    '3AY' || cast({{ collection_year }} - 3 as varchar) || '-'
    || substr(cast({{ collection_year }} as varchar), 3, 2)
{%- endmacro %}
