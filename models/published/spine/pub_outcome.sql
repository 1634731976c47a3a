{{ config(alias='outcome') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select * from {{ ref('dim_outcome') }}
