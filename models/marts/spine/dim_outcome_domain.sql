-- Domains of the spine under their layer; `item_code` names the framework item that a domain is.
select
    domains.domain_code,
    domains.domain_name,
    domains.layer_code,
    layers.layer_name,
    domains.description,
    domains.item_code,
    domains.is_confirmed,
    cast(layers.sort_order * 100 + domains.sort_order as integer) as sort_order
from {{ ref('outcome_domains') }} as domains
inner join {{ ref('outcome_layers') }} as layers on domains.layer_code = layers.layer_code
