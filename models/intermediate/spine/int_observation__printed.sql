{{ config(materialized='view') }}
-- Everything that any source prints for an indicator of the spine, as it is printed.
{% set readers = [
    'lait', 'dfe_eyfsp', 'ons_explore', 'fingertips', 'iod', 'lginform', 'local_values',
    'children'
] %}
{% for reader in readers %}
    select
        reader,
        publisher_series_id,
        value_column,
        file_id,
        row_number,
        area_printed,
        period_label,
        cohort_code,
        value_printed,
        numerator_printed,
        denominator_printed,
        lower_95_printed,
        upper_95_printed,
        lower_99_8_printed,
        upper_99_8_printed,
        note_printed,
        {{ 'published_on' if reader == 'local_values' else 'cast(null as date)' }} as published_on
    from {{ ref('int_observation__' ~ reader) }}
    {% if not loop.last %}
        union all
    {% endif %}
{% endfor %}
