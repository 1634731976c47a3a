-- The poverty file prints no row for England after housing costs: the cell stays empty, and neither
-- the figure of the United Kingdom nor one worked out from regions stands in (trap 23).
with

codes_of_england as (

    select codes.printed_code
    from {{ ref('area_codes') }} as codes
    inner join {{ ref('dim_area') }} as areas on codes.area_code = areas.area_code
    where areas.area_type = 'country'

),

england as (

    select observations.*
    from {{ ref('fct_indicator_observation') }} as observations
    inner join {{ ref('dim_area') }} as areas on observations.area_code = areas.area_code
    where areas.area_type = 'country'

),

shown_for_england as (

    select distinct
        indicator_code,
        cohort_code,
        period_code
    from england
    where is_latest_vintage and value is not null

)

select
    england.indicator_code,
    england.cohort_code,
    england.period_code,
    england.area_printed,
    'printed for another area' as problem
from england
left join codes_of_england on england.area_printed = codes_of_england.printed_code
where codes_of_england.printed_code is null

union all

select
    england.indicator_code,
    england.cohort_code,
    england.period_code,
    england.area_printed,
    'printed as a number nowhere' as problem
from england
left join {{ ref('int_observation__printed') }} as printed
    on
        england.lineage_id = printed.file_id
        and england.area_printed = printed.area_printed
        and england.period_label = printed.period_label
        and england.value_status_raw = printed.value_printed
where england.reader <> 'derived' and england.value is not null and printed.file_id is null

union all

select
    spine.indicator_code,
    spine.cohort_code,
    spine.period_code,
    spine.area_code as area_printed,
    'compared with a figure that England does not have' as problem
from {{ ref('outcome_spine') }} as spine
left join shown_for_england
    on
        spine.indicator_code = shown_for_england.indicator_code
        and spine.cohort_code = shown_for_england.cohort_code
        and spine.period_code = shown_for_england.period_code
where spine.england_value is not null and shown_for_england.indicator_code is null
