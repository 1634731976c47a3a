{{ config(materialized='view') }}
-- LAIT as observations: one figure a measure, year and area, without counts or limits. Only
-- measures that a series asks for go on; the other four hundred stay readable in staging.
with

measures as (

    select * from {{ ref('stg_lait__measures') }}

),

series as (

    select distinct publisher_series_id
    from {{ ref('int_indicator_series__overlaid') }}
    where reader = 'lait'

)

select
    'lait' as reader,
    measures.short_desc as publisher_series_id,
    cast(null as varchar) as value_column,
    measures.file_id,
    measures.row_number,
    measures.area_printed,
    measures.period_label,
    cast(null as varchar) as cohort_code,
    measures.value_printed,
    cast(null as varchar) as numerator_printed,
    cast(null as varchar) as denominator_printed,
    cast(null as varchar) as lower_95_printed,
    cast(null as varchar) as upper_95_printed,
    cast(null as varchar) as lower_99_8_printed,
    cast(null as varchar) as upper_99_8_printed,
    cast(null as varchar) as note_printed
from measures
inner join series on measures.short_desc = series.publisher_series_id
