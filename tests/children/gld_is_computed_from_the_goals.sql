with

records as (

    select * from {{ ref('int_eyfsp__records') }}
    where record_number = 1 and not has_later_profile

)

select
    results.child_key,
    results.has_gld
from {{ ref('fct_eyfsp_result') }} as results
inner join records
    on
        results.child_key = records.child_key
        and results.period_code = records.period_code
where
    results.has_gld <> coalesce(
        records.com_e01 || records.com_e02
        || records.pse_e03 || records.pse_e04 || records.pse_e05
        || records.phy_e06 || records.phy_e07
        || records.lit_e08 || records.lit_e09 || records.lit_e10
        || records.mat_e11 || records.mat_e12 = '222222222222',
        false
    )
