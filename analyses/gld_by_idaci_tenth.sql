-- A good level of development by tenth of income deprivation of the home, of England and of the
-- borough, three years together. Tenth 1 is the most deprived; editions stand apart.
select
    profile.index_edition,
    case
        when profile.place_profile like '%national%' then 'England' else 'the borough'
    end as tenths_of,
    profile.place_name,
    profile.denominator as children,
    profile.numerator as reached,
    round(profile.value, 1) as gld_percent,
    round(profile.lower_95, 1) as lower_95,
    round(profile.upper_95, 1) as upper_95,
    profile.period_code,
    profile.is_invented
from {{ ref('gld_poverty_profile') }} as profile
where
    profile.place_profile <> 'ward'
    and profile.years_together = 3
    and profile.period_code = (
        select max(latest.period_code)
        from {{ ref('gld_poverty_profile') }} as latest
        where latest.years_together = 3
    )
order by
    profile.index_edition desc,
    profile.place_profile asc,
    cast(profile.place_code as integer) asc
