{{ config(alias='outcome_domain') }}
-- Released as it is: words only, no figure.
select
    domain_code,
    domain_name,
    layer_code,
    layer_name,
    description,
    item_code,
    is_confirmed,
    sort_order
from {{ ref('dim_outcome_domain') }}
