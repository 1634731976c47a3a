{{ config(alias='comparability_break') }}
-- Released as it is: words only, no figure.
select * from {{ ref('comparability_break') }}
