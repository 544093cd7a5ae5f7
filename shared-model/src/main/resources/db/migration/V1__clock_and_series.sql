-- Every instant that is compared with "now" is compared in SQL through this one function; tests replace it.
CREATE FUNCTION fw_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';

-- The claim order: due time with ten minutes' credit per priority point and ten minutes' preference for a due retry.
-- Immutable in fact: it only ever adds minutes.
CREATE FUNCTION fw_sort_at(due_at timestamptz, priority integer, is_retry boolean) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS 'SELECT due_at - make_interval(mins => 10 * (priority + is_retry::integer))';

-- A named stream of runs with its own calendar and configuration.
CREATE TABLE series (
    name             varchar(64) PRIMARY KEY,
    counts           boolean     NOT NULL,
    calendar_enabled boolean     NOT NULL,
    cycle_hour       integer     NOT NULL CHECK (cycle_hour IN (0, 6, 12, 18)),
    open_at_minute   integer     NOT NULL CHECK (open_at_minute BETWEEN 0 AND 1439),
    jitter_minutes   integer     NOT NULL CHECK (jitter_minutes BETWEEN 0 AND 120),
    run_config       jsonb       NOT NULL
);
COMMENT ON COLUMN series.counts IS 'whether its runs enter the miners'' statistics and overall ranks';
COMMENT ON COLUMN series.open_at_minute IS 'minute of the UTC day at which the calendar opens the day''s run';

-- One row per day that the calendar decided about: opened, or missed and why.
CREATE TABLE calendar_days (
    series     varchar(64) NOT NULL REFERENCES series,
    cycle      timestamptz NOT NULL,
    decision   varchar(16) NOT NULL CHECK (decision IN ('opened', 'missed')),
    reason     text        NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT fw_now(),
    PRIMARY KEY (series, cycle)
);

-- Periodic work: a row is taken FOR UPDATE SKIP LOCKED and advanced in the same transaction by any orchestrator.
CREATE TABLE periodic_work (
    name         varchar(64) PRIMARY KEY,
    every        interval    NOT NULL CHECK (every > interval '0'),
    next_due_at  timestamptz NOT NULL DEFAULT fw_now(),
    last_run_at  timestamptz
);
