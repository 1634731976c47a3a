-- Names stand on the axes of charts and in narrow table columns, where 45 characters are what a
-- phone can hold; the statement is there for the full wording.
with

outcomes as (

    select * from {{ ref('outcomes') }}

)

select
    outcome_code,
    outcome_name,
    length(outcome_name) as name_length
from outcomes
where length(outcome_name) > 45
