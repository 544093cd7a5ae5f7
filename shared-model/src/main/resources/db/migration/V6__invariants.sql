-- The invariants I-01 to I-05 and I-07 to I-13 as views: each row is one violation, an empty view is a kept promise.
-- All have the same columns: run_id, response_id, subject (what is wrong) and problem (how it is wrong).

-- The position of a status on its way; the order of the Java enums, which a test compares.
CREATE FUNCTION fw_run_rank(status text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_position(ARRAY['created', 'gfs_downloading', 'gfs_ready', 'querying_miners',
        'awaiting_inference_results', 'scoring_day1', 'awaiting_era5', 'scoring_era5', 'completed', 'failed',
        'abandoned'], status) - 1
$$;

CREATE FUNCTION fw_response_rank(status text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_position(ARRAY['created', 'fetch_initiated', 'inference_running', 'forecast_ready', 'day1_scoring',
        'day1_scored', 'era5_scoring', 'era5_scored', 'failed', 'cancelled'], status) - 1
$$;

-- Whether a failure with this code is ours or nobody's.
CREATE FUNCTION fw_blameless(code text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT code IN ('VALIDATOR_INTERNAL', 'JOB_DEADLINE', 'DATABASE', 'OUT_OF_MEMORY', 'LEASE_EXPIRED',
        'TRUTH_UNAVAILABLE', 'DEREGISTERED', 'REFERENCE_NOT_READY')
$$;

-- The most retries of a step, as in the table of retry policies; 0 for a step that is never repeated.
CREATE FUNCTION fw_retry_budget(step_name text, substep text, lead_hours integer) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE step_name
        WHEN 'seed' THEN CASE WHEN substep = 'download_gfs' THEN 6 ELSE 10 END
        WHEN 'query' THEN CASE WHEN substep = 'initiate_fetch' THEN 3 ELSE 10 END
        WHEN 'poll' THEN 20
        WHEN 'verify' THEN 5
        WHEN 'day1' THEN CASE WHEN substep = 'load_inputs' THEN 5 ELSE 3 END
        WHEN 'era5' THEN CASE WHEN substep = 'load_truth' THEN 6 ELSE 3 END
        WHEN 'aggregate' THEN 3
        ELSE 0 END
$$;

-- Responses about which everything is folded: while an outcome waits, jobs and scores are ahead of the response.
CREATE VIEW fw_settled_responses AS
SELECT p.*
FROM weather_miner_responses p
WHERE p.parked_reason IS NULL
  AND NOT EXISTS (SELECT FROM outcomes o
                  WHERE o.response_id = p.id AND o.folded_at IS NULL AND o.disposition IS NULL);

CREATE VIEW inv_01_liveness AS
SELECT p.run_id, p.id AS response_id,
       'response ' || p.id || ' of uid ' || p.miner_uid AS subject,
       p.status || ' with ' || j.unfinished || ' unfinished jobs instead of one' AS problem
FROM fw_settled_responses p
JOIN weather_forecast_runs r ON r.id = p.run_id
CROSS JOIN LATERAL (SELECT count(*) AS unfinished FROM validator_jobs v
                    WHERE v.response_id = p.id AND v.status IN ('pending', 'in_progress', 'retry_scheduled')) AS j
WHERE r.status IN ('querying_miners', 'awaiting_inference_results', 'scoring_day1', 'awaiting_era5', 'scoring_era5')
  AND p.status NOT IN ('era5_scored', 'failed', 'cancelled')
  AND j.unfinished <> 1;

-- A truth job belongs to a valid time, so a run has several without a miner; their singleton keys tell them apart.
CREATE VIEW inv_02_uniqueness AS
SELECT min(run_id) AS run_id, min(response_id) AS response_id,
       'singleton key ' || singleton_key AS subject,
       'shared by the unfinished jobs ' || string_agg(id::text, ', ' ORDER BY id) AS problem
FROM validator_jobs
WHERE status IN ('pending', 'in_progress', 'retry_scheduled') AND singleton_key IS NOT NULL
GROUP BY singleton_key HAVING count(*) > 1
UNION ALL
SELECT run_id, min(response_id),
       job_type || ' of run ' || run_id || coalesce(', uid ' || miner_uid, ''),
       'the jobs ' || string_agg(id::text, ', ' ORDER BY id) || ' are unfinished at the same time'
FROM validator_jobs
WHERE status IN ('pending', 'in_progress', 'retry_scheduled') AND run_id IS NOT NULL
  AND job_type <> 'weather.era5_truth'
GROUP BY job_type, run_id, miner_uid HAVING count(*) > 1;

CREATE VIEW inv_03_quiescence AS
SELECT j.run_id, j.response_id, 'job ' || j.id || ' (' || j.job_type || ')' AS subject,
       j.status || ' although its run is ' || r.status AS problem
FROM validator_jobs j
JOIN weather_forecast_runs r ON r.id = j.run_id AND r.status IN ('completed', 'failed', 'abandoned')
WHERE j.status IN ('pending', 'in_progress', 'retry_scheduled')
UNION ALL
SELECT j.run_id, j.response_id, 'job ' || j.id || ' (' || j.job_type || ')',
       j.status || ' although its response is ' || p.status
FROM validator_jobs j
JOIN fw_settled_responses p ON p.id = j.response_id AND p.status IN ('era5_scored', 'failed', 'cancelled')
JOIN weather_forecast_runs r ON r.id = p.run_id AND r.status NOT IN ('completed', 'failed', 'abandoned')
WHERE j.status IN ('pending', 'in_progress', 'retry_scheduled');

-- The reaper looks every five seconds; three looks are missed before this speaks.
CREATE VIEW inv_04_lease AS
SELECT run_id, response_id, 'job ' || id || ' (' || job_type || ')' AS subject,
       'its lease of ' || coalesce(claimed_by, 'nobody') || ' expired at ' || lease_expires_at
           || ' and it was not taken back' AS problem
FROM validator_jobs
WHERE status = 'in_progress' AND lease_expires_at < fw_now() - interval '15 seconds';

CREATE VIEW inv_05_bounds AS
SELECT run_id, response_id, 'job ' || id || ' (' || job_type || ')' AS subject,
       attempts || ' attempts of at most ' || max_attempts AS problem
FROM validator_jobs WHERE attempts > max_attempts
UNION ALL
SELECT s.run_id, p.id,
       'step ' || s.step_name || coalesce('/' || s.substep, '') || coalesce(' of lead ' || s.lead_hours, '')
           || ' of uid ' || s.miner_uid,
       s.retry_count || ' retries of at most ' || fw_retry_budget(s.step_name, s.substep, s.lead_hours)
FROM weather_forecast_steps s
LEFT JOIN weather_miner_responses p
    ON p.run_id = s.run_id AND p.miner_uid = s.miner_uid AND p.miner_hotkey = s.miner_hotkey
WHERE s.retry_count > fw_retry_budget(s.step_name, s.substep, s.lead_hours)
UNION ALL
SELECT run_id, min(response_id), job_type || ' of run ' || run_id || ', uid ' || miner_uid,
       count(*) || ' unfinished jobs instead of at most one'
FROM validator_jobs
WHERE status IN ('pending', 'in_progress', 'retry_scheduled') AND run_id IS NOT NULL AND miner_uid IS NOT NULL
GROUP BY job_type, run_id, miner_uid HAVING count(*) > 1;

-- Over the recorded steps of runs and responses: they begin at the beginning, ranks only grow, nothing leaves a terminal
-- state, and nothing is jumped over but by a failure, a cancellation or a forecast that was finished beforehand.
CREATE VIEW inv_07_monotone AS
SELECT t.run_id, t.response_id,
       coalesce('response ' || t.response_id, 'run ' || t.run_id) || ', transition ' || t.id AS subject,
       t.from_status || ' → ' || t.to_status || ': ' || CASE
           WHEN t.from_rank >= t.terminal_rank THEN t.from_status || ' is terminal'
           WHEN t.to_rank <= t.from_rank THEN 'the rank does not grow'
           WHEN t.to_rank IS NULL OR t.from_rank IS NULL THEN 'no such status'
           WHEN t.before <> t.from_status THEN 'the transition before it led to ' || t.before
           WHEN t.before IS NULL AND t.from_rank > 0 THEN 'nothing led to ' || t.from_status
           ELSE 'a step is missing' END AS problem
FROM (SELECT s.*,
             CASE WHEN s.response_id IS NULL THEN fw_run_rank(s.from_status)
                  ELSE fw_response_rank(s.from_status) END AS from_rank,
             CASE WHEN s.response_id IS NULL THEN fw_run_rank(s.to_status)
                  ELSE fw_response_rank(s.to_status) END AS to_rank,
             CASE WHEN s.response_id IS NULL THEN fw_run_rank('completed')
                  ELSE fw_response_rank('era5_scored') END AS terminal_rank,
             lag(s.to_status) OVER (PARTITION BY s.run_id, s.response_id ORDER BY s.id) AS before
      FROM state_transitions s
      JOIN outcomes o ON o.id = s.outcome_id AND o.folded_at IS NOT NULL) AS t
WHERE t.from_rank IS NULL OR t.to_rank IS NULL OR t.from_rank >= t.terminal_rank OR t.to_rank <= t.from_rank
   OR t.before <> t.from_status OR t.before IS NULL AND t.from_rank > 0
   OR t.to_rank > t.from_rank + 1 AND t.to_rank <= t.terminal_rank
      AND NOT (t.response_id IS NOT NULL AND t.from_status = 'created' AND t.to_status = 'forecast_ready');

-- What the responses of a run amount to, as the run's machine folds them; runs before the queries are left out.
CREATE VIEW inv_08_fold AS
SELECT f.run_id, NULL::integer AS response_id, 'run ' || f.run_id AS subject,
       'is ' || f.status || ' but its responses amount to ' || f.folded AS problem
FROM (SELECT r.id AS run_id, r.status,
             CASE WHEN c.open + c.day1 > 0 THEN
                      CASE WHEN c.day1 + c.scored + c.era5 + c.done > 0 THEN 'scoring_day1'
                           ELSE 'awaiting_inference_results' END
                  WHEN c.scored > 0 AND c.era5 + c.done = 0 THEN 'awaiting_era5'
                  WHEN c.scored + c.era5 > 0 THEN 'scoring_era5'
                  WHEN c.done > 0 THEN 'completed'
                  WHEN c.ended > 0 THEN 'failed' END AS folded
      FROM weather_forecast_runs r
      CROSS JOIN LATERAL (
          SELECT count(*) FILTER (WHERE status IN ('created', 'fetch_initiated', 'inference_running',
                                                   'forecast_ready')) AS open,
                 count(*) FILTER (WHERE status = 'day1_scoring') AS day1,
                 count(*) FILTER (WHERE status = 'day1_scored') AS scored,
                 count(*) FILTER (WHERE status = 'era5_scoring') AS era5,
                 count(*) FILTER (WHERE status = 'era5_scored') AS done,
                 count(*) FILTER (WHERE status IN ('failed', 'cancelled')) AS ended
          FROM weather_miner_responses p WHERE p.run_id = r.id) AS c
      WHERE fw_run_rank(r.status) >= fw_run_rank('querying_miners') AND r.status <> 'abandoned') AS f
WHERE fw_run_rank(f.status) < fw_run_rank(f.folded)
   OR (f.status IN ('completed', 'failed')) <> (f.folded IN ('completed', 'failed'));

-- Combined = Σ of the lead columns / 10, completeness = leads with a scored component / 10. A response that failed
-- through its miner has 0 in both; one that was cancelled or failed through us, or has no decided lead, has neither.
CREATE VIEW inv_09_rollups AS
SELECT e.run_id, e.response_id, 'statistics of uid ' || e.miner_uid || ' in run ' || e.run_id AS subject,
       'combined ' || coalesce(e.era5_combined_score::text, 'NULL') || ', not ' || coalesce(e.combined::text, 'NULL')
           || '; completeness ' || coalesce(e.era5_completeness::text, 'NULL') || ', not '
           || coalesce(e.completeness::text, 'NULL') AS problem
FROM (SELECT s.run_id, p.id AS response_id, s.miner_uid, s.era5_combined_score, s.era5_completeness,
             CASE WHEN p.status = 'failed' AND NOT fw_blameless(p.failure_code) THEN 0
                  WHEN p.status IN ('failed', 'cancelled') OR s.era5_leads = '{}' THEN NULL
                  ELSE (coalesce(s.era5_score_24h, 0) + coalesce(s.era5_score_48h, 0) + coalesce(s.era5_score_72h, 0)
                      + coalesce(s.era5_score_96h, 0) + coalesce(s.era5_score_120h, 0)
                      + coalesce(s.era5_score_144h, 0) + coalesce(s.era5_score_168h, 0)
                      + coalesce(s.era5_score_192h, 0) + coalesce(s.era5_score_216h, 0)
                      + coalesce(s.era5_score_240h, 0)) / 10 END AS combined,
             CASE WHEN p.status = 'failed' AND NOT fw_blameless(p.failure_code) THEN 0
                  WHEN p.status IN ('failed', 'cancelled') OR s.era5_leads = '{}' THEN NULL
                  ELSE (SELECT count(*) FROM jsonb_each(s.era5_leads) AS l
                        WHERE l.value ->> 'end' = 'scored' AND (l.value ->> 'components')::integer > 0)
                      / 10::double precision END AS completeness
      FROM weather_forecast_stats s
      JOIN weather_miner_responses p ON p.run_id = s.run_id AND p.miner_uid = s.miner_uid) AS e
WHERE coalesce(abs(e.era5_combined_score - e.combined) > 1e-12, e.era5_combined_score IS DISTINCT FROM e.combined)
   OR coalesce(abs(e.era5_completeness - e.completeness) > 1e-12,
               e.era5_completeness IS DISTINCT FROM e.completeness);

-- GROUP BY takes NULLs as equal, as the keys do.
CREATE VIEW inv_10_keys AS
SELECT run_id, NULL::integer AS response_id,
       'step ' || step_name || coalesce('/' || substep, '') || coalesce(' of lead ' || lead_hours, '') || ' of uid '
           || miner_uid AS subject,
       count(*) || ' rows have this key' AS problem
FROM weather_forecast_steps
GROUP BY run_id, miner_uid, miner_hotkey, step_name, substep, lead_hours HAVING count(*) > 1
UNION ALL
SELECT min(run_id), response_id,
       'component score ' || score_type || ' of ' || variable_name || coalesce(' at ' || pressure_level || ' hPa', '')
           || ', lead ' || lead_hours || ' (' || mode || ', ' || truth_tier || ')',
       count(*) || ' rows have this key'
FROM weather_forecast_component_scores
GROUP BY response_id, score_type, lead_hours, variable_name, pressure_level, mode, truth_tier HAVING count(*) > 1
UNION ALL
SELECT min(run_id), response_id, 'miner score ' || score_type || ', lead ' || lead_hours || ' (' || mode || ')',
       count(*) || ' rows have this key'
FROM weather_miner_scores
GROUP BY response_id, score_type, lead_hours, mode HAVING count(*) > 1;

CREATE VIEW inv_11_agreement AS
SELECT a.run_id, a.response_id, 'lead ' || a.lead || ' of uid ' || a.miner_uid AS subject,
       'its step is ' || coalesce(a.step, 'absent') || ', it has ' || CASE WHEN a.scored THEN 'a' ELSE 'no' END
           || ' score row, it ended ' || coalesce(a.ended, 'not yet') || ' and its column is '
           || coalesce(a.score::text, 'NULL') AS problem
FROM (SELECT p.run_id, p.id AS response_id, p.miner_uid, l.lead, l.score,
             s.era5_leads -> l.lead::text ->> 'end' AS ended,
             (SELECT t.status FROM weather_forecast_steps t
              WHERE t.run_id = p.run_id AND t.miner_uid = p.miner_uid AND t.miner_hotkey = p.miner_hotkey
                AND t.step_name = 'era5' AND t.substep = 'score' AND t.lead_hours = l.lead LIMIT 1) AS step,
             EXISTS (SELECT FROM weather_miner_scores m
                     WHERE m.response_id = p.id AND m.score_type = 'era5_lead' AND m.lead_hours = l.lead
                       AND m.voided_at IS NULL) AS scored
      FROM fw_settled_responses p
      JOIN weather_forecast_stats s ON s.run_id = p.run_id AND s.miner_uid = p.miner_uid
      CROSS JOIN LATERAL (VALUES (24, s.era5_score_24h), (48, s.era5_score_48h), (72, s.era5_score_72h),
          (96, s.era5_score_96h), (120, s.era5_score_120h), (144, s.era5_score_144h), (168, s.era5_score_168h),
          (192, s.era5_score_192h), (216, s.era5_score_216h), (240, s.era5_score_240h)) AS l(lead, score)
      WHERE p.status NOT IN ('failed', 'cancelled')) AS a
WHERE coalesce(a.step = 'succeeded', false) <> a.scored
   OR coalesce(a.ended = 'scored', false) <> a.scored
   OR coalesce(a.ended IN ('scored', 'failed'), false) <> (a.score IS NOT NULL);

CREATE VIEW inv_12_waiting AS
WITH due AS (
    SELECT r.id AS run_id, r.gfs_init_time_utc + make_interval(hours =>
               (r.run_config ->> 'era5_delay_hours')::integer + (r.run_config ->> 'era5_buffer_hours')::integer)
               AS of_lead_0
    FROM weather_forecast_runs r)
SELECT s.run_id, p.id AS response_id, 'step era5/score of lead ' || s.lead_hours || ' of uid ' || s.miner_uid AS subject,
       'waits for its truth until ' || coalesce(s.next_retry_time::text, 'no time')
           || ', but that is due at ' || d.of_lead_0 + make_interval(hours => s.lead_hours) AS problem
FROM weather_forecast_steps s
JOIN due d ON d.run_id = s.run_id
LEFT JOIN weather_miner_responses p
    ON p.run_id = s.run_id AND p.miner_uid = s.miner_uid AND p.miner_hotkey = s.miner_hotkey
WHERE s.step_name = 'era5' AND s.substep = 'score' AND s.status = 'waiting_for_truth'
  AND coalesce(s.next_retry_time < d.of_lead_0 + make_interval(hours => s.lead_hours), true)
UNION ALL
SELECT m.run_id, m.response_id, 'score of lead ' || m.lead_hours || ' of uid ' || m.miner_uid,
       'was calculated at ' || m.calculation_time || ', before its truth is due at '
           || d.of_lead_0 + make_interval(hours => m.lead_hours)
FROM weather_miner_scores m JOIN due d ON d.run_id = m.run_id
WHERE m.score_type = 'era5_lead' AND m.calculation_time < d.of_lead_0 + make_interval(hours => m.lead_hours);

-- A test holds this list against the schema.
CREATE VIEW inv_13_finite AS
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
        ('variable_weight', c.variable_weight)) AS v(name, value)
    UNION ALL
    SELECT c.run_id, c.response_id, 'component score ' || c.id, 'sums[' || e.position || ']', e.value
    FROM weather_forecast_component_scores c
    CROSS JOIN LATERAL unnest(c.sums) WITH ORDINALITY AS e(value, position))
SELECT run_id, response_id, subject, name || ' is ' || value AS problem
FROM numbers WHERE value IN ('NaN', 'Infinity', '-Infinity');

CREATE VIEW inv_fold_lag AS
SELECT run_id, response_id, 'outcome ' || id || ' (' || kind || ')' AS subject,
       'written at ' || created_at || ' and not folded yet' AS problem
FROM outcomes
WHERE folded_at IS NULL AND disposition IS NULL AND created_at < fw_now() - interval '10 seconds';

CREATE VIEW inv_parked AS
SELECT run_id, id AS response_id, 'response ' || id || ' of uid ' || miner_uid AS subject, parked_reason AS problem
FROM weather_miner_responses WHERE parked_reason IS NOT NULL
UNION ALL
SELECT o.run_id, o.response_id, 'outcome ' || o.id || ' (' || o.kind || ')',
       coalesce(o.disposition_reason, 'set aside without a reason')
FROM outcomes o
LEFT JOIN weather_miner_responses p ON p.id = o.response_id
WHERE o.disposition = 'parked' AND p.parked_reason IS NULL;
CREATE INDEX idx_outcomes_parked ON outcomes (id) WHERE disposition = 'parked';

-- Views are read, never written through.
REVOKE INSERT, UPDATE, DELETE ON fw_settled_responses, inv_01_liveness, inv_02_uniqueness, inv_03_quiescence,
    inv_04_lease, inv_05_bounds, inv_07_monotone, inv_08_fold, inv_09_rollups, inv_10_keys, inv_11_agreement,
    inv_12_waiting, inv_13_finite, inv_fold_lag, inv_parked FROM ${app_role};
GRANT SELECT ON fw_settled_responses, inv_01_liveness, inv_02_uniqueness, inv_03_quiescence,
    inv_04_lease, inv_05_bounds, inv_07_monotone, inv_08_fold, inv_09_rollups, inv_10_keys, inv_11_agreement,
    inv_12_waiting, inv_13_finite, inv_fold_lag, inv_parked TO ${app_role};
