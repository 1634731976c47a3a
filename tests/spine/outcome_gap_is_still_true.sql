-- The other direction: once a framework measures an outcome itself, "not measured" on the page is
-- wrong, and the row has to go.
with

links as (

    select crosswalk.*
    from {{ ref('crosswalk') }} as crosswalk
    inner join {{ ref('framework_items') }} as items on crosswalk.item_code = items.item_code
    where
        items.item_type = 'measure'
        and crosswalk.valid_to is null
        and crosswalk.link_type in ('exact', 'narrower', 'broader')

),

gaps as (

    select * from {{ ref('outcome_gaps') }}

)

select
    gaps.outcome_code,
    gaps.gap_kind,
    gaps.reason,
    min(links.item_code) as measured_by,
    count(*) as measure_count
from gaps
inner join links on gaps.outcome_code = links.outcome_code
group by gaps.outcome_code, gaps.gap_kind, gaps.reason
