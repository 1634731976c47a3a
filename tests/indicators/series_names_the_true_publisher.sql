-- LAIT, LG Inform and ONS Explore pass on the figures of others: the page names those.
select
    series.series_code,
    series.source_code
from {{ ref('indicator_series') }} as series
inner join {{ ref('sources') }} as sources on series.source_code = sources.source_code
where sources.is_compiler
