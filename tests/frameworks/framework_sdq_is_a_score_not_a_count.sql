-- The mean difficulties score of children looked after sits in a column named "number" in the
-- published file. Units are registered per item and never read from a column's or a title's look:
-- it is a score.
select
    item_code,
    item_name,
    unit
from {{ ref('framework_items') }}
where
    item_code in ('CSCD-51', 'LOF7-SDQ')
    and unit not like '%score%'
