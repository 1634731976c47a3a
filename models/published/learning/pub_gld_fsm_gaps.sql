{{ config(alias='gld_fsm_gaps') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select * from {{ ref('gld_fsm_gaps') }}
