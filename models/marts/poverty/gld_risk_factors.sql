-- A good level of development beside the risks of a place, each with the domain of the spine it
-- belongs to: for every authority with a publisher's figure, and for the wards of a borough that
-- landed its own records. A factor of an authority and one of a ward are different things even
-- under one name.
with

factors as (

    select * from {{ ref('risk_factors') }}

),

latest as (

    select * from {{ ref('int_indicator_value__latest') }}
    where cohort_code = 'all'

),

areas as (

    select * from {{ ref('dim_area') }}
    where area_type in ('country', 'region', 'la_upper') and valid_to is null

),

of_areas as (

    select
        areas.area_code,
        areas.area_code as place_code,
        areas.area_name as place_name,
        factors.factor_code,
        gld.period_code as gld_period_code,
        gld.value as gld_percent,
        gld.denominator as gld_children,
        latest.period_code as factor_period_code,
        latest.value as factor_value,
        latest.numerator as factor_numerator,
        latest.denominator as factor_denominator,
        latest.is_invented or gld.is_invented as is_invented
    from areas
    inner join latest as gld
        on areas.area_code = gld.area_code and gld.indicator_code = 'gld_at_5'
    inner join latest on areas.area_code = latest.area_code
    inner join factors
        on latest.indicator_code = factors.indicator_code and factors.factor_level = 'area'
    where latest.value is not null

),

wards as (

    select * from {{ ref('gld_poverty_profile') }}
    where place_profile = 'ward'

),

of_wards as (

    select
        wards.area_code,
        wards.place_code,
        wards.place_name,
        counts.factor_code,
        wards.period_code as gld_period_code,
        wards.value as gld_percent,
        wards.denominator as gld_children,
        wards.period_code as factor_period_code,
        100.0 * counts.met / nullif(counts.children, 0) as factor_value,
        counts.met as factor_numerator,
        counts.children as factor_denominator,
        wards.is_invented
    from wards
    inner join {{ ref('int_ward__cohorts') }} as counts
        on
            wards.area_code = counts.area_code
            and wards.place_code = counts.ward_code
            and wards.period_code = counts.period_code

    union all

    select
        wards.area_code,
        wards.place_code,
        wards.place_name,
        'ward_idaci_2025' as factor_code,
        wards.period_code as gld_period_code,
        wards.value as gld_percent,
        wards.denominator as gld_children,
        'ED2025' as factor_period_code,
        wards.ward_idaci_percent as factor_value,
        cast(null as bigint) as factor_numerator,
        cast(null as bigint) as factor_denominator,
        wards.is_invented
    from wards
    where wards.ward_idaci_percent is not null

),

unioned as (

    select * from of_areas
    union all
    select * from of_wards

)

select
    unioned.area_code,
    factors.factor_level,
    unioned.place_code,
    unioned.place_name,
    unioned.factor_code,
    factors.factor_name,
    factors.domain_code,
    domains.domain_name,
    unioned.gld_period_code,
    unioned.gld_percent,
    cast(unioned.gld_children as bigint) as gld_children,
    unioned.factor_period_code,
    unioned.factor_value,
    factors.unit as factor_unit,
    cast(unioned.factor_numerator as bigint) as factor_numerator,
    cast(unioned.factor_denominator as bigint) as factor_denominator,
    factors.sort_order,
    unioned.is_invented
from unioned
inner join factors on unioned.factor_code = factors.factor_code
inner join {{ ref('outcome_domains') }} as domains on factors.domain_code = domains.domain_code
