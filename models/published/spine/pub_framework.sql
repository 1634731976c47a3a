{{ config(alias='framework') }}
-- Released as it is: words only, no figure.
select
    framework_code,
    framework_name,
    short_name,
    publisher,
    purpose,
    geography,
    source_url,
    sort_order
from {{ ref('dim_framework') }}
