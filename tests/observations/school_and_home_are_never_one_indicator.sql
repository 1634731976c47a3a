-- By home and by school a borough's children are not the same children: a file by residence feeds
-- only indicators that say so, and they are compared with nothing by school (trap 21).
select
    observations.indicator_code,
    observations.series_code,
    indicators.basis,
    count(*) as figure_count
from {{ ref('fct_indicator_observation') }} as observations
inner join {{ ref('dim_indicator') }} as indicators
    on observations.indicator_code = indicators.indicator_code
where (observations.reader = 'dfe_eyfsp_residence_2014_2019') <> (indicators.basis = 'residence')
    and observations.reader like 'dfe_eyfsp%'
group by observations.indicator_code, observations.series_code, indicators.basis
