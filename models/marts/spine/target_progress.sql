-- How far an area is from each reading of a target, in points and in children. Children are counted
-- on the latest denominator that any publisher gives for the indicator, whose year is named; where
-- none does, the distance in children is refused.
with

targets as (

    select * from {{ ref('int_targets__overlaid') }}

),

latest as (

    select * from {{ ref('int_indicator_value__latest') }}
    where not is_invented

),

denominators as (

    select
        indicator_code,
        cohort_code,
        area_code,
        period_code as denominator_period_code,
        denominator,
        row_number() over (
            partition by indicator_code, cohort_code, area_code
            order by period_end desc, preference asc, series_code asc
        ) as recency
    from {{ ref('fct_indicator_observation') }}
    where is_latest_vintage and denominator is not null and not is_invented

),

indicators as (

    select * from {{ ref('dim_indicator') }}

)

select
    targets.target_code,
    targets.item_code,
    targets.indicator_code,
    targets.cohort_code,
    targets.area_code,
    targets.reading,
    targets.target_type,
    targets.baseline_period_code,
    targets.baseline_value,
    targets.change,
    targets.target_value,
    targets.target_period_code,
    targets.is_confirmed,
    latest.period_code,
    dated.period_name,
    latest.value,
    latest.value_status,
    targets.target_value - latest.value as distance_points,
    latest.value is not null
    and case
        when indicators.polarity = 'lower_better' then latest.value <= targets.target_value
        else latest.value >= targets.target_value
    end as is_met,
    case
        when indicators.value_type = 'proportion'
            then cast(
                    case
                        when indicators.polarity = 'lower_better'
                            then floor(
                                    (targets.target_value - latest.value)
                                    * denominators.denominator / 100 + 1e-9
                                )
                        else ceil(
                                (targets.target_value - latest.value)
                                * denominators.denominator / 100 - 1e-9
                            )
                    end as bigint
                )
    end as distance_children,
    denominators.denominator as children,
    denominators.denominator_period_code,
    cast(
        case
            when indicators.value_type <> 'proportion' then 'the indicator does not count children'
            when latest.value is null then 'there is no figure here to measure from'
            when denominators.denominator is null then 'no count of children in the files held'
        end as varchar
    ) as distance_children_reason,
    targets.owner,
    targets.source,
    targets.note
from targets
inner join indicators on targets.indicator_code = indicators.indicator_code
left join latest
    on
        targets.indicator_code = latest.indicator_code
        and targets.cohort_code = latest.cohort_code
        and targets.area_code = latest.area_code
left join {{ ref('int_period__dated') }} as dated on latest.period_code = dated.period_code
left join denominators
    on
        targets.indicator_code = denominators.indicator_code
        and targets.cohort_code = denominators.cohort_code
        and targets.area_code = denominators.area_code
        and denominators.recency = 1
