-- Summer-born means May to August in the first release of 2021/22 and April to August since. The
-- items by term of birth must say that they are dated by edition, or two definitions would be
-- mixed.
select
    item_code,
    item_name,
    note
from {{ ref('framework_items') }}
where
    item_code like 'EYFSP-GLD-TOB-%'
    and (note is null or note not like '%Edition-dated%')
