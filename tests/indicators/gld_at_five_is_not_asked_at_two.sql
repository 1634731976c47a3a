-- The names are nearly the same and the figures are 15 points apart in Merton.
select
    links.item_code,
    links.indicator_code
from {{ ref('item_indicator') }} as links
where
    links.item_code in ('LOF5-ASQ-GLD', 'HV-ASQGLD', 'PHOF-93436')
    and (links.indicator_code like 'gld%' or links.indicator_code = 'asq_3_at_review')
