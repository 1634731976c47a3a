-- Figures a council types by hand, with who answers for them.
with

source as (

    select * from {{ source('local', 'local_values') }}

),

renamed as (

    select
        file_id,
        row_number,
        indicator_code,
        area_code as area_printed,
        period_code as period_label,
        coalesce(cohort_code, 'all') as cohort_code,
        value as value_printed,
        numerator as numerator_printed,
        denominator as denominator_printed,
        source as source_name,
        cast(published_on as date) as published_on_printed,
        owner,
        note as note_printed
    from source

)

select * from renamed
