-- Publishers and the publication that figures come from, with licence.
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
from {{ ref('sources') }}
