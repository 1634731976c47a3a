-- The early years foundation stage profile as the council sent it in, without identifiers.
with

source as (

    select * from {{ source('eyfsp_return', 'eyfsp_return') }}

),

renamed as (

    select
        file_id,
        row_number,
        child_key,
        birth_month,
        cast(collection_year as integer) as collection_year,
        upper(trim(sex)) as sex_printed,
        la_code,
        la_establishment_number as school_number,
        lsoa_code,
        lsoa_2011 as lsoa_2011_code,
        ward_code,
        resident_la_code,
        place_source,
        place_missing_reason,
        ward_missing_reason,
        upper(trim(com_e01)) as com_e01,
        upper(trim(com_e02)) as com_e02,
        upper(trim(pse_e03)) as pse_e03,
        upper(trim(pse_e04)) as pse_e04,
        upper(trim(pse_e05)) as pse_e05,
        upper(trim(phy_e06)) as phy_e06,
        upper(trim(phy_e07)) as phy_e07,
        upper(trim(lit_e08)) as lit_e08,
        upper(trim(lit_e09)) as lit_e09,
        upper(trim(lit_e10)) as lit_e10,
        upper(trim(mat_e11)) as mat_e11,
        upper(trim(mat_e12)) as mat_e12,
        upper(trim(utw_e13)) as utw_e13,
        upper(trim(utw_e14)) as utw_e14,
        upper(trim(utw_e15)) as utw_e15,
        upper(trim(exp_e16)) as exp_e16,
        upper(trim(exp_e17)) as exp_e17,
        nullif(trim(gld_flag), '') as gld_flag
    from source

)

select * from renamed
