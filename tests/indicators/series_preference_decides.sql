-- A series without a cohort reads it from the rows, so it can meet any cohort of the indicator.
-- Period codes of one type sort as text.
with

series as (

    select
        *,
        coalesce(period_from, '') as first_period,
        coalesce(period_to, 'zz') as last_period
    from {{ ref('indicator_series') }}

)

select
    one.indicator_code,
    one.series_code,
    other.series_code as other_series_code,
    one.preference
from series as one
inner join series as other
    on
        one.indicator_code = other.indicator_code
        and one.preference = other.preference
        and one.series_code < other.series_code
where
    (one.cohort_code = other.cohort_code or one.cohort_code is null or other.cohort_code is null)
    and one.first_period <= other.last_period
    and other.first_period <= one.last_period
