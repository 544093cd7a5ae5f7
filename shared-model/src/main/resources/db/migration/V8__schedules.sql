-- What a schedule does about occasions it missed, and how its work has been going.
ALTER TABLE periodic_work
    ADD COLUMN missed_fire          varchar(8)  NOT NULL DEFAULT 'once' CHECK (missed_fire IN ('once', 'each', 'skip')),
    ADD COLUMN most_made_up         integer     NOT NULL DEFAULT 24 CHECK (most_made_up > 0),
    ADD COLUMN not_before           timestamptz,
    ADD COLUMN unfinished           boolean     NOT NULL DEFAULT false,
    ADD COLUMN last_success_at      timestamptz,
    ADD COLUMN last_late            interval,
    ADD COLUMN last_count           bigint,
    ADD COLUMN total_count          bigint      NOT NULL DEFAULT 0,
    ADD COLUMN missed               bigint      NOT NULL DEFAULT 0,
    ADD COLUMN last_error           text,
    ADD COLUMN last_error_at        timestamptz,
    ADD COLUMN consecutive_failures integer     NOT NULL DEFAULT 0 CHECK (consecutive_failures >= 0);
COMMENT ON COLUMN periodic_work.missed_fire IS
    'what is done about occasions that passed while nobody was at work: they are made up for once, each of them is '
    '(the newest most_made_up), or none';
COMMENT ON COLUMN periodic_work.not_before IS 'when a work that failed is tried again; its regular times stay';
COMMENT ON COLUMN periodic_work.unfinished IS 'the occasion at next_due_at has begun and needs another turn';
COMMENT ON COLUMN periodic_work.last_late IS 'how long after its regular time the last occasion began';
COMMENT ON COLUMN periodic_work.last_count IS 'how many things the last occasion did; total_count adds them all up';
COMMENT ON COLUMN periodic_work.missed IS 'occasions that had no turn of their own';

-- A lease lasts 30 s, and what it held is to run elsewhere 35 s after its worker's death.
UPDATE periodic_work SET every = interval '3 seconds' WHERE name = 'reaper';

INSERT INTO periodic_work (name, every) VALUES
    ('aggregate', interval '10 minutes'),
    ('snapshot', interval '10 minutes'),
    ('deregistration', interval '20 minutes'),
    ('reconcile', interval '1 hour'),
    ('retention', interval '6 hours');

-- The state of the whole subnet at one moment.
CREATE TABLE subnet_snapshots (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    taken_at timestamptz NOT NULL DEFAULT fw_now(),
    content  jsonb       NOT NULL
);
CREATE INDEX idx_snapshots_taken ON subnet_snapshots (taken_at);

-- The W3C trace parent of the run's opening; every job and outcome of the run repeats it.
ALTER TABLE weather_forecast_runs ADD COLUMN trace_context varchar(64);

-- What the retention looks through.
CREATE INDEX idx_score_table_run ON score_table (run_id);

-- The retention takes the steps of an ended response sooner than its scores; without any step there is nothing to agree.
CREATE OR REPLACE VIEW inv_11_agreement AS
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
      WHERE p.status NOT IN ('failed', 'cancelled')
        AND (p.status <> 'era5_scored'
             OR EXISTS (SELECT FROM weather_forecast_steps k
                        WHERE k.run_id = p.run_id AND k.miner_uid = p.miner_uid AND k.miner_hotkey = p.miner_hotkey))) AS a
WHERE coalesce(a.step = 'succeeded', false) <> a.scored
   OR coalesce(a.ended = 'scored', false) <> a.scored
   OR coalesce(a.ended IN ('scored', 'failed'), false) <> (a.score IS NOT NULL);

-- What is counted every few seconds is small in its index, however many rows are finished.
CREATE INDEX idx_jobs_dead ON validator_jobs (job_type) WHERE status = 'failed';
CREATE INDEX idx_responses_parked ON weather_miner_responses (id) WHERE parked_reason IS NOT NULL;
