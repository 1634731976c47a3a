-- Children, parents and carers, and the system each have numbers of their own.
with

homes as (

    select domains.layer_code
    from {{ ref('indicator_outcome') }} as links
    inner join {{ ref('outcomes') }} as outcomes on links.outcome_code = outcomes.outcome_code
    inner join {{ ref('outcome_domains') }} as domains on outcomes.domain_code = domains.domain_code
    where links.is_primary and links.valid_to is null
    group by domains.layer_code

)

select layers.layer_code
from {{ ref('outcome_layers') }} as layers
left join homes on layers.layer_code = homes.layer_code
where homes.layer_code is null
