{{ config(materialized='view') }}
-- EYFSP files as observations: a series names the columns that hold its value and its counts.
with

cells as (

    select * from {{ ref('int_eyfsp__cells') }}

),

series as (

    select distinct
        reader,
        publisher_series_id,
        value_column,
        numerator_column,
        denominator_column
    from {{ ref('int_indicator_series__overlaid') }}
    where reader in (
            'dfe_eyfsp_headline', 'dfe_eyfsp_headline_2013_2019', 'dfe_eyfsp_areas_2013_2019',
            'dfe_eyfsp_residence_2014_2019'
        )

)

select
    cells.reader,
    cells.publisher_series_id,
    series.value_column,
    cells.file_id,
    cells.row_number,
    cells.area_printed,
    cells.period_label,
    cells.cohort_code,
    cells.printed as value_printed,
    numerators.printed as numerator_printed,
    denominators.printed as denominator_printed,
    cast(null as varchar) as lower_95_printed,
    cast(null as varchar) as upper_95_printed,
    cast(null as varchar) as lower_99_8_printed,
    cast(null as varchar) as upper_99_8_printed,
    cast(null as varchar) as note_printed
from cells
inner join series
    on
        cells.reader = series.reader
        and cells.publisher_series_id is not distinct from series.publisher_series_id
        and cells.column_name = series.value_column
left join cells as numerators
    on
        cells.file_id = numerators.file_id
        and cells.row_number = numerators.row_number
        and series.numerator_column = numerators.column_name
left join cells as denominators
    on
        cells.file_id = denominators.file_id
        and cells.row_number = denominators.row_number
        and series.denominator_column = denominators.column_name
