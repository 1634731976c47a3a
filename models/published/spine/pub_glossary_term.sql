{{ config(alias='glossary_term') }}
-- Released as it is: words only, no figure.
select
    term,
    definition,
    see_also,
    source,
    sort_order
from {{ ref('glossary_term') }}
