-- Where an authority stands, on its latest figure, among the upper-tier authorities of England that
-- have a figure for the same period: rank 1 is the best by polarity, or the highest where neither
-- direction is good; ties share the better rank. Ranked to the decimals that are printed: where one
-- series gives fewer than another, to those, so that a figure worked out to more has no advantage.
-- Real figures only; a total, which grows with the place, has no rank.
with

authorities as (

    select area_code
    from {{ ref('dim_area') }}
    where area_type = 'la_upper' and valid_to is null

),

indicators as (

    select * from {{ ref('dim_indicator') }}

),

figures as (

    select
        fct.indicator_code,
        fct.cohort_code,
        fct.area_code,
        fct.period_code,
        fct.value,
        indicators.polarity,
        min(series.decimals) over (
            partition by fct.indicator_code, fct.cohort_code, fct.period_code
        ) as decimals
    from {{ ref('fct_indicator_value') }} as fct
    inner join authorities on fct.area_code = authorities.area_code
    inner join indicators on fct.indicator_code = indicators.indicator_code
    inner join {{ ref('int_indicator_series__with_local') }} as series
        on fct.series_code = series.series_code
    where
        fct.is_latest_vintage
        and fct.value is not null
        and not fct.is_invented
        and not indicators.is_total

),

ranked as (

    select
        *,
        rank() over (
            partition by indicator_code, cohort_code, period_code
            order by
                case when polarity = 'lower_better' then 1 else -1 end * round(value, decimals)
        ) as area_rank,
        count(*) over (partition by indicator_code, cohort_code, period_code) as rank_of
    from figures

)

select
    ranked.indicator_code,
    ranked.cohort_code,
    ranked.area_code,
    ranked.period_code,
    ranked.value,
    cast(ranked.area_rank as integer) as area_rank,
    cast(ranked.rank_of as integer) as rank_of,
    cast(
        case ranked.polarity
            when 'lower_better' then 'lowest first'
            else 'highest first'
        end as varchar
    ) as rank_order
from ranked
inner join {{ ref('int_indicator_value__latest') }} as latest
    on
        ranked.indicator_code = latest.indicator_code
        and ranked.cohort_code = latest.cohort_code
        and ranked.area_code = latest.area_code
        and ranked.period_code = latest.period_code
-- one authority with a figure (a council's own, before anybody else's) stands nowhere
where ranked.rank_of > 1
