-- Good: an exact link with and without a reason, a best fit, a link that is not exact and says
-- why. Broken: no reason, an empty one, a blank one, and a link type that is itself missing,
-- so that nobody can say it needs none.
with

fixture (code, link_type, method, reason) as (

    values
    ('exact', 'exact', null, null),
    ('exact_with_reason', 'exact', null, 'Same words in both'),
    ('by_method', 'broader', 'best_fit', null),
    ('proxy_with_reason', 'proxy', null, 'Nothing closer is published'),
    ('unknown_with_reason', null, null, 'Link type to be agreed'),
    ('no_reason', 'proxy', null, null),
    ('empty_reason', 'proxy', null, ''),
    ('blank_reason', 'broader', null, '  '),
    ('unknown_type', null, null, null)

),

reported as (

    select code
    from (
        {{ test_reason_unless(
            'fixture', "link_type = 'exact' or method = 'best_fit'", column='reason'
        ) }}
    ) as failures

),

expected (code) as (

    values
    ('no_reason'),
    ('empty_reason'),
    ('blank_reason'),
    ('unknown_type')

)

select
    coalesce(expected.code, reported.code) as code,
    case when reported.code is null then 'missed' else 'wrongly reported' end as problem
from expected
full outer join reported
    on expected.code = reported.code
where expected.code is null or reported.code is null
