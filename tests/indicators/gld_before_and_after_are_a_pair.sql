-- The pair is what a page shows side by side; the break is what keeps trend and target apart.
with

old_profile as (

    select *
    from {{ ref('indicators') }}
    where related_kind = 'definition_after' and disclosure_class = 'eyfsp'

),

new_profile as (

    select *
    from {{ ref('indicators') }}
    where related_kind = 'definition_before' and disclosure_class = 'eyfsp'

),

blocking as (

    select indicator_code
    from {{ ref('comparability_breaks') }}
    where break_from_period_code = 'AY2021-22' and blocks_trend

)

select
    old_profile.indicator_code as old_code,
    new_profile.indicator_code as new_code,
    blocking.indicator_code as blocked_code
from old_profile
full outer join new_profile
    on
        old_profile.related_indicator_code = new_profile.indicator_code
        and old_profile.indicator_code = new_profile.related_indicator_code
left join blocking on new_profile.indicator_code = blocking.indicator_code
where
    old_profile.indicator_code is null
    or new_profile.indicator_code is null
    or blocking.indicator_code is null
