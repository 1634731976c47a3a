-- The people's view, real and invented rows alike: an outcome's indicators for each cohort and area
-- with the latest figure and all that it is compared with.
with

links as (

    select * from {{ ref('int_indicator_outcome__overlaid') }}
    where is_in_force

),

latest as (

    select * from {{ ref('int_indicator_value__latest') }}

),

statuses as (

    select * from {{ ref('value_statuses') }}

),

target_text as (

    select
        indicator_code,
        cohort_code,
        area_code,
        string_agg(
            reading || ': ' || cast(round(target_value, 1) as varchar)
            || case when is_confirmed then '' else ' (to be confirmed)' end, '; '
            order by target_value
        ) as target_readings,
        min_by(distance_points, abs(distance_points)) as nearest_target_distance,
        max_by(distance_points, abs(distance_points)) as furthest_target_distance
    from {{ ref('target_progress') }}
    group by indicator_code, cohort_code, area_code

)

select
    links.outcome_code,
    links.link_type as outcome_link_type,
    links.is_primary as is_primary_outcome,
    latest.indicator_code,
    latest.cohort_code,
    latest.area_code,
    latest.period_code,
    dated.period_name,
    latest.period_label,
    latest.period_end,
    latest.value,
    latest.numerator,
    latest.denominator,
    latest.value_status,
    statuses.plain_words as value_status_words,
    latest.note,
    latest.lower_95,
    latest.upper_95,
    latest.limits_source,
    comparators.england_value,
    {{ comparison(
        'latest.value', 'latest.lower_95', 'latest.upper_95', 'comparators.england_value',
        'indicators.polarity'
    ) }} as england_comparison,
    comparators.region_code,
    comparators.region_value,
    {{ comparison(
        'latest.value', 'latest.lower_95', 'latest.upper_95', 'comparators.region_value',
        'indicators.polarity'
    ) }} as region_comparison,
    comparators.neighbour_edition,
    comparators.neighbour_median,
    comparators.neighbour_mean,
    comparators.neighbour_count,
    {{ comparison(
        'latest.value', 'latest.lower_95', 'latest.upper_95', 'comparators.neighbour_median',
        'indicators.polarity'
    ) }} as neighbour_comparison,
    ranks.area_rank,
    ranks.rank_of,
    ranks.rank_order,
    previous.previous_period_code,
    previous_dated.period_name as previous_period_name,
    previous.previous_value,
    latest.value - previous.previous_value as change_since_previous,
    frameworks.framework_codes,
    frameworks.framework_names,
    coalesce(frameworks.framework_count, 0) as framework_count,
    target_text.target_readings,
    target_text.nearest_target_distance,
    target_text.furthest_target_distance,
    latest.is_provisional,
    latest.published_on,
    latest.known_from,
    {{ whole_months_since('latest.period_end', as_of()) }} as data_age_months,
    latest.series_code,
    latest.source_code,
    latest.lineage_id,
    latest.is_invented
from latest
inner join links on latest.indicator_code = links.indicator_code
inner join {{ ref('dim_indicator') }} as indicators
    on latest.indicator_code = indicators.indicator_code
inner join statuses on latest.value_status = statuses.value_status
inner join {{ ref('int_period__dated') }} as dated on latest.period_code = dated.period_code
left join {{ ref('int_indicator_value__comparators') }} as comparators
    on
        latest.indicator_code = comparators.indicator_code
        and latest.cohort_code = comparators.cohort_code
        and latest.area_code = comparators.area_code
left join {{ ref('int_indicator_value__previous') }} as previous
    on
        latest.indicator_code = previous.indicator_code
        and latest.cohort_code = previous.cohort_code
        and latest.area_code = previous.area_code
left join {{ ref('int_period__dated') }} as previous_dated
    on previous.previous_period_code = previous_dated.period_code
left join {{ ref('indicator_rank') }} as ranks
    on
        latest.indicator_code = ranks.indicator_code
        and latest.cohort_code = ranks.cohort_code
        and latest.area_code = ranks.area_code
        and latest.period_code = ranks.period_code
left join {{ ref('int_indicator__frameworks') }} as frameworks
    on
        latest.indicator_code = frameworks.indicator_code
        and latest.cohort_code = frameworks.cohort_code
left join target_text
    on
        latest.indicator_code = target_text.indicator_code
        and latest.cohort_code = target_text.cohort_code
        and latest.area_code = target_text.area_code
