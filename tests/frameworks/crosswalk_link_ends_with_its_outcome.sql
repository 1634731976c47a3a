-- An outcome that is dropped or reworded under a new code must not keep links that no page shows.
-- The start is left alone on purpose: an item older than the spine is read against its statements.
with

links as (

    select * from {{ ref('crosswalk') }}

),

outcomes as (

    select * from {{ ref('outcomes') }}

)

select
    links.item_code,
    links.outcome_code,
    links.valid_to,
    outcomes.valid_to as outcome_last_day
from links
inner join outcomes on links.outcome_code = outcomes.outcome_code
where
    outcomes.valid_to is not null
    and coalesce(links.valid_to, cast('9999-12-31' as date)) > outcomes.valid_to
