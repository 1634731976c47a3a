select
    one.index_edition,
    one.la_code,
    one.lsoa_code
from {{ ref('int_small_area__idaci') }} as one
inner join {{ ref('int_small_area__idaci') }} as other
    on
        one.index_edition = other.index_edition
        and one.la_code = other.la_code
        and one.idaci_score > other.idaci_score
        and one.local_tenth > other.local_tenth

union all

select
    index_edition,
    la_code,
    lsoa_code
from {{ ref('int_small_area__idaci') }}
where local_tenth not between 1 and 10
