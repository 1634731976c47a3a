-- Old profile, areas of learning by free school meals.
with

source as (

    select * from {{ source('dfe_eyfsp', 'dfe_eyfsp_areas_2013_2019') }}

),

renamed as (

    select
        file_id,
        row_number,
        time_period as period_label,
        geographic_level,
        coalesce(new_la_code, old_la_code, region_code, country_code) as area_printed,
        fsm as breakdown_label,
        area_of_learning,
        number_of_pupils,
        at_least_expected_number,
        at_least_expected_percent
    from source

)

select * from renamed
