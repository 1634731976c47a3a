-- Seventeen dashboard measures count what social workers wrote down at the end of an assessment. A
-- rise can be better recognition, so as evidence of safety they would mislead in both directions:
-- every link they have is contextual. That all seventeen are here is checked too, or the test
-- could pass by finding none.
with

links as (

    select * from {{ ref('crosswalk') }}
    where item_code between 'CSCD-26' and 'CSCD-42'

),

found as (

    select count(distinct item_code) as item_count
    from links

)

select
    item_code,
    outcome_code,
    link_type,
    'a recognition count that is shown as evidence' as problem
from links
where link_type <> 'contextual'
union all
select
    'CSCD-26 to CSCD-42' as item_code,
    null as outcome_code,
    null as link_type,
    concat(item_count, ' of 17 recognition counts are mapped') as problem
from found
where item_count <> 17
