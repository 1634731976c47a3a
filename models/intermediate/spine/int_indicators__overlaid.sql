-- The seed with the council's own rows laid over it.
{{ overlaid(ref('indicators'), ref('stg_local__indicators'), 'indicators', ['indicator_code']) }}
