{{ config(materialized='view') }}
-- Indices of deprivation as observations: the average score of a district, each edition by its own
-- reader, because the two editions measure different incomes and are never differenced.
with

editions as (

    select
        'iod_lad_2019' as reader,
        *
    from {{ ref('stg_iod__lad_summaries_2019') }}

    union all

    select
        'iod_lad_2025' as reader,
        *
    from {{ ref('stg_iod__lad_summaries_2025') }}

)

select
    reader,
    publisher_series_id,
    'average_score' as value_column,
    file_id,
    row_number,
    area_printed,
    period_label,
    cast(null as varchar) as cohort_code,
    average_score_printed as value_printed,
    cast(null as varchar) as numerator_printed,
    cast(null as varchar) as denominator_printed,
    cast(null as varchar) as lower_95_printed,
    cast(null as varchar) as upper_95_printed,
    cast(null as varchar) as lower_99_8_printed,
    cast(null as varchar) as upper_99_8_printed,
    cast(null as varchar) as note_printed
from editions
