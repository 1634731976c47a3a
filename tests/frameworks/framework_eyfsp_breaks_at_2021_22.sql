-- All seventeen early learning goals were rewritten in September 2021. A goal must stand in one of
-- the two editions of the profile only: a goal in both would look comparable across the break.
with

goals as (

    select
        item_code,
        edition_code
    from {{ ref('item_editions') }}
    where
        item_code like 'EYFSP-ELG__'
        or (item_code like 'EYFSP-G__' and item_code <> 'EYFSP-GLD')

),

misplaced as (

    select
        item_code,
        edition_code,
        'goal in the wrong edition' as problem
    from goals
    where
        (item_code like 'EYFSP-ELG__' and edition_code <> 'EYFSP-2021')
        or (item_code like 'EYFSP-G__' and edition_code <> 'EYFSP-2013')

),

incomplete as (

    select
        'EYFSP' as item_code,
        edition_code,
        'edition does not have seventeen goals' as problem
    from goals
    group by edition_code
    having count(*) <> 17

),

edition_days as (

    select
        'EYFSP' as item_code,
        edition_code,
        'editions do not meet at the turn of the school year' as problem
    from {{ ref('framework_editions') }}
    where
        (edition_code = 'EYFSP-2013' and coalesce(valid_to, date '9999-12-31') <> date '2021-08-31')
        or (edition_code = 'EYFSP-2021' and valid_from <> date '2021-09-01')

)

select * from misplaced
union all
select * from incomplete
union all
select * from edition_days
