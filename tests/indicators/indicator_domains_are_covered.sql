-- A domain may be empty of numbers only where the list of gaps says, for each of its outcomes, that
-- nobody publishes one (partnership and data today).
with

homes as (

    select
        outcomes.domain_code,
        count(*) as indicator_count
    from {{ ref('indicator_outcome') }} as links
    inner join {{ ref('outcomes') }} as outcomes on links.outcome_code = outcomes.outcome_code
    where links.is_primary and links.valid_to is null
    group by outcomes.domain_code

),

gaps as (

    select
        outcomes.domain_code,
        count(*) as outcome_count,
        count(case when gaps.gap_kind = 'unmeasured' then 1 end) as unmeasured_count
    from {{ ref('outcomes') }} as outcomes
    left join {{ ref('outcome_gaps') }} as gaps on outcomes.outcome_code = gaps.outcome_code
    group by outcomes.domain_code

)

select
    domains.domain_code,
    gaps.outcome_count,
    gaps.unmeasured_count
from {{ ref('outcome_domains') }} as domains
left join homes on domains.domain_code = homes.domain_code
left join gaps on domains.domain_code = gaps.domain_code
where
    homes.domain_code is null
    and coalesce(gaps.unmeasured_count < gaps.outcome_count, true)
