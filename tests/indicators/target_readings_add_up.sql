-- 69.9 plus 9 points is 78.9; 69.9 plus 9 per cent is 76.2.
with

worked_out as (

    select
        target_code,
        target_type,
        baseline_value,
        change,
        target_value,
        case target_type
            when 'points' then baseline_value + change
            when 'relative' then baseline_value * (1 + change / 100)
        end as expected_value
    from {{ ref('targets') }}

)

select
    target_code,
    target_type,
    target_value,
    expected_value
from worked_out
where
    (target_type <> 'absolute' and coalesce(abs(target_value - expected_value) > 0.0501, true))
    or (target_type = 'absolute' and (baseline_value is not null or change is not null))
