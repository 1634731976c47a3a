-- LAIT keeps both definitions in one short code, so a naive read shows a false fall at the reform.
with

profile_series as (

    select
        series.series_code,
        series.indicator_code,
        series.period_from,
        series.period_to,
        series.indicator_code like '%pre_2021' as is_old_profile
    from {{ ref('indicator_series') }} as series
    inner join {{ ref('indicators') }} as indicators
        on series.indicator_code = indicators.indicator_code
    where
        series.derivation = 'none'
        and (
            indicators.disclosure_class = 'eyfsp'
            or series.indicator_code = 'gld_at_5_social_care'
        )

)

select *
from profile_series
where
    (is_old_profile and (period_to is null or period_to > 'AY2018-19'))
    or (not is_old_profile and (period_from is null or period_from < 'AY2021-22'))
