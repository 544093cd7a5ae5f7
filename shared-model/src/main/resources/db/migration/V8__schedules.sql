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
