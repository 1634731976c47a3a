-- The seed with the council's own rows laid over it.
with

links as (

    {{ overlaid(
        ref('item_indicator'),
        ref('stg_local__item_indicator'),
        'item_indicator',
        ['item_code', 'indicator_code', 'cohort_code', 'valid_from']
    ) }}

)

select
    *,
    {{ in_force() }} as is_in_force
from links
