{{ config(alias='framework_coverage') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select * from {{ ref('framework_coverage') }}
