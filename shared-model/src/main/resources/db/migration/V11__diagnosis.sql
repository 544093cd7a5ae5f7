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
COMMENT ON COLUMN forecast_chunks.chunks IS 'how many different chunks there are';

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
    least_distance double precision NOT NULL,
    mean_distance  double precision NOT NULL,
    evidence       jsonb       NOT NULL,
    found_at       timestamptz NOT NULL DEFAULT fw_now(),
    CONSTRAINT uq_kinship UNIQUE NULLS NOT DISTINCT (run_id, kind, lead_hours, response_a, response_b),
    CONSTRAINT distances_are_bounded CHECK (least_distance BETWEEN 0 AND 2 AND mean_distance BETWEEN 0 AND 2),
    CONSTRAINT each_pair_once CHECK (response_a < response_b),
    CONSTRAINT chunks_have_no_lead CHECK ((kind = 'chunks') = (lead_hours IS NULL))
);
CREATE INDEX idx_kinship_b ON forecast_kinship (response_b);
COMMENT ON COLUMN forecast_kinship.mean_distance IS
    '0 equal, about 1 unrelated: of the components that both have, or the share of chunks that are not identical';
CREATE INDEX idx_kinship_a ON forecast_kinship (response_a);

-- A test holds this list against the schema.
CREATE OR REPLACE VIEW inv_13_finite AS
WITH numbers AS (
    SELECT s.run_id, p.id AS response_id, 'statistics of uid ' || s.miner_uid AS subject, v.name, v.value
    FROM weather_forecast_stats s
    LEFT JOIN weather_miner_responses p ON p.run_id = s.run_id AND p.miner_uid = s.miner_uid
    CROSS JOIN LATERAL (VALUES ('forecast_score_initial', s.forecast_score_initial),
        ('era5_score_24h', s.era5_score_24h), ('era5_score_48h', s.era5_score_48h),
        ('era5_score_72h', s.era5_score_72h), ('era5_score_96h', s.era5_score_96h),
        ('era5_score_120h', s.era5_score_120h), ('era5_score_144h', s.era5_score_144h),
        ('era5_score_168h', s.era5_score_168h), ('era5_score_192h', s.era5_score_192h),
        ('era5_score_216h', s.era5_score_216h), ('era5_score_240h', s.era5_score_240h),
        ('era5_combined_score', s.era5_combined_score), ('era5_completeness', s.era5_completeness),
        ('overall_forecast_score', s.overall_forecast_score), ('avg_rmse', s.avg_rmse), ('avg_acc', s.avg_acc),
        ('avg_skill_score', s.avg_skill_score)) AS v(name, value)
    UNION ALL
    SELECT NULL, NULL, 'lifetime statistics of uid ' || m.miner_uid, v.name, v.value
    FROM miner_stats m
    CROSS JOIN LATERAL (VALUES ('avg_forecast_score', m.avg_forecast_score), ('avg_day1_score', m.avg_day1_score),
        ('avg_era5_score', m.avg_era5_score), ('avg_era5_completeness', m.avg_era5_completeness),
        ('best_forecast_score', m.best_forecast_score), ('worst_forecast_score', m.worst_forecast_score),
        ('score_std_dev', m.score_std_dev), ('forecast_success_ratio', m.forecast_success_ratio),
        ('avg_inference_time', m.avg_inference_time), ('host_reliability_ratio', m.host_reliability_ratio),
        ('avg_hosting_latency_ms', m.avg_hosting_latency_ms)) AS v(name, value)
    UNION ALL
    SELECT m.run_id, m.response_id, 'miner score ' || m.id, 'score', m.score FROM weather_miner_scores m
    UNION ALL
    SELECT t.run_id, NULL, 'combined score of uid ' || t.miner_uid, 'score', t.score FROM score_table t
    UNION ALL
    SELECT c.run_id, c.response_id, 'component score ' || c.id, v.name, v.value
    FROM weather_forecast_component_scores c
    CROSS JOIN LATERAL (VALUES ('coverage', c.coverage), ('rmse', c.rmse), ('mse', c.mse), ('bias', c.bias),
        ('mae', c.mae), ('acc', c.acc), ('skill_score', c.skill_score), ('skill_score_gfs', c.skill_score_gfs),
        ('skill_score_climatology', c.skill_score_climatology), ('rrmse', c.rrmse),
        ('activity_ratio', c.activity_ratio), ('pattern_correlation', c.pattern_correlation),
        ('clone_distance', c.clone_distance), ('clone_penalty', c.clone_penalty),
        ('quality_penalty', c.quality_penalty), ('weighted_score', c.weighted_score),
        ('variable_weight', c.variable_weight), ('acc_uncentred', c.acc_uncentred),
        ('mse_climatology', c.mse_climatology), ('mse_reference', c.mse_reference), ('equal_share', c.equal_share),
        ('mse_best_blend', c.mse_best_blend), ('added_value', c.added_value)) AS v(name, value)
    UNION ALL
    SELECT c.run_id, c.response_id, 'component score ' || c.id, 'sums[' || e.position || ']', e.value
    FROM weather_forecast_component_scores c
    CROSS JOIN LATERAL unnest(c.sums) WITH ORDINALITY AS e(value, position)
    UNION ALL
    SELECT c.run_id, c.response_id, 'component score ' || c.id, 'parity_sums[' || e.position || ']', e.value
    FROM weather_forecast_component_scores c
    CROSS JOIN LATERAL unnest(c.parity_sums) WITH ORDINALITY AS e(value, position)
    UNION ALL
    SELECT s.run_id, s.response_id, 'sketch of ' || s.score_type || ' ' || s.lead_hours || ' h',
           'sketch[' || e.position || ']', e.value
    FROM forecast_sketches s
    CROSS JOIN LATERAL unnest(s.sketch) WITH ORDINALITY AS e(value, position)
    UNION ALL
    SELECT k.run_id, k.response_a, 'pair ' || k.id, v.name, v.value
    FROM forecast_kinship k
    CROSS JOIN LATERAL (VALUES ('least_distance', k.least_distance), ('mean_distance', k.mean_distance))
        AS v(name, value))
SELECT run_id, response_id, subject, name || ' is ' || value AS problem
FROM numbers WHERE value IN ('NaN', 'Infinity', '-Infinity');
