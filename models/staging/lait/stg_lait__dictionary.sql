-- Fourteen measures stand under two topics, so the key is the measure with its topic.
with

source as (

    select * from {{ source('lait', 'lait_dictionary') }}

),

renamed as (

    select
        file_id,
        row_number,
        measure_short as short_desc,
        topic,
        measure as measure_name,
        chart_title,
        polarity as polarity_printed,
        y_axis_name,
        description,
        decimal_places,
        year_type,
        last_update,
        hyperlinks
    from source

)

select * from renamed
