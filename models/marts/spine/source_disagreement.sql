-- Keys on which two sources, or two bases of one idea, give different numbers. `rounding` is at
-- most one unit of the coarser source's last decimal; `basis` is two indicators that count
-- differently, whatever the size: few files give the counts that could tell how much a basis moves;
-- `revision` is one series printed later than the other; the rest is unexplained and shown as such.
with

latest as (

    select
        observations.*,
        indicators.basis,
        indicators.unit,
        indicators.related_indicator_code,
        indicators.related_kind
    from {{ ref('fct_indicator_observation') }} as observations
    inner join {{ ref('dim_indicator') }} as indicators
        on observations.indicator_code = indicators.indicator_code
    where
        observations.is_latest_vintage
        and observations.value is not null
        and not observations.is_invented

),

same_indicator as (

    select
        chosen.indicator_code,
        other.indicator_code as other_indicator_code,
        chosen.area_code,
        chosen.period_code,
        chosen.cohort_code,
        chosen.series_code as preferred_series_code,
        other.series_code as other_series_code,
        chosen.source_code as preferred_source_code,
        other.source_code as other_source_code,
        chosen.reader as preferred_reader,
        other.reader as other_reader,
        chosen.basis as preferred_basis,
        other.basis as other_basis,
        chosen.value as preferred_value,
        other.value as other_value,
        least(chosen.decimals, other.decimals) as coarser_decimals,
        chosen.published_on as preferred_published_on,
        other.published_on as other_published_on,
        'same indicator' as relation
    from latest as chosen
    inner join latest as other
        on
            chosen.indicator_code = other.indicator_code
            and chosen.area_code = other.area_code
            and chosen.period_code = other.period_code
            and chosen.cohort_code = other.cohort_code
            and chosen.series_code <> other.series_code
    inner join {{ ref('fct_indicator_value') }} as fct
        on
            chosen.indicator_code = fct.indicator_code
            and chosen.area_code = fct.area_code
            and chosen.period_code = fct.period_code
            and chosen.cohort_code = fct.cohort_code
            and chosen.series_code = fct.series_code
            and fct.is_latest_vintage

),

related as (

    select
        chosen.indicator_code,
        other.indicator_code as other_indicator_code,
        chosen.area_code,
        chosen.period_code,
        chosen.cohort_code,
        chosen.series_code as preferred_series_code,
        other.series_code as other_series_code,
        chosen.source_code as preferred_source_code,
        other.source_code as other_source_code,
        chosen.reader as preferred_reader,
        other.reader as other_reader,
        chosen.basis as preferred_basis,
        other.basis as other_basis,
        chosen.value as preferred_value,
        other.value as other_value,
        least(chosen.decimals, other.decimals) as coarser_decimals,
        chosen.published_on as preferred_published_on,
        other.published_on as other_published_on,
        'another basis' as relation
    from latest as other
    inner join latest as chosen
        on
            other.related_indicator_code = chosen.indicator_code
            and other.area_code = chosen.area_code
            and other.period_code = chosen.period_code
            and other.cohort_code = chosen.cohort_code
            and other.unit = chosen.unit
    inner join {{ ref('fct_indicator_value') }} as fct
        on
            chosen.indicator_code = fct.indicator_code
            and chosen.area_code = fct.area_code
            and chosen.period_code = fct.period_code
            and chosen.cohort_code = fct.cohort_code
            and chosen.series_code = fct.series_code
            and fct.is_latest_vintage
    where other.related_kind = 'basis'

),

pairs as (

    select * from same_indicator

    union all

    select * from related

)

select
    indicator_code,
    other_indicator_code,
    area_code,
    period_code,
    cohort_code,
    preferred_series_code,
    other_series_code,
    preferred_source_code,
    other_source_code,
    preferred_reader,
    other_reader,
    preferred_basis,
    other_basis,
    preferred_value,
    other_value,
    other_value - preferred_value as difference,
    cast(coarser_decimals as integer) as coarser_decimals,
    cast(relation as varchar) as relation,
    cast(
        case
            when relation = 'another basis' then 'basis'
            when abs(other_value - preferred_value) <= power(10, -coarser_decimals) + 1e-9
                then 'rounding'
            when preferred_published_on is distinct from other_published_on
                and preferred_published_on is not null
                and other_published_on is not null then 'revision'
            else 'unexplained'
        end as varchar
    ) as kind
from pairs
where abs(other_value - preferred_value) > 0.5 * power(10, -coarser_decimals) + 1e-9
