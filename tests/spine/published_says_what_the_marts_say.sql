-- Each of these published tables is its mart, row for row and column for column, until disclosure
-- control stands between the two: a figure changed on the way out would be in no other test.
{% set marts = {
    'pub_area': 'dim_area',
    'pub_framework_coverage': 'framework_coverage',
    'pub_gld_and_child_poverty': 'gld_and_child_poverty',
    'pub_gld_fsm_gaps': 'gld_fsm_gaps',
    'pub_indicator_rank': 'indicator_rank',
    'pub_indicator_trend': 'indicator_trend',
    'pub_indicator_value': 'fct_indicator_value',
    'pub_outcome_spine': 'outcome_spine',
    'pub_target_progress': 'target_progress',
} %}
with

digests as (

    {% for published, mart in marts.items() %}
        {% set columns = (
            adapter.get_columns_in_relation(ref(published)) | map(attribute='name') | list
        ) or ['null'] %}
        select
            '{{ published }}' as table_name,
            (select {{ table_digest(columns) }} from {{ ref(published) }}) as published_digest,
            (select {{ table_digest(columns) }} from {{ ref(mart) }}) as mart_digest
        {% if not loop.last %}
            union all
        {% endif %}
    {% endfor %}

)

select *
from digests
where published_digest is distinct from mart_digest
