-- Series of the registry, one for each indicator that a council types figures for and one for each
-- that is counted from its own children's records: its own come last in preference, the counted
-- ones at the very end, so that they stand in only where no publisher has a figure.
with

series as (

    select * from {{ ref('int_indicator_series__overlaid') }}

),

typed_by_hand as (

    select distinct indicator_code
    from {{ ref('stg_local__values') }}

),

counted as (

    select distinct outcomes.indicator_code
    from {{ ref('int_child_outcome__by_cohort') }} as by_cohort
    inner join {{ ref('child_outcomes') }} as outcomes
        on by_cohort.child_outcome_code = outcomes.child_outcome_code
    where outcomes.indicator_code is not null

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

{% for own, reader, preference in [
    ('typed_by_hand', 'local_values', 9),
    ('counted', 'children', 10)
] %}
    union all

    select
        '{{ reader }}__' || {{ own }}.indicator_code as series_code,
        {{ own }}.indicator_code,
        cast(null as varchar) as cohort_code,
        'local' as source_code,
        '{{ reader }}' as reader,
        {{ own }}.indicator_code as publisher_series_id,
        cast(null as varchar) as value_column,
        'own_code' as period_scheme,
        cast(null as varchar) as period_from,
        cast(null as varchar) as period_to,
        indicators.decimals,
        cast(1 as double) as scale,
        {{ preference }} as preference,
        'none' as derivation
    from {{ own }}
    inner join indicators on {{ own }}.indicator_code = indicators.indicator_code
{% endfor %}
