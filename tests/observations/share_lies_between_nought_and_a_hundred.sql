-- A share outside 0 to 100, or a rate or count below nought, is a wrong scale, a code for a hidden
-- figure or an error of the publisher; the last goes into publisher_errata. Take-up of early
-- education may exceed 100 and is a ratio, not a share (traps 10 and 13).
select
    observations.series_code,
    observations.indicator_code,
    indicators.value_type,
    observations.area_code,
    observations.period_code,
    observations.cohort_code,
    observations.value
from {{ ref('fct_indicator_observation') }} as observations
inner join {{ ref('dim_indicator') }} as indicators
    on observations.indicator_code = indicators.indicator_code
where
    observations.is_latest_vintage
    and (
        (indicators.value_type = 'proportion' and observations.value not between 0 and 100)
        or (indicators.value_type in ('rate', 'count', 'ratio') and observations.value < 0)
    )
