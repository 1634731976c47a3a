-- A reason answers a commissioner who asks "why here?". A sentence that fits many items answers
-- nobody, so one wording may serve three items and no more: the same figure asked for by three
-- frameworks is the most there is.
with

links as (

    select * from {{ ref('crosswalk') }}
    where reason is not null

)

select
    reason,
    count(distinct item_code) as item_count,
    min(item_code) as first_item_code,
    max(item_code) as last_item_code
from links
group by reason
having count(distinct item_code) > 3
