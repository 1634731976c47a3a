-- Series of the registry, and one for each indicator that a council types figures for: its own
-- figures come last in preference, so that they stand in only where no publisher has one.
with

series as (

    select * from {{ ref('int_indicator_series__overlaid') }}

),

typed_by_hand as (

    select distinct indicator_code
    from {{ ref('stg_local__values') }}

),

indicators as (

    select * from {{ ref('int_indicators__overlaid') }}

)

select
    series_code,
    indicator_code,
    cohort_code,
    source_code,
    reader,
    publisher_series_id,
    value_column,
    period_scheme,
    period_from,
    period_to,
    decimals,
    scale,
    preference,
    derivation
from series

union all

select
    'local_values__' || typed_by_hand.indicator_code as series_code,
    typed_by_hand.indicator_code,
    cast(null as varchar) as cohort_code,
    'local' as source_code,
    'local_values' as reader,
    typed_by_hand.indicator_code as publisher_series_id,
    cast(null as varchar) as value_column,
    'own_code' as period_scheme,
    cast(null as varchar) as period_from,
    cast(null as varchar) as period_to,
    indicators.decimals,
    cast(1 as double) as scale,
    9 as preference,
    'none' as derivation
from typed_by_hand
inner join indicators on typed_by_hand.indicator_code = indicators.indicator_code
