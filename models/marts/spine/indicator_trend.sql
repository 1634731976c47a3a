-- The history of the home area: a row for each indicator, cohort and period that it or those it is
-- compared with have a figure for. Points may be joined only within one `comparable_segment`, which
-- counts the breaks that block a trend up to the period. Latest vintages of real figures only; a
-- total grows with the place and is set beside no other.
with

home as (

    select area_code from {{ ref('dim_area') }}
    where is_home_area

),

fct as (

    select * from {{ ref('fct_indicator_value') }}
    where is_latest_vintage and not is_invented

),

own as (

    select fct.*
    from fct
    inner join home on fct.area_code = home.area_code

),

comparators as (

    select
        comparators.comparator_set,
        comparators.comparator_area_code
    from {{ ref('bridge_area_comparator') }} as comparators
    inner join home on comparators.area_code = home.area_code
    where
        comparators.is_in_use
        and comparators.comparator_set in ('england', 'region', 'dfe_neighbours')

),

compared as (

    select
        fct.indicator_code,
        fct.cohort_code,
        fct.period_code,
        {{ beside('fct.value') }}
    from fct
    inner join comparators on fct.area_code = comparators.comparator_area_code
    inner join {{ ref('dim_indicator') }} as indicators
        on fct.indicator_code = indicators.indicator_code
    where fct.value is not null and not indicators.is_total
    group by fct.indicator_code, fct.cohort_code, fct.period_code

),

keys as (

    select
        indicator_code,
        cohort_code,
        period_code
    from own

    union

    select
        indicator_code,
        cohort_code,
        period_code
    from compared

),

periods as (

    select * from {{ ref('dim_period') }}

),

breaks as (

    select
        breaks.indicator_code,
        periods.period_start as break_start
    from {{ ref('comparability_breaks') }} as breaks
    inner join periods on breaks.break_from_period_code = periods.period_code
    where breaks.blocks_trend

),

segments as (

    select
        keys.indicator_code,
        keys.cohort_code,
        keys.period_code,
        periods.period_type,
        periods.period_start,
        periods.period_end,
        count(breaks.break_start) as comparable_segment
    from keys
    inner join periods on keys.period_code = periods.period_code
    left join breaks
        on
            keys.indicator_code = breaks.indicator_code
            and periods.period_start >= breaks.break_start
    group by
        keys.indicator_code,
        keys.cohort_code,
        keys.period_code,
        periods.period_type,
        periods.period_start,
        periods.period_end

)

select
    segments.indicator_code,
    segments.cohort_code,
    home.area_code,
    segments.period_code,
    segments.period_type,
    segments.period_start,
    segments.period_end,
    cast(segments.comparable_segment as integer) as comparable_segment,
    own.value,
    own.numerator,
    own.denominator,
    own.value_status,
    own.lower_95,
    own.upper_95,
    own.limits_source,
    own.is_provisional,
    own.published_on,
    own.note,
    own.source_code,
    own.lineage_id,
    compared.england_value,
    compared.region_value,
    compared.neighbour_median,
    compared.neighbour_mean,
    cast(coalesce(compared.neighbour_count, 0) as integer) as neighbour_count
from segments
cross join home
left join own
    on
        segments.indicator_code = own.indicator_code
        and segments.cohort_code = own.cohort_code
        and segments.period_code = own.period_code
left join compared
    on
        segments.indicator_code = compared.indicator_code
        and segments.cohort_code = compared.cohort_code
        and segments.period_code = compared.period_code
