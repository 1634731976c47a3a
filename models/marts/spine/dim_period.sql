-- Periods by our own code, dated by type.
select
    dated.period_code,
    dated.period_name,
    dated.period_type,
    types.period_type_name,
    dated.is_point_in_time,
    dated.period_start,
    dated.period_end
from {{ ref('int_period__dated') }} as dated
inner join {{ ref('period_types') }} as types on dated.period_type = types.period_type
