-- A heading without anything under it would show on the home page as an empty row that nobody can
-- explain, and an outcome under a heading that is gone would not show at all.
with

layers as (

    select * from {{ ref('outcome_layers') }}

),

domains as (

    select * from {{ ref('outcome_domains') }}

),

outcomes as (

    select * from {{ ref('outcomes') }}
    where valid_to is null

),

empty_layers as (

    select
        layers.layer_code as heading_code,
        layers.layer_name as heading_name,
        'layer without a domain' as problem
    from layers
    left join domains on layers.layer_code = domains.layer_code
    where domains.domain_code is null

),

empty_domains as (

    select
        domains.domain_code as heading_code,
        domains.domain_name as heading_name,
        'domain without an outcome in force' as problem
    from domains
    left join outcomes on domains.domain_code = outcomes.domain_code
    where outcomes.outcome_code is null

)

select * from empty_layers
union all
select * from empty_domains
