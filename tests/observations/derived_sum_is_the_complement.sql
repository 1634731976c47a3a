-- A group from its two parts, and as what a whole leaves: the same children, so the same counts.
with

derived as (

    select
        observations.*,
        series.derivation
    from {{ ref('fct_indicator_observation') }} as observations
    inner join {{ ref('int_indicator_series__with_local') }} as series
        on observations.series_code = series.series_code
    where
        series.derivation in ('complement', 'sum')
        and observations.is_latest_vintage
        and observations.value is not null

)

select
    sums.indicator_code,
    sums.area_code,
    sums.period_code,
    sums.cohort_code,
    sums.numerator,
    complements.numerator as complement_numerator,
    sums.denominator,
    complements.denominator as complement_denominator
from derived as sums
inner join derived as complements
    on
        sums.indicator_code = complements.indicator_code
        and sums.area_code = complements.area_code
        and sums.period_code = complements.period_code
        and sums.cohort_code = complements.cohort_code
        and sums.is_invented = complements.is_invented
where
    sums.derivation = 'sum'
    and complements.derivation = 'complement'
    and (
        sums.numerator <> complements.numerator or sums.denominator <> complements.denominator
    )
