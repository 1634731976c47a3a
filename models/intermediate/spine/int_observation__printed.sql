-- Everything that any source prints for an indicator of the spine, as it is printed.
{% set readers = ['lait', 'dfe_eyfsp', 'ons_explore', 'fingertips', 'iod', 'lginform', 'local_values'] %}
{% for reader in readers %}
select * from {{ ref('int_observation__' ~ reader) }}
{% if not loop.last %}
union all
{% endif %}
{% endfor %}
