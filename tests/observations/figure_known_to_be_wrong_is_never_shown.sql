-- Errata hold in every table that shows a figure, also where another edition prints it again.
select
    observations.series_code,
    observations.area_code,
    observations.period_code,
    observations.value,
    errata.reason
from {{ ref('fct_indicator_observation') }} as observations
inner join {{ ref('int_indicator_series__with_local') }} as series
    on observations.series_code = series.series_code
inner join {{ ref('publisher_errata') }} as errata
    on
        series.reader = errata.reader
        and series.publisher_series_id = errata.publisher_series_id
        and (errata.area_code is null or observations.area_code = errata.area_code)
        and (errata.period_code is null or observations.period_code = errata.period_code)
where
    observations.value is not null
    or observations.note is null
    or observations.value_status <> 'e'
