select
    child_key,
    count(*) as results
from {{ ref('fct_eyfsp_result') }}
group by child_key
having count(*) > 1
