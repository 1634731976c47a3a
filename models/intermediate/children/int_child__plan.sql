-- What the SEN2 return says of a child: whether a plan is maintained on its day, and since when.
with

persons as (

    select persons.*
    from {{ ref('stg_sen2__persons') }} as persons
    inner join {{ ref('stg_landing__files') }} as files on persons.file_id = files.file_id
    where files.superseded_by is null

),

requests as (

    select * from {{ ref('stg_sen2__requests') }}

),

active as (

    select * from {{ ref('stg_sen2__active_plans') }}

),

assessments as (

    select * from {{ ref('stg_sen2__assessments') }}

),

named as (

    select * from {{ ref('stg_sen2__named_plans') }}

)

select
    persons.child_key,
    persons.collection_year,
    min(persons.birth_month) as birth_month,
    count(active.active_plan_id) > 0 as is_plan_maintained,
    min(named.start_date) as plan_start_date,
    max(named.cease_date) as plan_cease_date,
    min(persons.lsoa_code) as lsoa_code,
    min(persons.ward_code) as ward_code,
    min(persons.resident_la_code) as resident_la_code,
    min(persons.place_missing_reason) as place_missing_reason,
    min(persons.ward_missing_reason) as ward_missing_reason
from persons
left join requests
    on
        persons.person_id = requests.person_id
        and persons.collection_year = requests.collection_year
left join active
    on
        requests.request_id = active.request_id
        and requests.collection_year = active.collection_year
left join assessments
    on
        requests.request_id = assessments.request_id
        and requests.collection_year = assessments.collection_year
left join named
    on
        assessments.assessment_id = named.assessment_id
        and assessments.collection_year = named.collection_year
group by persons.child_key, persons.collection_year
