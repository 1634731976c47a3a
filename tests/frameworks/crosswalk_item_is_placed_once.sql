-- An item that is both mapped and explained away, or both mapped and a heading of the spine, gives
-- two answers to "where does it go".
with

placed as (

    select
        item_code,
        'crosswalk' as place
    from {{ ref('crosswalk') }}
    group by item_code
    union all
    select
        item_code,
        'crosswalk_unmapped' as place
    from {{ ref('crosswalk_unmapped') }}
    union all
    select
        item_code,
        'outcome_layers' as place
    from {{ ref('outcome_layers') }}
    where item_code is not null
    union all
    select
        item_code,
        'outcome_domains' as place
    from {{ ref('outcome_domains') }}
    where item_code is not null

)

select
    item_code,
    min(place) as first_place,
    max(place) as last_place,
    count(*) as place_count
from placed
group by item_code
having count(*) > 1
