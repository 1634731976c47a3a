-- Where a child lives in a year, LSOA and ward, with the reason where it is not known: as the
-- profile says, else the census, else SEN2; and how deprived of income the children of that place
-- are.
{% set sources = [
    ('profile', 'int_eyfsp__records', 'record_number = 1'),
    ('census', 'int_child__census', 'true'),
    ('sen2', 'int_child__plan', 'true')
] %}
with

{% for source, model, condition in sources %}
    {{ source }}_place as (

        select
            child_key,
            collection_year,
            {{ loop.index }} as source_order,
            '{{ source }}' as place_dataset,
            lsoa_code,
            ward_code,
            resident_la_code,
            place_missing_reason,
            ward_missing_reason
        from {{ ref(model) }}
        where {{ condition }}

    ),
{% endfor %}

stated as (

    {% for source, _, _ in sources %}
        select * from {{ source }}_place
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

one_a_child as (

    select
        *,
        row_number() over (
            partition by child_key, collection_year
            order by case when lsoa_code is null then 1 else 0 end, source_order
        ) as place_number
    from stated

),

-- an LSOA of 2021 that was more than one in 2011 has no tenth of 2019
before as (

    select
        lsoa_2021_code,
        min(lsoa_2011_code) as lsoa_2011_code
    from {{ ref('stg_geography__lsoa_2011_2021') }}
    group by lsoa_2021_code
    having count(distinct lsoa_2011_code) = 1

),

idaci as (

    select * from {{ ref('int_small_area__idaci') }}

)

select
    places.child_key,
    places.collection_year,
    places.place_dataset,
    places.lsoa_code,
    places.ward_code,
    places.resident_la_code,
    case
        when places.lsoa_code is null then coalesce(places.place_missing_reason, 'not stated')
    end as place_missing_reason,
    case
        when places.ward_code is null then coalesce(places.ward_missing_reason, 'not stated')
    end as ward_missing_reason,
    idaci_2019.national_tenth as idaci_2019_national_tenth,
    idaci_2019.local_tenth as idaci_2019_local_tenth,
    idaci_2025.national_tenth as idaci_2025_national_tenth,
    idaci_2025.local_tenth as idaci_2025_local_tenth
from one_a_child as places
left join before on places.lsoa_code = before.lsoa_2021_code
left join idaci as idaci_2019
    on before.lsoa_2011_code = idaci_2019.lsoa_code and idaci_2019.index_edition = 2019
left join idaci as idaci_2025
    on places.lsoa_code = idaci_2025.lsoa_code and idaci_2025.index_edition = 2025
where places.place_number = 1
