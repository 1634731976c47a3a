{{ config(materialized='view') }}
-- Figures typed by hand as observations: the indicator is named in the row, so each one has a
-- series of its own (int_indicator_series__with_local).
select
    'local_values' as reader,
    indicator_code as publisher_series_id,
    cast(null as varchar) as value_column,
    file_id,
    row_number,
    area_printed,
    period_label,
    cohort_code,
    value_printed,
    numerator_printed,
    denominator_printed,
    cast(null as varchar) as lower_95_printed,
    cast(null as varchar) as upper_95_printed,
    cast(null as varchar) as lower_99_8_printed,
    cast(null as varchar) as upper_99_8_printed,
    note_printed
from {{ ref('stg_local__values') }}
