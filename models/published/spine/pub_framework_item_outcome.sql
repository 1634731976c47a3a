{{ config(alias='framework_item_outcome') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select * from {{ ref('bridge_framework_item') }}
