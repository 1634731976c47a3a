-- The seed with the council's own rows laid over it.
{{ overlaid(ref('targets'), ref('stg_local__targets'), 'targets', ['target_code']) }}
