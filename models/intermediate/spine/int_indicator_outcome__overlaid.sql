-- The seed with the council's own rows laid over it.
with

links as (

    {{ overlaid(
        ref('indicator_outcome'),
        ref('stg_local__indicator_outcome'),
        'indicator_outcome',
        ['indicator_code', 'outcome_code', 'valid_from']
    ) }}

)

select
    *,
    {{ in_force() }} as is_in_force
from links
