{{ config(alias='source') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    source_code,
    source_name,
    publisher,
    publication,
    url,
    licence,
    licence_statement,
    release_cycle,
    is_compiler
from {{ ref('dim_source') }}
