{{ config(alias='value_status') }}
-- Released as it is: words only, no figure.
select * from {{ ref('dim_value_status') }}
