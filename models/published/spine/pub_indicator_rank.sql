{{ config(alias='indicator_rank') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select * from {{ ref('indicator_rank') }}
