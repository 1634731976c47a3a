{{ config(materialized='view') }}
-- LG Inform as observations: raw values only; quantiles, bands and differences are worked out here
-- from the values, never taken.
select
    'lginform' as reader,
    publisher_series_id,
    cast(null as varchar) as value_column,
    file_id,
    row_number,
    area_printed,
    period_label,
    cast(null as varchar) as cohort_code,
    value_printed,
    cast(null as varchar) as numerator_printed,
    cast(null as varchar) as denominator_printed,
    lower_95_printed,
    upper_95_printed,
    cast(null as varchar) as lower_99_8_printed,
    cast(null as varchar) as upper_99_8_printed,
    publication_status as note_printed
from {{ ref('stg_lginform__values') }}
where value_type_code = 'raw'
