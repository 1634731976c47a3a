{#-
    dbt would put the target's schema in front ("main_marts"). One warehouse file holds one
    project, so a schema has the name it is given.
-#}
{% macro generate_schema_name(custom_schema_name=none, node=none) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
