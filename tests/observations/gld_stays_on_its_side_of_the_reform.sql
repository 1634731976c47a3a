-- The profile was reformed for 2021/22; LAIT keeps both definitions in one short code. No figure of
-- today's definition is older, none of the old one is younger, and no figure before is compared
-- with one after (trap 4). A figure that has been withdrawn or replaced is history, kept as it was.
select
    indicator_code,
    area_code,
    period_code,
    cohort_code,
    series_code,
    'a figure on the wrong side' as problem
from {{ ref('fct_indicator_observation') }}
where
    is_latest_vintage
    and value is not null
    and (
        (indicator_code = 'gld_at_5' and period_start < date '2021-09-01')
        or (indicator_code = 'gld_at_5_pre_2021' and period_start >= date '2019-09-01')
    )

union all

select
    previous.indicator_code,
    previous.area_code,
    previous.previous_period_code as period_code,
    previous.cohort_code,
    cast(null as varchar) as series_code,
    'compared across the reform' as problem
from {{ ref('int_indicator_value__previous') }} as previous
inner join {{ ref('dim_period') }} as periods
    on previous.previous_period_code = periods.period_code
where previous.indicator_code = 'gld_at_5' and periods.period_start < date '2021-09-01'
