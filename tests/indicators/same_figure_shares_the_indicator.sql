-- A figure two frameworks ask for must never become two numbers; what answered an edition of old is
-- past.
with

links as (

    select
        item_code,
        indicator_code || ' ' || cohort_code as answer
    from {{ ref('int_item_indicator__overlaid') }}
    where is_in_force

),

duplicates as (

    select
        item_code,
        same_as_item_code
    from {{ ref('framework_items') }}
    where same_as_item_code is not null

)

select
    duplicates.item_code,
    duplicates.same_as_item_code,
    own.answer,
    original.answer as original_answer
from duplicates
left join links as own on duplicates.item_code = own.item_code
left join links as original on duplicates.same_as_item_code = original.item_code
where own.answer is distinct from original.answer
