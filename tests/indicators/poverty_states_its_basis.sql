-- The two bases change rank between areas. LAIT and the items held ask for the one before.
with

poverty as (

    select *
    from {{ ref('indicators') }}
    where related_kind = 'housing_costs'

),

unnamed as (

    select
        indicator_code as code,
        'the name states no basis' as problem
    from poverty
    where
        short_name not like '%before housing costs%'
        and short_name not like '%after housing costs%'

),

mixed as (

    select
        series_code as code,
        'read from a figure on the other basis' as problem
    from {{ ref('indicator_series') }}
    where
        indicator_code like 'child_poverty%'
        and (
            (indicator_code like '%after%' and publisher_series_id not like '%after housing costs')
            or (
                indicator_code like '%before%'
                and publisher_series_id not like '%before housing costs'
                and publisher_series_id <> 'ChildPov'
            )
        )

),

misread as (

    select
        item_code as code,
        'the item asks for the other basis' as problem
    from {{ ref('item_indicator') }}
    where
        item_code in ('LOF16-CILIF', 'PHOF-93700')
        and indicator_code <> 'child_poverty_before_housing_costs'

)

select * from unnamed
union all
select * from mixed
union all
select * from misread
