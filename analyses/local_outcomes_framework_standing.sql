-- For each measure of the Local Outcomes Framework: do we hold a figure, and how does the borough
-- stand on it? "Not comparable" means that no limits are published and no counts are there to work
-- them out from.
select
    coalesce(items.reference_code, items.item_code) as lof_measure,
    coalesce(
        indicators.short_name
        || case when links.cohort_code = 'all' then '' else ': ' || cohorts.cohort_name end,
        substr(items.item_name, 1, 45)
    ) as indicator,
    spine.period_name as period,
    round(spine.value, 1) as value,
    case
        when links.indicator_code is null then 'no figure held'
        else coalesce(spine.value_status_words, 'no figure for this area')
    end as status,
    round(spine.england_value, 1) as england,
    spine.england_comparison as against_england,
    round(spine.neighbour_median, 1) as neighbours,
    spine.area_rank || ' of ' || spine.rank_of as area_rank
from {{ ref('dim_framework_item') }} as items
left join {{ ref('bridge_item_indicator') }} as links
    on
        items.item_code = links.item_code
        and links.valid_to is null
left join {{ ref('dim_indicator') }} as indicators
    on links.indicator_code = indicators.indicator_code
left join {{ ref('dim_cohort') }} as cohorts on links.cohort_code = cohorts.cohort_code
left join {{ ref('outcome_spine') }} as spine
    on
        links.indicator_code = spine.indicator_code
        and links.cohort_code = spine.cohort_code
        and spine.is_home_area
        and spine.is_primary_outcome
where
    items.framework_code = 'LOF'
    and items.item_type = 'measure'
    and items.is_counted
    and items.is_in_latest_edition
order by items.sort_order, indicators.sort_order
