-- Rates of need, plans and care, and levels of spend, must never be coloured better or worse.
select
    indicators.indicator_code,
    indicators.polarity,
    links.outcome_code,
    links.link_type
from {{ ref('indicator_outcome') }} as links
inner join {{ ref('outcomes') }} as outcomes on links.outcome_code = outcomes.outcome_code
inner join {{ ref('indicators') }} as indicators
    on links.indicator_code = indicators.indicator_code
where
    outcomes.domain_code in ('system_demand', 'system_finance')
    and links.is_primary
    and (indicators.polarity <> 'neutral' or links.link_type <> 'contextual')
