-- Old profile. Former authorities have no new code in this file, so the DfE number stands in.
with

source as (

    select * from {{ source('dfe_eyfsp', 'dfe_eyfsp_headline_2013_2019') }}

),

renamed as (

    select
        file_id,
        row_number,
        time_period as period_label,
        geographic_level,
        coalesce(new_la_code, old_la_code, region_code, country_code) as area_printed,
        gender as sex_label,
        number_of_children,
        point_score,
        average_point_score,
        elg_number,
        elg_percent,
        gld_number,
        gld_percent,
        comm_lang_lit_number,
        comm_lang_lit_percent
    from source

)

select * from renamed
