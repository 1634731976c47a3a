-- The wider cohort that is left when one characteristic is dropped.
with

parts as (

    select * from {{ ref('int_cohort__parts') }}
    where cohort_code <> 'all'

)

select
    dropped.cohort_code,
    dropped.characteristic as dropped_characteristic,
    cast(
        coalesce(
            string_agg(
                kept.characteristic || '=' || kept.characteristic_value, '|'
                order by kept.part_number
            ),
            'all'
        ) as varchar
    ) as parent_cohort_code
from parts as dropped
left join parts as kept
    on
        dropped.cohort_code = kept.cohort_code
        and dropped.characteristic <> kept.characteristic
group by dropped.cohort_code, dropped.characteristic
