-- settings.toml of the data home, checked before it comes here.
with

source as (

    select * from {{ source('settings', 'settings') }}

),

renamed as (

    select
        setting_name,
        setting_value
    from source

)

select * from renamed
