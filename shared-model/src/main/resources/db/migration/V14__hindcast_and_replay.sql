-- Runs of the past: what says so stands in the run itself.
ALTER TABLE weather_forecast_runs
    ADD COLUMN hindsight             boolean NOT NULL DEFAULT false,
    ADD COLUMN nominal_init_time_utc timestamptz,
    ADD COLUMN hindcast_hours        integer CHECK (hindcast_hours > 0),
    ADD CONSTRAINT hindcasts_are_shifted_once CHECK (
        (nominal_init_time_utc IS NULL) = (hindcast_hours IS NULL)
        AND gfs_init_time_utc = coalesce(nominal_init_time_utc - make_interval(hours => hindcast_hours),
            gfs_init_time_utc)
        AND (hindcast_hours IS NULL OR hindsight));
COMMENT ON COLUMN weather_forecast_runs.hindsight IS
    'its weather was known when it was opened: a hindcast or a replay, for which no hour is too late';
COMMENT ON COLUMN weather_forecast_runs.nominal_init_time_utc IS
    'of a hindcast: the cycle it was asked for, before the shift; gfs_init_time_utc is the cycle that is forecast';

-- A range of past cycles that are opened one after another, as a series of their own.
CREATE TABLE replays (
    name             varchar(64) PRIMARY KEY REFERENCES series,
    source_series    varchar(64) NOT NULL REFERENCES series,
    first_cycle      timestamptz NOT NULL,
    last_cycle       timestamptz NOT NULL CHECK (last_cycle >= first_cycle),
    every_hours      integer     NOT NULL CHECK (every_hours > 0 AND every_hours % 6 = 0),
    at_once          integer     NOT NULL CHECK (at_once BETWEEN 1 AND 16),
    uids             integer[],
    reference_source varchar(64),
    state            varchar(16) NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'cancelled', 'finished')),
    next_cycle       timestamptz NOT NULL,
    waiting          text,
    actor            varchar(64) NOT NULL,
    reason           text        NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT fw_now(),
    ended_at         timestamptz,
    CHECK ((state = 'running') = (ended_at IS NULL))
);
COMMENT ON COLUMN replays.source_series IS 'whose configuration was taken';
COMMENT ON COLUMN replays.at_once IS 'how many of its runs may live at once';
COMMENT ON COLUMN replays.reference_source IS 'what was asked for instead of the source series'' own; NULL for that';
COMMENT ON COLUMN replays.next_cycle IS 'the cycle that is opened next; after last_cycle when all are opened';
COMMENT ON COLUMN replays.waiting IS 'why the next run cannot be opened now';
GRANT SELECT, INSERT, UPDATE, DELETE ON replays TO ${app_role};

INSERT INTO periodic_work (name, every) VALUES ('replays', interval '10 seconds');
