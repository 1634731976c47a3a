-- Two editions of the neighbour model share four of ten authorities for Merton, and the answer
-- turns with the edition: medians come from the edition of the settings alone (trap 18), from five
-- figures on, and a total has none.
with

settings as (

    select setting_value as edition
    from {{ ref('stg_settings__settings') }}
    where setting_name = 'neighbour_edition'

),

figures as (

    select fct.*
    from {{ ref('fct_indicator_value') }} as fct
    inner join {{ ref('dim_indicator') }} as indicators
        on fct.indicator_code = indicators.indicator_code
    where
        fct.is_latest_vintage
        and not fct.is_invented
        and fct.value is not null
        and not indicators.is_total

),

medians as (

    select
        spine.outcome_code,
        spine.indicator_code,
        spine.cohort_code,
        spine.area_code,
        case
            when count(figures.value) >= {{ var('fewest_neighbours') }} then median(figures.value)
        end as neighbour_median,
        count(figures.value) as neighbour_count
    from {{ ref('outcome_spine') }} as spine
    inner join {{ ref('area_comparators') }} as comparators
        on
            spine.area_code = comparators.area_code
            and comparators.comparator_set = 'dfe_neighbours'
    inner join settings on comparators.edition = settings.edition
    left join figures
        on
            comparators.comparator_area_code = figures.area_code
            and spine.indicator_code = figures.indicator_code
            and spine.cohort_code = figures.cohort_code
            and spine.period_code = figures.period_code
    group by spine.outcome_code, spine.indicator_code, spine.cohort_code, spine.area_code

)

select
    spine.outcome_code,
    spine.indicator_code,
    spine.cohort_code,
    spine.area_code,
    spine.neighbour_edition,
    spine.neighbour_median,
    medians.neighbour_median as expected_median
from {{ ref('outcome_spine') }} as spine
left join medians
    on
        spine.outcome_code = medians.outcome_code
        and spine.indicator_code = medians.indicator_code
        and spine.cohort_code = medians.cohort_code
        and spine.area_code = medians.area_code
where
    spine.neighbour_median is distinct from medians.neighbour_median
    or coalesce(spine.neighbour_count, 0) <> coalesce(medians.neighbour_count, 0)
    or spine.neighbour_edition not in (select settings.edition from settings)
