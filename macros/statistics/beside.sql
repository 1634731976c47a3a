{# What a figure stands beside, as aggregates over its comparators' figures: England, the region,
   and the median and mean of the neighbours that have one, with how many. Of fewer than
   `fewest_neighbours` no median is drawn: it would be one or two councils under another name. #}
{% macro beside(value='value') %}
{%- set neighbour = "case when comparator_set = 'dfe_neighbours' then " ~ value ~ " end" -%}
    max(case when comparator_set = 'england' then {{ value }} end) as england_value,
    max(case when comparator_set = 'region' then {{ value }} end) as region_value,
    case when count({{ neighbour }}) >= {{ var('fewest_neighbours') }} then median({{ neighbour }}) end as neighbour_median,
    case when count({{ neighbour }}) >= {{ var('fewest_neighbours') }} then {{ exact_mean(neighbour) }} end as neighbour_mean,
    count({{ neighbour }}) as neighbour_count
{%- endmacro %}
