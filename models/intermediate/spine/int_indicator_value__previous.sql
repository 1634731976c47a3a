-- The figure before the latest one, within the same comparable series: a break named in
-- comparability_breaks between the two leaves nothing to compare with, and pooled years that share
-- a year do not show a change.
with

latest as (

    select * from {{ ref('int_indicator_value__latest') }}

),

earlier as (

    select
        latest.indicator_code,
        latest.cohort_code,
        latest.area_code,
        fct.period_code as previous_period_code,
        fct.period_start as previous_period_start,
        fct.value as previous_value,
        row_number() over (
            partition by latest.indicator_code, latest.cohort_code, latest.area_code
            order by fct.period_end desc
        ) as recency,
        latest.period_start
    from latest
    inner join {{ ref('fct_indicator_value') }} as fct
        on
            latest.indicator_code = fct.indicator_code
            and latest.cohort_code = fct.cohort_code
            and latest.area_code = fct.area_code
            and latest.period_type = fct.period_type
            and latest.period_start > fct.period_end
    where fct.is_latest_vintage and fct.value is not null

),

breaks as (

    select
        breaks.indicator_code,
        dated.period_start as break_start
    from {{ ref('comparability_breaks') }} as breaks
    inner join {{ ref('int_period__dated') }} as dated
        on breaks.break_from_period_code = dated.period_code
    where breaks.blocks_trend

)

select
    earlier.indicator_code,
    earlier.cohort_code,
    earlier.area_code,
    earlier.previous_period_code,
    earlier.previous_value
from earlier
where
    earlier.recency = 1
    and not exists (
        select 1
        from breaks
        where
            breaks.indicator_code = earlier.indicator_code
            and earlier.previous_period_start < breaks.break_start
            and breaks.break_start <= earlier.period_start
    )
