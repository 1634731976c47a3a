-- Old profile by the district in which the child lives, not the school's.
with

source as (

    select * from {{ source('dfe_eyfsp', 'dfe_eyfsp_residence_2014_2019') }}

),

renamed as (

    select
        file_id,
        row_number,
        time_period as period_label,
        geographic_level,
        coalesce(lad_code_pupil, region_code_pupil, country_code) as area_printed,
        all_pupils,
        elg_number,
        elg_percent,
        gld_number,
        gld_percent,
        point_score,
        average_point_score
    from source

)

select * from renamed
