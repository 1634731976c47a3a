{{ config(alias='cohort') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    cohort_code,
    cohort_name,
    characteristic_count,
    sort_order,
    ethnicity,
    fsm,
    idaci,
    language,
    sen,
    sex,
    social_care,
    term_of_birth
from {{ ref('dim_cohort') }}
