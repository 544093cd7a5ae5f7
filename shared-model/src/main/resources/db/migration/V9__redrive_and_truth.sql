-- A dead job's descendants.
CREATE INDEX idx_jobs_redriven ON validator_jobs (redriven_from) WHERE redriven_from IS NOT NULL;

-- An operator's redrive alone leads back, and only from failed; where no lead is left to be scored, straight to the end.
CREATE OR REPLACE VIEW inv_07_monotone AS
SELECT t.run_id, t.response_id,
       coalesce('response ' || t.response_id, 'run ' || t.run_id) || ', transition ' || t.id AS subject,
       t.from_status || ' → ' || t.to_status || ': ' || CASE
           WHEN t.to_rank IS NULL OR t.from_rank IS NULL THEN 'no such status'
           WHEN t.redriven THEN 'only a failed response is redriven'
           WHEN t.from_rank >= t.terminal_rank THEN t.from_status || ' is terminal'
           WHEN t.to_rank <= t.from_rank THEN 'the rank does not grow'
           WHEN t.before <> t.from_status THEN 'the transition before it led to ' || t.before
           WHEN t.before IS NULL AND t.from_rank > 0 THEN 'nothing led to ' || t.from_status
           ELSE 'a step is missing' END AS problem
FROM (SELECT s.*, o.kind = 'job_redriven' AS redriven,
             CASE WHEN s.response_id IS NULL THEN fw_run_rank(s.from_status)
                  ELSE fw_response_rank(s.from_status) END AS from_rank,
             CASE WHEN s.response_id IS NULL THEN fw_run_rank(s.to_status)
                  ELSE fw_response_rank(s.to_status) END AS to_rank,
             CASE WHEN s.response_id IS NULL THEN fw_run_rank('completed')
                  ELSE fw_response_rank('era5_scored') END AS terminal_rank,
             lag(s.to_status) OVER (PARTITION BY s.run_id, s.response_id ORDER BY s.id) AS before
      FROM state_transitions s
      JOIN outcomes o ON o.id = s.outcome_id AND o.folded_at IS NOT NULL) AS t
WHERE t.from_rank IS NULL OR t.to_rank IS NULL
   OR CASE WHEN t.redriven AND t.response_id IS NOT NULL
           THEN t.from_status <> 'failed' OR t.before IS DISTINCT FROM 'failed'
                OR t.to_rank > t.terminal_rank
           ELSE t.from_rank >= t.terminal_rank OR t.to_rank <= t.from_rank
                OR t.before <> t.from_status OR t.before IS NULL AND t.from_rank > 0
                OR t.to_rank > t.from_rank + 1 AND t.to_rank <= t.terminal_rank
                   AND NOT (t.response_id IS NOT NULL AND t.from_status = 'created'
                            AND t.to_status = 'forecast_ready') END;

-- The truths that a run has given up, which are its own: one that was given up for an older run may still come for it.
CREATE VIEW fw_truths_given_up AS
SELECT run_id, lead_hours, completed_at AS given_up_at, error_json ->> 'message' AS reason
FROM weather_forecast_steps
WHERE miner_uid = 0 AND miner_hotkey = 'coordinator' AND step_name = 'era5' AND substep = 'load_truth'
  AND status = 'failed' AND error_json ->> 'code' = 'TRUTH_UNAVAILABLE';
REVOKE INSERT, UPDATE, DELETE ON fw_truths_given_up FROM ${app_role};
