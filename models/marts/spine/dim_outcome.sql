-- Outcomes of the spine under their domain and layer, in the order of the framework.
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
    gaps.gap_kind,
    gaps.reason as gap_reason,
    outcomes.is_local
from {{ ref('int_outcomes__overlaid') }} as outcomes
inner join {{ ref('outcome_domains') }} as domains on outcomes.domain_code = domains.domain_code
inner join {{ ref('outcome_layers') }} as layers on domains.layer_code = layers.layer_code
left join {{ ref('outcome_gaps') }} as gaps on outcomes.outcome_code = gaps.outcome_code
