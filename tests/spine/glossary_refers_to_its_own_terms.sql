-- "See also" is a link on the glossary page: a term that is not there would be a dead one. The
-- terms found are counted against the semicolons, which needs no splitting of text that engines
-- do differently.
with

terms as (

    select * from {{ ref('glossary_terms') }}

),

referred as (

    select
        terms.term,
        terms.see_also,
        length(terms.see_also) - length(replace(terms.see_also, ';', '')) + 1 as named_count,
        count(named.term) as found_count
    from terms
    left join terms as named
        on
            terms.term <> named.term
            and concat('; ', terms.see_also, ';') like concat('%; ', named.term, ';%')
    where terms.see_also is not null
    group by terms.term, terms.see_also

)

select
    term,
    see_also,
    named_count,
    found_count
from referred
where named_count <> found_count
