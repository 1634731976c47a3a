-- The seed with the council's own rows laid over it.
{{ overlaid(ref('outcomes'), ref('stg_local__outcomes'), 'outcomes', ['outcome_code']) }}
