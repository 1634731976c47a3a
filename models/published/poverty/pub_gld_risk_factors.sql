{{ config(alias='gld_risk_factors') }}
-- Of authorities, publishers' figures as they are; of wards our own counts, where both the share
-- with the factor and the share with a good level may be shown.
with

policy as (

    select * from {{ ref('disclosure_policy') }}
    where disclosure_class = 'eyfsp'

),

wards as (

    select * from {{ ref('pub_gld_poverty_profile') }}
    where place_profile = 'ward' and value_status = 'shown'

),

judged as (

    select
        factors.*,
        coalesce(
            {{ hides('factors.factor_numerator', 'factors.factor_denominator', 'policy') }}, false
        ) as is_hidden
    from {{ ref('gld_risk_factors') }} as factors
    cross join policy
    where factors.factor_level = 'ward'

)

select
    area_code,
    factor_level,
    place_code,
    place_name,
    factor_code,
    factor_name,
    domain_code,
    domain_name,
    gld_period_code,
    gld_percent,
    factor_period_code,
    factor_value,
    factor_unit,
    sort_order,
    is_invented
from {{ ref('gld_risk_factors') }}
where factor_level = 'area'

union all

select
    judged.area_code,
    judged.factor_level,
    judged.place_code,
    judged.place_name,
    judged.factor_code,
    judged.factor_name,
    judged.domain_code,
    judged.domain_name,
    judged.gld_period_code,
    judged.gld_percent,
    judged.factor_period_code,
    judged.factor_value,
    judged.factor_unit,
    judged.sort_order,
    judged.is_invented
from judged
inner join wards
    on
        judged.area_code = wards.area_code
        and judged.place_code = wards.place_code
        and judged.gld_period_code = wards.period_code
where judged.is_invented and not judged.is_hidden
