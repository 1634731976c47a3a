-- A printed code stands for itself, unless its authority kept its area under another code: then for
-- that one, which is in force. Merged and split areas keep their own figures.
with

recoded as (

    select
        predecessor_area_code,
        area_code
    from {{ ref('area_predecessors') }}
    where method in ('same_boundary', 'same_authority')

),

expected as (

    select
        areas.area_code as printed_code,
        coalesce(recoded.area_code, areas.area_code) as area_code,
        case when recoded.area_code is null then 'gss' else 'gss_former' end as code_kind
    from {{ ref('areas') }} as areas
    left join recoded on areas.area_code = recoded.predecessor_area_code

)

select
    expected.printed_code,
    expected.area_code as expected_area_code,
    codes.area_code
from expected
left join {{ ref('area_codes') }} as codes on expected.printed_code = codes.printed_code
left join {{ ref('areas') }} as targets on codes.area_code = targets.area_code
where
    codes.area_code is distinct from expected.area_code
    or codes.code_kind is distinct from expected.code_kind
    or (expected.code_kind = 'gss_former' and targets.valid_to is not null)
