-- Small areas of the 2025 indices (file 7): income deprivation affecting children.
with

source as (

    select * from {{ source('iod', 'iod_file_7_2025') }}

),

renamed as (

    select
        file_id,
        row_number,
        lsoa_code,
        lsoa_name,
        la_code,
        la_name,
        {{ try_number('idaci_score') }} as idaci_score,
        cast({{ try_number('idaci_rank') }} as integer) as idaci_rank,
        cast({{ try_number('idaci_decile') }} as integer) as idaci_tenth,
        cast({{ try_number('children_0_15') }} as integer) as children_0_15
    from source

)

select * from renamed
