{{ config(alias='framework') }}
-- Released as it is: words only, no figure.
select * from {{ ref('dim_framework') }}
