-- Wording from own knowledge, or uncertain, is never shown as official: is_confirmed is true only
-- where the wording is verbatim from a source, and every part we worded ourselves is unconfirmed.
select
    item_code,
    confidence,
    is_confirmed
from {{ ref('framework_items') }}
where is_confirmed <> (confidence = 'verbatim')
