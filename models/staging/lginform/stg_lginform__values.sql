-- `source` is the unrounded figure and `value` the one rounded for display.
with

source as (

    select * from {{ source('lginform', 'lginform') }}

),

renamed as (

    select
        file_id,
        row_number,
        metric_type_identifier as publisher_series_id,
        metric_type_label,
        area_identifier as area_printed,
        period_identifier as period_label,
        value_type_identifier as value_type_code,
        coalesce(source, value) as value_printed,
        confidence_interval_lower as lower_95_printed,
        confidence_interval_upper as upper_95_printed,
        publication_status
    from source

)

select * from renamed
