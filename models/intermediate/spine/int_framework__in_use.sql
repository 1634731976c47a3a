{{ config(materialized='view') }}
-- The frameworks that this home's council answers to: the national and regional ones, and of the
-- councils' own those that are its own.
with

settings as (

    select setting_value as local_authority
    from {{ ref('stg_settings__settings') }}
    where setting_name = 'local_authority'

)

select
    frameworks.framework_code,
    frameworks.framework_name,
    frameworks.short_name,
    frameworks.publisher,
    frameworks.purpose,
    frameworks.geography,
    frameworks.owner_area_code,
    frameworks.source_url,
    frameworks.sort_order
from {{ ref('frameworks') }} as frameworks
cross join settings
where
    frameworks.owner_area_code is null
    or frameworks.owner_area_code = settings.local_authority
