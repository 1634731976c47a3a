{# Columns of a seed, in order, with the types its YAML states (seeds/**, config.column_types). #}
{% macro seed_columns(seed_name) %}
    {% if execute %}
        {% for node in graph.nodes.values()
            if node.resource_type == 'seed' and node.name == seed_name %}
            {{ return(node.config.column_types) }}
        {% endfor %}
    {% endif %}
    {{ return({}) }}
{% endmacro %}


{# A council's overlay on a seed, from local/<seed>.csv, typed as the seed is. #}
{% macro local_rows(seed_name) %}
    select
        {% for column, type in seed_columns(seed_name).items() -%}
        cast({{ column }} as {{ type }}) as {{ column }},
        {% endfor -%}
        row_number
    from {{ source('local_overlays', seed_name) }}
{% endmacro %}


{# A seed with a council's overlay laid over it: a local row replaces the seed's row of the same
   key, and a new key is added. Nobody edits a tracked seed to use the project (design §2). #}
{% macro overlaid(seed_relation, overlay_relation, seed_name, key) %}
    {%- set columns = seed_columns(seed_name).keys() | list -%}
    select
        {% for column in columns -%}
        seed.{{ column }},
        {% endfor -%}
        false as is_local
    from {{ seed_relation }} as seed
    where not exists (
        select 1
        from {{ overlay_relation }} as overlay
        where
            {% for column in key -%}
            overlay.{{ column }} is not distinct from seed.{{ column }}
            {%- if not loop.last %} and {% endif %}
            {% endfor %}
    )

    union all

    select
        {% for column in columns -%}
        overlay.{{ column }},
        {% endfor -%}
        true as is_local
    from {{ overlay_relation }} as overlay
{% endmacro %}
