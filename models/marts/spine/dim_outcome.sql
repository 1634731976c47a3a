-- Outcomes of the spine under their domain and layer, in the order of the framework. The seeds say
-- what nobody publishes; a figure held here, a council's own included, fills the gap, and one that
-- only stands in makes an unmeasured outcome one with proxies.
with

held as (

    select
        links.outcome_code,
        bool_or(links.link_type not in ('proxy', 'contextual')) as is_measured
    from {{ ref('int_indicator_outcome__overlaid') }} as links
    inner join {{ ref('dim_indicator') }} as indicators
        on links.indicator_code = indicators.indicator_code
    inner join {{ ref('int_indicator_value__latest') }} as latest
        on links.indicator_code = latest.indicator_code
    inner join {{ ref('dim_area') }} as areas on latest.area_code = areas.area_code
    where
        links.is_in_force
        and indicators.valid_to is null
        and areas.is_home_area
        and latest.value is not null
    group by links.outcome_code

)

select
    outcomes.outcome_code,
    outcomes.outcome_name,
    outcomes.statement,
    outcomes.wording_status,
    outcomes.domain_code,
    domains.domain_name,
    domains.layer_code,
    layers.layer_name,
    outcomes.owner,
    outcomes.review_status,
    outcomes.review_due,
    outcomes.valid_from,
    outcomes.valid_to,
    outcomes.note,
    cast(
        layers.sort_order * 10000 + domains.sort_order * 100 + outcomes.sort_order as integer
    ) as sort_order,
    case
        when held.outcome_code is null then gaps.gap_kind
        when not held.is_measured and gaps.gap_kind is not null then 'proxies_only'
    end as gap_kind,
    case when not coalesce(held.is_measured, false) then gaps.reason end as gap_reason,
    outcomes.is_local
from {{ ref('int_outcomes__overlaid') }} as outcomes
inner join {{ ref('outcome_domains') }} as domains on outcomes.domain_code = domains.domain_code
inner join {{ ref('outcome_layers') }} as layers on domains.layer_code = layers.layer_code
left join {{ ref('outcome_gaps') }} as gaps on outcomes.outcome_code = gaps.outcome_code
left join held on outcomes.outcome_code = held.outcome_code
