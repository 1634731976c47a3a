-- Each part of a cohort code is a known characteristic and value, parts are in order, none twice.
with

parts as (

    select
        reader,
        topic_label,
        breakdown_label,
        sex_label,
        cohort_code,
        split_part(cohort_code, '|', 1) as first_part,
        split_part(cohort_code, '|', 2) as second_part,
        split_part(cohort_code, '|', 3) as third_part
    from {{ ref('publisher_cohort_labels') }}

),

known as (

    select characteristic || '=' || value as part
    from {{ ref('cohort_values') }}
    union all
    select 'all' as part

)

select parts.*
from parts
left join known as first_known on parts.first_part = first_known.part
left join known as second_known on parts.second_part = second_known.part
where
    first_known.part is null
    or (parts.second_part <> '' and second_known.part is null)
    or (parts.second_part <> '' and parts.first_part >= parts.second_part)
    or split_part(parts.first_part, '=', 1) = split_part(parts.second_part, '=', 1)
    or parts.third_part <> ''
