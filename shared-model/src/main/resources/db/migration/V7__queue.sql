-- What keeps due work from being claimed. A hold matches a job when each of its columns that is set equals the job's: a
-- type alone pauses the type, a miner alone the miner, a type and a run hold that stage of the run back. Decided by the
-- claim, with the database's time.
CREATE TABLE job_holds (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_type   varchar(64),
    miner_uid  integer,
    run_id     integer REFERENCES weather_forecast_runs ON DELETE CASCADE,
    held_until timestamptz,
    reason     text        NOT NULL,
    actor      varchar(64) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT fw_now(),
    CONSTRAINT uq_job_holds UNIQUE NULLS NOT DISTINCT (job_type, miner_uid, run_id),
    CHECK (num_nonnulls(job_type, miner_uid, run_id) > 0)
);
COMMENT ON COLUMN job_holds.held_until IS 'NULL: until it is lifted';

-- What was held may be due: whoever waits for work looks again.
CREATE TRIGGER holds_changed AFTER UPDATE OR DELETE ON job_holds FOR EACH ROW EXECUTE FUNCTION fw_notify_jobs();

-- When the next conversation with a host may begin if it is to keep its pace: a theoretical arrival time (GCRA).
CREATE TABLE host_pace (
    host    text        PRIMARY KEY,
    free_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- Whoever claims, beats or ends waits here until the rest is in force: a claim between the UPDATE and the index could
-- make the index fail. Runs are locked already (by the foreign key above), as those who change both lock them first; and
-- what follows needs the table for itself anyway, so that a weaker lock now could only end in a deadlock.
LOCK TABLE validator_jobs IN ACCESS EXCLUSIVE MODE;

-- One job of a miner at a time in each service. Claims under way when this comes into force give the later ones back.
UPDATE validator_jobs j SET
    status = 'pending', attempts = greatest(j.attempts - 1, 0), lease_expires_at = NULL, updated_at = fw_now()
WHERE j.status = 'in_progress'
  AND EXISTS (SELECT FROM validator_jobs b
              WHERE b.status = 'in_progress' AND b.service = j.service AND b.miner_uid = j.miner_uid AND b.id < j.id);
CREATE UNIQUE INDEX uq_jobs_miner_busy ON validator_jobs (service, miner_uid) WHERE status = 'in_progress';

-- It holds all that runs, so it leads to expired leases as well; without an index on the lease's end a beat changes no
-- index at all.
DROP INDEX idx_jobs_lease;

-- A job of no run or response is found by neither, and need not be entered with each change of its row.
DROP INDEX idx_jobs_response, idx_jobs_run;
CREATE INDEX idx_jobs_response ON validator_jobs (response_id) WHERE response_id IS NOT NULL;
CREATE INDEX idx_jobs_run ON validator_jobs (run_id) WHERE run_id IS NOT NULL;

ALTER TABLE validator_jobs ADD COLUMN was_retry boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN validator_jobs.was_retry IS 'what the latest claim found: given back, it is a retry again';

ALTER TABLE validator_jobs ADD COLUMN redriven_from bigint;
COMMENT ON COLUMN validator_jobs.redriven_from IS 'the dead job whose work this one does again';

-- The same order of claims as before (V1), written out: the body of a function is parsed anew by each statement that
-- changes a row, and one that adds to a time with zone is not inlined into what is immutable.
ALTER TABLE validator_jobs DROP COLUMN sort_at;
ALTER TABLE validator_jobs ADD COLUMN sort_at timestamptz NOT NULL GENERATED ALWAYS AS
    ((due_at AT TIME ZONE 'UTC' - make_interval(mins => 10 * (priority + (status = 'retry_scheduled')::integer)))
        AT TIME ZONE 'UTC') STORED;
DROP FUNCTION fw_sort_at;
CREATE INDEX idx_jobs_claim ON validator_jobs (job_type, sort_at, id, due_at)
    WHERE status IN ('pending', 'retry_scheduled');

-- For the same reason the trigger looks at the status only, and its function at the time.
CREATE FUNCTION fw_notify_due_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.due_at <= fw_now() THEN
        PERFORM pg_notify('jobs', '');
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER jobs_due_now ON validator_jobs;
CREATE TRIGGER jobs_due_now AFTER INSERT OR UPDATE ON validator_jobs FOR EACH ROW
    WHEN (NEW.status IN ('pending', 'retry_scheduled')) EXECUTE FUNCTION fw_notify_due_job();

-- Room for beats and ends on the row's own page, and a vacuum that does not wait for a share of all finished jobs.
ALTER TABLE validator_jobs SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01,
    autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 1000);
ALTER TABLE weather_forecast_steps SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 1000);
ALTER TABLE outcomes SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 1000);
