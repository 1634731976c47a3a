-- A file may print a figure twice (an area under two parents, a measure under two topics), but not
-- two figures: which of them would be read is chance. A borough that stands in one file both as
-- authority and as district, with counts that differ by a child or two, is the known case (trap 6).
select
    series_code,
    area_code,
    period_code,
    cohort_code,
    file_id,
    min(row_number) as first_row_number,
    max(row_number) as last_row_number,
    min(value) as least_value,
    max(value) as greatest_value
from {{ ref('int_observation__limits') }}
group by series_code, area_code, period_code, cohort_code, file_id
having
    count(distinct concat_ws(
        '|',
        value_status,
        coalesce(cast(value as varchar), '-'),
        coalesce(cast(numerator as varchar), '-'),
        coalesce(cast(denominator as varchar), '-')
    )) > 1
