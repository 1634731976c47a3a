select
    codes.characteristic,
    codes.value
from {{ ref('census_codes') }} as codes
left join {{ ref('cohort_values') }} as known
    on codes.characteristic = known.characteristic and codes.value = known.value
where known.value is null

union all

select
    'term_of_birth' as characteristic,
    terms.term_of_birth as value
from {{ ref('term_of_birth_editions') }} as terms
left join {{ ref('cohort_values') }} as known
    on known.characteristic = 'term_of_birth' and terms.term_of_birth = known.value
where known.value is null

union all

select
    factors.factor_code as characteristic,
    factors.cohort_code as value
from {{ ref('risk_factors') }} as factors
left join {{ ref('cohort_values') }} as known
    on factors.cohort_code = known.characteristic || '=' || known.value
where factors.cohort_code is not null and known.value is null
