-- The record of each landed file: what every lineage_id leads to.
with

source as (

    select * from {{ source('landing', 'files') }}

),

renamed as (

    select
        file_id,
        -- a person may have named a file of persons after one
        case when collection is null then file_name else title || ', ' || collection end
            as file_name,
        sha256,
        cast(bytes as bigint) as byte_count,
        dataset,
        title as dataset_title,
        source_code,
        licence,
        edition,
        cast(published_on as date) as published_on,
        cast(received_at as timestamptz) at time zone 'UTC' as received_at,
        lower(is_invented) = 'true' as is_invented,
        made_in_shape,
        note,
        cast(rows_in as bigint) as rows_in,
        cast(rows_loaded as bigint) as rows_loaded,
        cast(rows_quarantined as bigint) as rows_quarantined,
        cast(rows_duplicate as bigint) as rows_duplicate,
        collection,
        superseded_by
    from source

)

select * from renamed
