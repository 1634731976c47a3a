{{ config(alias='glossary_term') }}
-- Released as it is: words only, no figure.
select * from {{ ref('glossary_term') }}
