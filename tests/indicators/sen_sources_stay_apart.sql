-- SEN2 counts plans an authority maintains, wherever the child learns; the census counts pupils in
-- its schools.
select
    series.series_code,
    series.source_code,
    indicators.disclosure_class,
    indicators.basis
from {{ ref('indicator_series') }} as series
inner join {{ ref('indicators') }} as indicators
    on series.indicator_code = indicators.indicator_code
where
    (series.source_code = 'dfe_sen2') <> (indicators.disclosure_class = 'sen2')
    or (series.source_code = 'dfe_sen2' and indicators.basis <> 'responsible_authority')
    or (series.source_code = 'dfe_sen' and indicators.basis <> 'submitting_authority')
