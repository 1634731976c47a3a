-- Seventeen goals; a good level of development asks for those of the prime areas, literacy and
-- mathematics, which are twelve (DfE, Early years foundation stage profile results, methodology).
with

goals as (

    select
        goals.goal_code,
        goals.counts_towards_gld,
        areas.area_kind = 'prime' or areas.area_of_learning_code in ('LIT', 'MAT') as should_count
    from {{ ref('early_learning_goals') }} as goals
    left join {{ ref('early_learning_areas') }} as areas
        on goals.area_of_learning_code = areas.area_of_learning_code

)

select
    goal_code as failing,
    'counts, or does not, against its area of learning' as problem
from goals
where counts_towards_gld is distinct from should_count

union all

select
    'all goals' as failing,
    'not seventeen goals of which twelve count' as problem
from goals
having
    count(*) <> 17
    or sum(case when counts_towards_gld then 1 else 0 end) <> 12
