-- An outcome that no measure carries, or only stand-ins and background do, must not look as if it
-- were measured: it is listed in outcome_gaps with the reason, and with the right kind of gap. A
-- measure is one that a framework asks for, or an indicator held here that no framework asks for
-- (the 20 weeks of an EHC plan). Needs and themes are no evidence: nobody publishes them as
-- figures. Links that have ended do not count.
with

framework_links as (

    select
        crosswalk.outcome_code,
        crosswalk.item_code as measure_code,
        crosswalk.link_type
    from {{ ref('crosswalk') }} as crosswalk
    inner join {{ ref('framework_items') }} as items on crosswalk.item_code = items.item_code
    where items.item_type = 'measure' and crosswalk.valid_to is null

),

local_links as (

    select
        indicator_outcome.outcome_code,
        indicator_outcome.indicator_code as measure_code,
        indicator_outcome.link_type
    from {{ ref('indicator_outcome') }} as indicator_outcome
    left join {{ ref('item_indicator') }} as asked
        on indicator_outcome.indicator_code = asked.indicator_code
    where asked.indicator_code is null and indicator_outcome.valid_to is null

),

links as (

    select * from framework_links
    union all
    select * from local_links

),

outcomes as (

    select * from {{ ref('outcomes') }}
    where valid_to is null

),

gaps as (

    select * from {{ ref('outcome_gaps') }}

),

evidence as (

    select
        outcomes.outcome_code,
        outcomes.outcome_name,
        count(links.measure_code) as measure_count,
        count(
            case when links.link_type in ('exact', 'narrower', 'broader') then 1 end
        ) as own_measure_count
    from outcomes
    left join links on outcomes.outcome_code = links.outcome_code
    group by outcomes.outcome_code, outcomes.outcome_name

),

expected as (

    select
        *,
        case when measure_count = 0 then 'unmeasured' else 'proxies_only' end as expected_gap_kind
    from evidence
    where own_measure_count = 0

)

select
    expected.outcome_code,
    expected.outcome_name,
    expected.measure_count,
    expected.expected_gap_kind,
    gaps.gap_kind
from expected
left join gaps on expected.outcome_code = gaps.outcome_code
where gaps.gap_kind is null or gaps.gap_kind <> expected.expected_gap_kind
