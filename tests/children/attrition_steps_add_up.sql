select
    area_code,
    period_code,
    population_code,
    min(children_at_start) as children_at_start,
    sum(children_out) as children_out,
    min(children_left) as children_left
from {{ ref('gld_attrition') }}
group by area_code, period_code, population_code
having min(children_at_start) <> sum(children_out) + min(children_left) or min(children_out) < 0
