-- Rows of the returns in force (a correction takes the place of the file before it). Of a child
-- with two rows in a year, from two schools, the one of the higher school number counts; a child
-- with a profile in a later year too counts there, at the end of the foundation stage.
with

profiles as (

    select * from {{ ref('stg_eyfsp_return__profiles') }}

),

files as (

    select * from {{ ref('stg_landing__files') }}
    where superseded_by is null

),

settings as (

    select setting_value as local_authority
    from {{ ref('stg_settings__settings') }}
    where setting_name = 'local_authority'

)

select
    profiles.file_id,
    profiles.row_number,
    profiles.child_key,
    profiles.birth_month,
    profiles.collection_year,
    profiles.sex_printed,
    profiles.school_number,
    profiles.lsoa_code,
    profiles.ward_code,
    profiles.resident_la_code,
    profiles.place_missing_reason,
    profiles.ward_missing_reason,
    profiles.com_e01,
    profiles.com_e02,
    profiles.pse_e03,
    profiles.pse_e04,
    profiles.pse_e05,
    profiles.phy_e06,
    profiles.phy_e07,
    profiles.lit_e08,
    profiles.lit_e09,
    profiles.lit_e10,
    profiles.mat_e11,
    profiles.mat_e12,
    profiles.utw_e13,
    profiles.utw_e14,
    profiles.utw_e15,
    profiles.exp_e16,
    profiles.exp_e17,
    profiles.gld_flag,
    {{ academic_period('profiles.collection_year') }} as period_code,
    coalesce(profiles.la_code, settings.local_authority) as area_code,
    files.is_invented,
    row_number() over (
        partition by profiles.child_key, profiles.collection_year
        order by profiles.school_number desc nulls last, profiles.row_number desc
    ) as record_number,
    max(profiles.collection_year) over (partition by profiles.child_key)
    > profiles.collection_year as has_later_profile
from profiles
inner join files on profiles.file_id = files.file_id
cross join settings
