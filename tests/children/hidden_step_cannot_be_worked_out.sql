-- What is left is known, so that one hidden step alone is the difference of all others.
select
    area_code,
    period_code,
    population_code,
    count(case when value_status = 'c' then 1 end) as hidden_steps
from {{ ref('pub_gld_attrition') }}
group by area_code, period_code, population_code
having count(case when value_status = 'c' then 1 end) = 1
