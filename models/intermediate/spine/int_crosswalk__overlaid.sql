-- The seed with the council's own rows laid over it.
with

links as (

    {{ overlaid(
        ref('crosswalk'),
        ref('stg_local__crosswalk'),
        'crosswalk',
        ['item_code', 'outcome_code', 'valid_from']
    ) }}

)

select
    *,
    {{ in_force() }} as is_in_force
from links
