{{ config(alias='gld_and_child_poverty') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select * from {{ ref('gld_and_child_poverty') }}
