-- Rows with a category type are inequality splits; the headline has none.
with

source as (

    select * from {{ source('fingertips', 'fingertips') }}

),

renamed as (

    select
        file_id,
        row_number,
        indicator_id as publisher_series_id,
        parent_code as parent_area_printed,
        area_code as area_printed,
        sex as sex_label,
        age as age_label,
        category_type,
        category,
        time_period as period_label,
        time_period_range,
        value as value_printed,
        lower_95 as lower_95_printed,
        upper_95 as upper_95_printed,
        lower_99_8 as lower_99_8_printed,
        upper_99_8 as upper_99_8_printed,
        count as numerator_printed,
        denominator as denominator_printed,
        value_note as note_printed
    from source

)

select * from renamed
