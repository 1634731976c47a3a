-- The Local Outcomes Framework asks for one share of children who leave care by special
-- guardianship or by residence or child arrangements order; the dashboard has the two apart, both
-- heavily hidden. A sum of two hidden parts is a figure of its own and must not be taken for
-- either.
select
    item_code,
    same_as_item_code
from {{ ref('framework_items') }}
where
    (item_code = 'LOF7-FAMILY-NETWORK' and same_as_item_code is not null)
    or same_as_item_code in ('CSCD-43', 'CSCD-44')
