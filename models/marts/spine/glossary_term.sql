-- The words of the report, explained.
select
    term,
    definition,
    see_also,
    source,
    cast(sort_order as integer) as sort_order
from {{ ref('glossary_terms') }}
