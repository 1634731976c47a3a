-- A higher rate of domestic abuse, neglect or exploitation noted at the end of an assessment can
-- mean better recognition. Neither direction is better, so these measures must carry no direction.
select
    item_code,
    item_name,
    polarity
from {{ ref('framework_items') }}
where
    population like '%episodes with the factor at end of assessment%'
    and polarity <> 'neutral'
