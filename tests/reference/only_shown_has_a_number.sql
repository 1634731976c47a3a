-- One status means that there is a number, and no mark a publisher prints has that status.
select
    value_status as failing,
    'status with and without a number' as problem
from {{ ref('value_statuses') }}
where is_shown <> (value_status = 'shown')

union all

select
    reader || ' ' || coalesce(symbol, '(empty)') as failing,
    'mark read as a number' as problem
from {{ ref('publisher_symbols') }}
where value_status = 'shown'
