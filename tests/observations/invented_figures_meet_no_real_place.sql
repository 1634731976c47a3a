-- Invented children never stand under a real place, in a rank, or among what a real place is
-- compared with.
select
    fct.indicator_code,
    fct.area_code,
    'an invented figure under the code of a real area' as problem
from {{ ref('fct_indicator_value') }} as fct
where fct.is_invented and fct.area_code not like 'X%'

union all

select
    indicator_code,
    area_code,
    'an invented area in a rank' as problem
from {{ ref('indicator_rank') }}
where area_code like 'X%'

union all

select
    indicator_code,
    area_code,
    'a real figure compared for an invented area' as problem
from {{ ref('int_indicator_value__comparators') }}
where area_code like 'X%'
