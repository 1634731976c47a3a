-- Every DfE number of an authority is a printed code, and leads to the authority that has it today
-- or had it last.
select
    areas.area_code,
    areas.dfe_number,
    codes.area_code as leads_to
from {{ ref('areas') }} as areas
left join {{ ref('area_codes') }} as own on areas.area_code = own.printed_code
left join {{ ref('area_codes') }} as codes
    on
        cast(areas.dfe_number as varchar) = codes.printed_code
        and codes.code_kind = 'dfe'
where
    areas.area_type = 'la_upper'
    and codes.area_code is distinct from own.area_code
