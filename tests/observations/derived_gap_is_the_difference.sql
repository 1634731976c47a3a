-- A gap is the first group's figure less the second's, from counts where both have them. It must
-- stand wherever both groups are shown, and nowhere else.
with

figures as (

    select
        fct.*,
        case
            when indicators.value_type = 'proportion'
                then 100 * fct.numerator / nullif(fct.denominator, 0)
        end as counted
    from {{ ref('fct_indicator_value') }} as fct
    inner join {{ ref('dim_indicator') }} as indicators
        on fct.indicator_code = indicators.indicator_code
    where fct.is_latest_vintage

),

expected as (

    select
        series.series_code,
        series.indicator_code,
        first_group.area_code,
        first_group.period_code,
        case
            when first_group.counted is not null and second_group.counted is not null
                then first_group.counted - second_group.counted
            else first_group.value - second_group.value
        end as difference
    from {{ ref('int_indicator_series__with_local') }} as series
    inner join {{ ref('series_inputs') }} as first_input
        on series.series_code = first_input.series_code and first_input.role = 'minuend'
    inner join {{ ref('series_inputs') }} as second_input
        on series.series_code = second_input.series_code and second_input.role = 'subtrahend'
    inner join figures as first_group
        on
            first_input.indicator_code = first_group.indicator_code
            and first_input.cohort_code = first_group.cohort_code
    inner join figures as second_group
        on
            second_input.indicator_code = second_group.indicator_code
            and second_input.cohort_code = second_group.cohort_code
            and first_group.area_code = second_group.area_code
            and first_group.period_code = second_group.period_code
    where series.derivation = 'gap'

),

derived as (

    select
        observations.series_code,
        observations.area_code,
        observations.period_code,
        observations.value
    from {{ ref('fct_indicator_observation') }} as observations
    inner join {{ ref('int_indicator_series__with_local') }} as series
        on observations.series_code = series.series_code
    where series.derivation = 'gap' and observations.is_latest_vintage

)

select
    coalesce(expected.series_code, derived.series_code) as series_code,
    coalesce(expected.area_code, derived.area_code) as area_code,
    coalesce(expected.period_code, derived.period_code) as period_code,
    expected.difference,
    derived.value
from expected
full outer join derived
    on
        expected.series_code = derived.series_code
        and expected.area_code = derived.area_code
        and expected.period_code = derived.period_code
where
    (expected.difference is null) <> (derived.value is null)
    or abs(expected.difference - derived.value) > 1e-9
