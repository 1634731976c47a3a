-- Two rows of a seed and two of a council, one of them with the key of the seed's second row: three
-- must come out, the seed's second row gone. The macro cannot be unit tested, as it reads the
-- columns of the seed from its YAML.
with

seed_rows as (

    select
        'kept' as indicator_code,
        'o' as outcome_code,
        'exact' as link_type,
        true as is_primary,
        'of the seed' as reason,
        date '2021-09-01' as valid_from,
        cast(null as date) as valid_to

    union all

    select
        'replaced' as indicator_code,
        'o' as outcome_code,
        'exact' as link_type,
        true as is_primary,
        'of the seed' as reason,
        cast(null as date) as valid_from,
        cast(null as date) as valid_to

),

local_rows as (

    select
        'replaced' as indicator_code,
        'o' as outcome_code,
        'exact' as link_type,
        true as is_primary,
        'of the council' as reason,
        cast(null as date) as valid_from,
        cast(null as date) as valid_to

    union all

    select
        'added' as indicator_code,
        'o' as outcome_code,
        'exact' as link_type,
        true as is_primary,
        'of the council' as reason,
        date '2025-09-01' as valid_from,
        cast(null as date) as valid_to

),

laid_over as (

    {{ overlaid(
        'seed_rows', 'local_rows', 'indicator_outcome', ['indicator_code', 'outcome_code', 'valid_from']
    ) }}

),

expected as (

    select
        'added' as indicator_code,
        'of the council' as reason,
        true as is_local

    union all

    select
        'kept' as indicator_code,
        'of the seed' as reason,
        false as is_local

    union all

    select
        'replaced' as indicator_code,
        'of the council' as reason,
        true as is_local

)

select
    coalesce(laid_over.indicator_code, expected.indicator_code) as indicator_code,
    laid_over.reason,
    expected.reason as expected_reason
from laid_over
full outer join expected
    on
        laid_over.indicator_code = expected.indicator_code
        and laid_over.reason = expected.reason
        and laid_over.is_local = expected.is_local
where laid_over.indicator_code is null or expected.indicator_code is null
