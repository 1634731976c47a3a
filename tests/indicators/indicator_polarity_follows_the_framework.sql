-- Sources mark some measures the wrong way round (year 6 obesity as high is good) or mark a rate of
-- recognition as good or bad. The framework reference was judged row by row and decides.
select
    links.item_code,
    items.polarity as framework_polarity,
    indicators.indicator_code,
    indicators.polarity as indicator_polarity
from {{ ref('item_indicator') }} as links
inner join {{ ref('framework_items') }} as items on links.item_code = items.item_code
inner join {{ ref('indicators') }} as indicators
    on links.indicator_code = indicators.indicator_code
where
    links.link_type = 'exact'
    and items.polarity in ('higher_better', 'lower_better', 'neutral')
    and items.polarity <> indicators.polarity
