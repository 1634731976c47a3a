{{ config(materialized='view') }}
-- Fingertips as observations: the headline rows (no inequality category). A download may print an
-- area once under each parent; the figure is the same and one row of them stays. Why a figure is
-- missing stands in its note.
with

headline as (

    select
        *,
        row_number() over (
            partition by
                file_id, publisher_series_id, area_printed, sex_label, age_label, period_label,
                value_printed, numerator_printed, lower_95_printed
            order by row_number
        ) as copy_number
    from {{ ref('stg_fingertips__values') }}
    where category_type is null

),

labels as (

    select * from {{ ref('publisher_cohort_labels') }}
    where reader = 'fingertips'

)

select
    'fingertips' as reader,
    headline.publisher_series_id,
    cast(null as varchar) as value_column,
    headline.file_id,
    headline.row_number,
    headline.area_printed,
    headline.period_label,
    labels.cohort_code,
    coalesce(headline.value_printed, headline.note_printed) as value_printed,
    headline.numerator_printed,
    headline.denominator_printed,
    headline.lower_95_printed,
    headline.upper_95_printed,
    headline.lower_99_8_printed,
    headline.upper_99_8_printed,
    headline.note_printed
from headline
left join labels on headline.sex_label = labels.sex_label
where headline.copy_number = 1
