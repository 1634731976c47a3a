-- Editions of a framework form one line: each but the first names the one before it, which ended
-- the day before it began. A gap or a fork would leave days on which no edition, or two, can be
-- asked for.
with

framework_editions as (

    select
        *,
        lag(edition_code) over (
            partition by framework_code
            order by valid_from
        ) as edition_before,
        lag(valid_to) over (
            partition by framework_code
            order by valid_from
        ) as edition_before_ended
    from {{ ref('framework_editions') }}

)

select
    edition_code,
    predecessor_edition_code,
    edition_before,
    edition_before_ended,
    valid_from
from framework_editions
where
    coalesce(predecessor_edition_code, '') <> coalesce(edition_before, '')
    or (
        edition_before is not null
        and {{ dbt.dateadd('day', 1, 'edition_before_ended') }} <> valid_from
    )
    or (edition_before is not null and edition_before_ended is null)
