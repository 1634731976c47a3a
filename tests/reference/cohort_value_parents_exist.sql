-- A wider value is a value of the same characteristic, not the value itself, and has no wider one.
select
    child.characteristic,
    child.value,
    child.parent_value
from {{ ref('cohort_values') }} as child
left join {{ ref('cohort_values') }} as parent
    on
        child.characteristic = parent.characteristic
        and child.parent_value = parent.value
where
    child.parent_value is not null
    and (
        parent.value is null
        or parent.parent_value is not null
        or child.value = child.parent_value
    )
