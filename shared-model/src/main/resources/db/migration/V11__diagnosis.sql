-- What is shown beside a score and changes none: metrics that follow from the sums, flags, and what was found out.
ALTER TABLE weather_forecast_component_scores
    ADD COLUMN acc_uncentred   double precision,
    ADD COLUMN mse_climatology double precision,
    ADD COLUMN mse_reference   double precision,
    ADD COLUMN equal_share     double precision,
    ADD COLUMN mse_best_blend  double precision,
    ADD COLUMN added_value     double precision,
    ADD COLUMN flags           text[] NOT NULL DEFAULT '{}',
    ADD COLUMN diagnosis       jsonb,
    ADD CONSTRAINT shown_numbers_are_finite CHECK (
        acc_uncentred BETWEEN -1 AND 1
        AND mse_climatology >= 0 AND mse_climatology < 'Infinity'
        AND mse_reference >= 0 AND mse_reference < 'Infinity'
        AND equal_share BETWEEN 0 AND 1
        AND mse_best_blend >= 0 AND mse_best_blend < 'Infinity'
        AND added_value > '-Infinity' AND added_value < 'Infinity');
COMMENT ON COLUMN weather_forecast_component_scores.diagnosis IS
    'what the field looks like if it is not what its metadata say, and counts: docs/scoring-diagnosis.md';

-- A few numbers of each component of a lead, by which near-duplicate forecasts are found.
CREATE TABLE forecast_sketches (
    run_id      integer     NOT NULL REFERENCES weather_forecast_runs ON DELETE CASCADE,
    response_id integer     NOT NULL REFERENCES weather_miner_responses ON DELETE CASCADE,
    score_type  varchar(16) NOT NULL CHECK (score_type IN ('day1', 'era5')),
    lead_hours  integer     NOT NULL,
    components  text[]      NOT NULL,
    sketch      real[]      NOT NULL,
    compared_at timestamptz,
    PRIMARY KEY (response_id, score_type, lead_hours),
    CONSTRAINT numbers_are_finite CHECK ('NaN'::real <> ALL (sketch) AND 'Infinity'::real <> ALL (sketch)
        AND '-Infinity'::real <> ALL (sketch))
);
CREATE INDEX idx_sketches_lead ON forecast_sketches (run_id, score_type, lead_hours, response_id);
COMMENT ON COLUMN forecast_sketches.components IS
    'name and first digits of the truth''s sha256: only sketches against one truth can be compared';
COMMENT ON COLUMN forecast_sketches.compared_at IS 'NULL until its own job has compared it with all that were there';

-- The first 8 bytes of the sha256 of each data chunk, ascending, end to end.
CREATE TABLE forecast_chunks (
    run_id      integer NOT NULL REFERENCES weather_forecast_runs ON DELETE CASCADE,
    response_id integer PRIMARY KEY REFERENCES weather_miner_responses ON DELETE CASCADE,
    chunks      integer NOT NULL CHECK (chunks >= 0),
    prefixes    bytea   NOT NULL CHECK (octet_length(prefixes) % 8 = 0),
    compared_at timestamptz
);
CREATE INDEX idx_chunks_run ON forecast_chunks (run_id, response_id);
COMMENT ON COLUMN forecast_chunks.chunks IS 'how many different chunks there are; of very many only the least are kept';

-- Pairs of near-duplicate forecasts: evidence across miners, which changes no score.
CREATE TABLE forecast_kinship (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id         integer     NOT NULL REFERENCES weather_forecast_runs ON DELETE CASCADE,
    kind           varchar(16) NOT NULL CHECK (kind IN ('day1', 'era5', 'chunks')),
    lead_hours     integer,
    response_a     integer     NOT NULL REFERENCES weather_miner_responses ON DELETE CASCADE,
    response_b     integer     NOT NULL REFERENCES weather_miner_responses ON DELETE CASCADE,
    compared       integer     NOT NULL CHECK (compared > 0),
    alike          integer     NOT NULL CHECK (alike BETWEEN 0 AND compared),
    least_distance double precision NOT NULL CHECK (least_distance BETWEEN 0 AND 2),
    mean_distance  double precision NOT NULL CHECK (mean_distance BETWEEN 0 AND 2),
    evidence       jsonb       NOT NULL,
    found_at       timestamptz NOT NULL DEFAULT fw_now(),
    CONSTRAINT uq_kinship UNIQUE NULLS NOT DISTINCT (run_id, kind, lead_hours, response_a, response_b),
    CONSTRAINT each_pair_once CHECK (response_a < response_b),
    CONSTRAINT chunks_have_no_lead CHECK ((kind = 'chunks') = (lead_hours IS NULL))
);
CREATE INDEX idx_kinship_b ON forecast_kinship (response_b);
COMMENT ON COLUMN forecast_kinship.mean_distance IS
    '0 equal, about 1 unrelated: of the components that both have, or the share of chunks that are not identical';
CREATE INDEX idx_kinship_a ON forecast_kinship (response_a);
