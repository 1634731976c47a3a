-- Children and young people of the extracts in force, without identifiers. Where extracts differ in
-- the month of birth, the one that most of them state counts, then the earliest.
with

stated as (

    select
        child_key,
        birth_month,
        'eyfsp_return' as dataset
    from {{ ref('int_eyfsp__records') }}

    union all

    select
        child_key,
        birth_month,
        'school_census' as dataset
    from {{ ref('int_child__census') }}

    union all

    select
        child_key,
        birth_month,
        'sen2' as dataset
    from {{ ref('int_child__plan') }}

),

counted as (

    select
        child_key,
        birth_month,
        count(*) as times
    from stated
    group by child_key, birth_month

),

ranked as (

    select
        *,
        row_number() over (
            partition by child_key
            order by case when birth_month is null then 1 else 0 end, times desc, birth_month asc
        ) as choice,
        count(birth_month) over (partition by child_key) > 1 as is_birth_month_disputed
    from counted

),

seen as (

    select
        child_key,
        bool_or(dataset = 'eyfsp_return') as is_in_eyfsp_return,
        bool_or(dataset = 'school_census') as is_in_school_census,
        bool_or(dataset = 'sen2') as is_in_sen2
    from stated
    group by child_key

)

select
    ranked.child_key,
    ranked.birth_month,
    ranked.is_birth_month_disputed,
    seen.is_in_eyfsp_return,
    seen.is_in_school_census,
    seen.is_in_sen2
from ranked
inner join seen on ranked.child_key = seen.child_key
where ranked.choice = 1
