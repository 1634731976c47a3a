with

policy as (

    select * from {{ ref('disclosure_policy') }}
    where disclosure_class = 'eyfsp'

),

cells as (

    select
        numerator,
        denominator,
        value,
        value_status,
        lower_95,
        rest_value
    from {{ ref('pub_gld_by_cohort') }}

    union all

    select
        numerator,
        denominator,
        value,
        value_status,
        lower_95,
        rest_value
    from {{ ref('pub_gld_goals') }}

    union all

    select
        numerator,
        denominator,
        value,
        value_status,
        lower_95,
        null as rest_value
    from {{ ref('pub_gld_poverty_profile') }}

)

select cells.*
from cells
cross join policy
where
    (
        cells.value_status = 'c'
        and coalesce(cells.numerator, cells.value, cells.lower_95, cells.rest_value) is not null
    )
    or (cells.value_status <> 'c' and cells.value is null)
    or cells.numerator between policy.hidden_from and policy.hidden_to
    or cells.denominator - cells.numerator between policy.hidden_from and policy.hidden_to
    or cells.denominator < policy.fewest_in_group
