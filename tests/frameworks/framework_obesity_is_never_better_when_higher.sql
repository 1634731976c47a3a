-- A public source marks Year 6 obesity "high is good". Directions are not imported blindly: every
-- item on overweight, obesity or inactivity is better when lower.
select
    item_code,
    item_name,
    polarity
from {{ ref('framework_items') }}
where
    (
        lower(item_name) like '%obesity%'
        or lower(item_name) like '%overweight%'
        or lower(item_name) like '%inactivity%'
    )
    and polarity <> 'lower_better'
