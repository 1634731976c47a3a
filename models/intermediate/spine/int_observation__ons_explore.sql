{{ config(materialized='view') }}
-- Explore local statistics as observations: no counts; limits where ONS prints them. The mark of a
-- missing figure stands in a column of its own beside an empty cell.
select
    'ons_explore' as reader,
    publisher_series_id,
    cast(null as varchar) as value_column,
    file_id,
    row_number,
    area_printed,
    period_label,
    cast(null as varchar) as cohort_code,
    coalesce(value_printed, status_printed) as value_printed,
    cast(null as varchar) as numerator_printed,
    cast(null as varchar) as denominator_printed,
    lower_95_printed,
    upper_95_printed,
    cast(null as varchar) as lower_99_8_printed,
    cast(null as varchar) as upper_99_8_printed,
    note_printed
from {{ ref('stg_ons_explore__observations') }}
