-- Indicators: what the number is, of whom, on what basis, which way is better, and its home
-- outcome.
with

indicators as (

    select * from {{ ref('int_indicators__overlaid') }}

),

homes as (

    select * from {{ ref('int_indicator_outcome__overlaid') }}
    where is_primary and is_in_force

),

breaks as (

    select
        indicator_code,
        string_agg(
            'from ' || break_from_period_code || ': ' || reason,
            '; ' order by break_from_period_code
        ) as comparability_note
    from {{ ref('comparability_breaks') }}
    group by indicator_code

)

select
    indicators.indicator_code,
    indicators.indicator_name,
    indicators.short_name,
    indicators.definition,
    indicators.of_whom,
    indicators.value_type,
    indicators.unit,
    cast(indicators.rate_per as integer) as rate_per,
    indicators.value_type = 'count' or indicators.unit = 'pounds' as is_total,
    indicators.polarity,
    indicators.polarity_source,
    indicators.basis,
    indicators.disclosure_class,
    cast(indicators.decimals as integer) as decimals,
    indicators.related_indicator_code,
    indicators.related_kind,
    indicators.valid_from,
    indicators.valid_to,
    indicators.note,
    breaks.comparability_note,
    homes.outcome_code,
    homes.link_type as outcome_link_type,
    indicators.is_local,
    cast(indicators.sort_order as integer) as sort_order
from indicators
left join homes on indicators.indicator_code = homes.indicator_code
left join breaks on indicators.indicator_code = breaks.indicator_code
