-- The SEN2 return itself and the day it speaks of.
with

source as (

    select * from {{ source('sen2', 'sen2') }}

),

renamed as (

    select
        file_id,
        row_number,
        cast(collection_year as integer) as collection_year,
        sen2_id,
        cast(reference_date as date) as reference_date
    from source

)

select * from renamed
