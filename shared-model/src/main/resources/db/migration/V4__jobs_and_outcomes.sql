CREATE TABLE validator_jobs (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_type            varchar(64)  NOT NULL,
    service             varchar(32)  NOT NULL,
    priority            integer      NOT NULL CHECK (priority BETWEEN 0 AND 200),
    status              varchar(32)  NOT NULL DEFAULT 'pending' CHECK (status IN
        ('pending', 'in_progress', 'retry_scheduled', 'completed', 'failed', 'cancelled')),
    payload             jsonb        NOT NULL DEFAULT '{}',
    result              jsonb,
    attempts            integer      NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    max_attempts        integer      NOT NULL DEFAULT 5,
    deferrals           integer      NOT NULL DEFAULT 0 CHECK (deferrals >= 0),
    due_at              timestamptz  NOT NULL DEFAULT fw_now(),
    sort_at             timestamptz  NOT NULL GENERATED ALWAYS AS
        (fw_sort_at(due_at, priority, status = 'retry_scheduled')) STORED,
    lease_token         bigint       NOT NULL DEFAULT 0,
    lease_expires_at    timestamptz,
    heartbeat_at        timestamptz,
    claimed_by          varchar(64),
    singleton_key       varchar(255),
    run_id              integer REFERENCES weather_forecast_runs ON DELETE SET NULL,
    response_id         integer REFERENCES weather_miner_responses ON DELETE SET NULL,
    miner_uid           integer,
    trace_context       varchar(64),
    last_error          text,
    last_error_code     varchar(32),
    last_error_category varchar(32),
    created_at          timestamptz  NOT NULL DEFAULT fw_now(),
    started_at          timestamptz,
    completed_at        timestamptz,
    updated_at          timestamptz  NOT NULL DEFAULT fw_now(),
    CHECK ((status = 'in_progress') = (lease_expires_at IS NOT NULL)),
    CHECK ((status IN ('completed', 'failed', 'cancelled')) = (completed_at IS NOT NULL))
);
CREATE INDEX idx_jobs_claim ON validator_jobs (job_type, sort_at, id, due_at)
    WHERE status IN ('pending', 'retry_scheduled');
CREATE INDEX idx_jobs_next_due ON validator_jobs (job_type, due_at) WHERE status IN ('pending', 'retry_scheduled');
CREATE INDEX idx_jobs_lease ON validator_jobs (lease_expires_at, id) WHERE status = 'in_progress';
CREATE UNIQUE INDEX uq_jobs_singleton ON validator_jobs (singleton_key)
    WHERE status IN ('pending', 'in_progress', 'retry_scheduled');
CREATE INDEX idx_jobs_response ON validator_jobs (response_id);
CREATE INDEX idx_jobs_run ON validator_jobs (run_id);
COMMENT ON COLUMN validator_jobs.attempts IS 'claims since the last reported end: consecutive crashes';
COMMENT ON COLUMN validator_jobs.lease_token IS 'only grows; every write of a claim repeats it';

-- The empty payload lets PostgreSQL send one notification per transaction.
CREATE FUNCTION fw_notify_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('jobs', '');
    RETURN NULL;
END $$;
CREATE TRIGGER jobs_due_now AFTER INSERT OR UPDATE ON validator_jobs FOR EACH ROW
    WHEN (NEW.status IN ('pending', 'retry_scheduled') AND NEW.due_at <= fw_now())
    EXECUTE FUNCTION fw_notify_jobs();

-- What happened, in the order of writing; the fold applies each once.
CREATE TABLE outcomes (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind               varchar(48) NOT NULL,
    run_id             integer REFERENCES weather_forecast_runs ON DELETE CASCADE,
    response_id        integer,
    miner_uid          integer,
    job_id             bigint,
    job_type           varchar(64),
    lease_token        bigint,
    n                  integer     NOT NULL DEFAULT 0,
    data               jsonb       NOT NULL DEFAULT '{}',
    actor              varchar(64) NOT NULL,
    trace_context      varchar(64),
    created_at         timestamptz NOT NULL DEFAULT fw_now(),
    folded_at          timestamptz,
    disposition        varchar(16) CHECK (disposition IN ('applied', 'ignored', 'parked')),
    disposition_reason text,
    CONSTRAINT uq_outcomes_source UNIQUE (job_id, lease_token, n)
);
CREATE INDEX idx_outcomes_unfolded ON outcomes (id) WHERE folded_at IS NULL AND disposition IS NULL;
CREATE INDEX idx_outcomes_response ON outcomes (response_id, id);
CREATE INDEX idx_outcomes_run ON outcomes (run_id, id);

CREATE FUNCTION fw_notify_outcomes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outcomes', '');
    RETURN NULL;
END $$;
CREATE TRIGGER outcomes_written AFTER INSERT ON outcomes FOR EACH STATEMENT EXECUTE FUNCTION fw_notify_outcomes();

-- Every step of a run or response through its states, with the outcome that caused it.
CREATE TABLE state_transitions (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    outcome_id  bigint,
    run_id      integer     NOT NULL REFERENCES weather_forecast_runs ON DELETE CASCADE,
    response_id integer,
    from_status varchar(50) NOT NULL,
    to_status   varchar(50) NOT NULL,
    reason      text        NOT NULL,
    at          timestamptz NOT NULL DEFAULT fw_now()
);
CREATE INDEX idx_transitions_run ON state_transitions (run_id, id);

-- One line per decision of calendar, fold, reaper and operator.
CREATE TABLE validator_job_logs (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id      bigint,
    run_id      integer,
    response_id integer,
    level       varchar(16) NOT NULL CHECK (level IN ('DEBUG', 'INFO', 'WARN', 'ERROR')),
    source      varchar(32) NOT NULL,
    message     text        NOT NULL CHECK (length(message) <= 10000),
    created_at  timestamptz NOT NULL DEFAULT fw_now()
);
CREATE INDEX idx_job_logs_job ON validator_job_logs (job_id);
CREATE INDEX idx_job_logs_run ON validator_job_logs (run_id, id);
