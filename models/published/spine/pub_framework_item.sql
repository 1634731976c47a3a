{{ config(alias='framework_item') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select * from {{ ref('dim_framework_item') }}
