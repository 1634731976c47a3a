-- Who an area is compared with: England, its region, the DfE's statistical neighbours by edition.
with

settings as (

    select setting_value as neighbour_edition
    from {{ ref('stg_settings__settings') }}
    where setting_name = 'neighbour_edition'

)

select
    comparators.area_code,
    comparators.comparator_set,
    comparators.edition,
    comparators.comparator_area_code,
    cast(comparators.rank as integer) as rank,
    comparators.closeness,
    comparators.source,
    comparators.comparator_set <> 'dfe_neighbours'
    or comparators.edition = settings.neighbour_edition as is_in_use
from {{ ref('area_comparators') }} as comparators
cross join settings
