-- Two points of one comparable segment have no blocking break between them, and two points with one
-- between them are in different segments.
with

breaks as (

    select * from {{ ref('comparability_break') }}
    where blocks_trend

)

select
    earlier.indicator_code,
    earlier.cohort_code,
    earlier.period_code,
    later.period_code as later_period_code,
    count(breaks.break_start) as break_count
from {{ ref('indicator_trend') }} as earlier
inner join {{ ref('indicator_trend') }} as later
    on
        earlier.indicator_code = later.indicator_code
        and earlier.cohort_code = later.cohort_code
        and earlier.period_type = later.period_type
        and earlier.period_start < later.period_start
left join breaks
    on
        earlier.indicator_code = breaks.indicator_code
        and earlier.period_start < breaks.break_start
        and later.period_start >= breaks.break_start
group by
    earlier.indicator_code,
    earlier.cohort_code,
    earlier.period_code,
    later.period_code,
    earlier.comparable_segment,
    later.comparable_segment
having
    (count(breaks.break_start) > 0) <> (earlier.comparable_segment <> later.comparable_segment)
