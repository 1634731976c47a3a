{{ config(alias='source_disagreement') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select * from {{ ref('source_disagreement') }}
