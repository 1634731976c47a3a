-- Who a figure is about: every child, or those with the characteristics named in the code.
with

parts as (

    select * from {{ ref('int_cohort__parts') }}

)

select
    cohort_code,
    cast(
        case
            when cohort_code = 'all' then 'All children'
            else string_agg(
                    coalesce(value_name, characteristic || ' ' || characteristic_value),
                    ', ' order by part_number
                )
        end as varchar
    ) as cohort_name,
    cast(
        case when cohort_code = 'all' then 0 else count(*) end as integer
    ) as characteristic_count,
    cast(coalesce(min(sort_order), 0) as integer) as sort_order,
{% for characteristic in [
        'ethnicity', 'fsm', 'idaci', 'language', 'sen', 'sex', 'social_care', 'term_of_birth'
    ] -%}
    cast(
        coalesce(
            max(case when characteristic = '{{ characteristic }}' then characteristic_value end),
            'all'
        )
        as varchar
    ) as {{ characteristic }}{{ ',' if not loop.last }}
{% endfor %}
from parts
group by cohort_code
