-- What mode parity is computed from, beside the sums that every mode stores: 25 numbers, or 32 with a reference forecast
-- (docs/scoring-parity.md).
ALTER TABLE weather_forecast_component_scores
    ADD COLUMN parity_sums double precision[],
    ADD CONSTRAINT parity_sums_are_of_parity CHECK (parity_sums IS NULL OR mode = 'parity'),
    ADD CONSTRAINT parity_sums_are_finite CHECK ('NaN'::double precision <> ALL (parity_sums)
        AND 'Infinity'::double precision <> ALL (parity_sums) AND '-Infinity'::double precision <> ALL (parity_sums));
