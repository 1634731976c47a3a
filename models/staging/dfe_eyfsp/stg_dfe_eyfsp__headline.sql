-- The code of a row is that of its finest area: the coarser ones stand beside it.
with

source as (

    select * from {{ source('dfe_eyfsp', 'dfe_eyfsp_headline') }}

),

renamed as (

    select
        file_id,
        row_number,
        time_period as period_label,
        geographic_level,
        coalesce(lad_code, new_la_code, region_code, country_code) as area_printed,
        breakdown_topic as topic_label,
        breakdown as breakdown_label,
        sex as sex_label,
        children_count,
        elgs_expected_average,
        all_elgs_expected_children_count,
        all_elgs_expected_children_percent,
        comm_lang_lit_expected_children_count,
        comm_lang_lit_expected_children_percent,
        gld_children_count,
        gld_children_percent
    from source

)

select * from renamed
