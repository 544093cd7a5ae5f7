CREATE TABLE node_table (
    uid          integer PRIMARY KEY CHECK (uid >= 0),
    hotkey       text CHECK (hotkey <> 'coordinator'),
    coldkey      text,
    ip           text,
    port         integer,
    label        varchar(80),
    last_updated timestamptz NOT NULL DEFAULT fw_now()
);
CREATE INDEX idx_node_hotkey ON node_table (hotkey);

CREATE TABLE weather_forecast_runs (
    id                       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    series                   varchar(64)  NOT NULL REFERENCES series,
    gfs_init_time_utc        timestamptz  NOT NULL,
    target_forecast_time_utc timestamptz  NOT NULL,
    run_initiation_time      timestamptz  NOT NULL DEFAULT fw_now(),
    forecast_run_id          varchar(100) NOT NULL,
    forecast_type            varchar(50)  NOT NULL,
    validator_hotkey         text         NOT NULL,
    run_config               jsonb        NOT NULL,
    scoring_version          integer      NOT NULL,
    input_sources            jsonb,
    status                   varchar(50)  NOT NULL CHECK (status IN ('created', 'gfs_downloading', 'gfs_ready',
        'querying_miners', 'awaiting_inference_results', 'scoring_day1', 'awaiting_era5', 'scoring_era5',
        'completed', 'failed', 'abandoned')),
    late                     boolean      NOT NULL DEFAULT false,
    completion_time          timestamptz,
    first_score_at           timestamptz,
    error_message            text,
    updated_at               timestamptz  NOT NULL DEFAULT fw_now(),
    CHECK ((status IN ('completed', 'failed', 'abandoned')) = (completion_time IS NOT NULL))
);
CREATE UNIQUE INDEX uq_runs_live_cycle ON weather_forecast_runs (series, gfs_init_time_utc)
    WHERE status NOT IN ('failed', 'abandoned');
CREATE INDEX idx_runs_unfinished ON weather_forecast_runs (id)
    WHERE status NOT IN ('completed', 'failed', 'abandoned');
COMMENT ON COLUMN weather_forecast_runs.late IS 'opened after its regular time';

CREATE TABLE weather_miner_responses (
    id                              integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id                          integer      NOT NULL REFERENCES weather_forecast_runs ON DELETE CASCADE,
    miner_uid                       integer      NOT NULL CHECK (miner_uid >= 0),
    miner_hotkey                    varchar(255) NOT NULL,
    status                          varchar(50)  NOT NULL DEFAULT 'created' CHECK (status IN ('created',
        'fetch_initiated', 'inference_running', 'forecast_ready', 'day1_scoring', 'day1_scored', 'era5_scoring',
        'era5_scored', 'failed', 'cancelled')),
    response_time                   timestamptz  NOT NULL DEFAULT fw_now(),
    job_id                          varchar(100),
    job_accepted_at                 timestamptz,
    inference_started_at            timestamptz,
    last_polled_time                timestamptz,
    inference_completed_at          timestamptz,
    verification_state              varchar(16)  NOT NULL DEFAULT 'none' CHECK (verification_state IN ('none',
        'pending', 'verified', 'failed', 'late', 'offline')),
    verification_code               varchar(32),
    verification_at                 timestamptz,
    verification_passed             boolean GENERATED ALWAYS AS (
        CASE WHEN verification_state = 'verified' THEN true
             WHEN verification_state IN ('failed', 'late', 'offline') THEN false END) STORED,
    manifest_hash                   varchar(256),
    manifest_fetched_at             timestamptz,
    day1_scoring_completed_at       timestamptz,
    era5_scoring_completed_at       timestamptz,
    total_pipeline_duration_seconds integer,
    failed_stage                    varchar(32),
    failure_category                varchar(32),
    failure_code                    varchar(32),
    error_message                   text,
    parked_reason                   text,
    updated_at                      timestamptz  NOT NULL DEFAULT fw_now(),
    CONSTRAINT uq_responses_run_miner UNIQUE (run_id, miner_uid),
    CHECK ((status = 'failed') <= (failed_stage IS NOT NULL AND failure_category IS NOT NULL))
);
CREATE INDEX idx_responses_hotkey ON weather_miner_responses (miner_hotkey);
COMMENT ON COLUMN weather_miner_responses.parked_reason IS 'why the fold set this response aside; NULL when it is not';

-- What a miner committed to, as fetched: written once, never changed.
CREATE TABLE forecast_manifests (
    response_id   integer PRIMARY KEY REFERENCES weather_miner_responses ON DELETE CASCADE,
    manifest_hash varchar(64) NOT NULL,
    manifest_gzip bytea       NOT NULL,
    signature     bytea       NOT NULL CHECK (octet_length(signature) = 64),
    signer        text        NOT NULL,
    store_path    text        NOT NULL,
    file_count    integer     NOT NULL CHECK (file_count > 0),
    fetched_at    timestamptz NOT NULL DEFAULT fw_now()
);
CREATE FUNCTION fw_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a frozen manifest cannot be changed (response %)', OLD.response_id;
END $$;
CREATE TRIGGER manifests_are_write_once BEFORE UPDATE ON forecast_manifests
    FOR EACH ROW EXECUTE FUNCTION fw_refuse_change();

-- The log of substeps; the last event per key wins.
CREATE TABLE weather_forecast_steps (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id          integer      NOT NULL REFERENCES weather_forecast_runs ON DELETE CASCADE,
    miner_uid       integer      NOT NULL CHECK (miner_uid >= 0),
    miner_hotkey    varchar(255) NOT NULL,
    step_name       varchar(32)  NOT NULL,
    substep         varchar(64),
    lead_hours      integer,
    status          varchar(32)  NOT NULL CHECK (status IN ('pending', 'queued', 'in_progress', 'succeeded',
        'failed', 'retry_scheduled', 'waiting_for_truth')),
    started_at      timestamptz,
    completed_at    timestamptz,
    retry_count     integer      NOT NULL DEFAULT 0 CHECK (retry_count >= 0),
    next_retry_time timestamptz,
    latency_ms      bigint CHECK (latency_ms >= 0),
    error_json      jsonb,
    context         jsonb,
    job_id          bigint,
    updated_at      timestamptz  NOT NULL DEFAULT fw_now(),
    CONSTRAINT uq_steps_key UNIQUE NULLS NOT DISTINCT
        (run_id, miner_uid, miner_hotkey, step_name, substep, lead_hours)
);
COMMENT ON COLUMN weather_forecast_steps.miner_hotkey IS 'coordinator for the steps of the run itself (miner_uid 0)';

CREATE TABLE weather_forecast_stats (
    id                                  integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id                              integer      NOT NULL REFERENCES weather_forecast_runs ON DELETE CASCADE,
    miner_uid                           integer      NOT NULL CHECK (miner_uid >= 0),
    miner_hotkey                        varchar(255) NOT NULL,
    miner_rank                          integer,
    forecast_run_id                     varchar(100) NOT NULL,
    forecast_init_time                  timestamptz  NOT NULL,
    forecast_type                       varchar(50)  NOT NULL,
    forecast_status                     varchar(50)  NOT NULL CHECK (forecast_status IN ('pending', 'seeded',
        'input_received', 'day1_scoring', 'day1_scored', 'era5_scoring', 'completed', 'failed')),
    current_forecast_stage              varchar(100) NOT NULL,
    current_forecast_status             varchar(50)  NOT NULL,
    progress_pct                        integer CHECK (progress_pct BETWEEN 0 AND 100),
    last_error_message                  text,
    forecast_error_msg                  jsonb,
    retries_remaining                   integer      NOT NULL DEFAULT 3 CHECK (retries_remaining BETWEEN 0 AND 3),
    next_scheduled_retry                timestamptz,
    forecast_score_initial              double precision,
    era5_score_24h                      double precision,
    era5_score_48h                      double precision,
    era5_score_72h                      double precision,
    era5_score_96h                      double precision,
    era5_score_120h                     double precision,
    era5_score_144h                     double precision,
    era5_score_168h                     double precision,
    era5_score_192h                     double precision,
    era5_score_216h                     double precision,
    era5_score_240h                     double precision,
    era5_leads                          jsonb        NOT NULL DEFAULT '{}',
    era5_combined_score                 double precision,
    era5_completeness                   double precision,
    overall_forecast_score              double precision,
    avg_rmse                            double precision,
    avg_acc                             double precision,
    avg_skill_score                     double precision,
    forecast_inference_duration_seconds integer,
    forecast_input_sources              jsonb,
    hosting_status                      varchar(50) CHECK (hosting_status IN
        ('accessible', 'inaccessible', 'timeout', 'error')),
    hosting_latency_ms                  bigint CHECK (hosting_latency_ms >= 0),
    validator_hotkey                    text         NOT NULL,
    created_at                          timestamptz  NOT NULL DEFAULT fw_now(),
    updated_at                          timestamptz  NOT NULL DEFAULT fw_now(),
    CONSTRAINT uq_stats_run_miner UNIQUE (run_id, miner_uid),
    CONSTRAINT scores_are_bounded CHECK (
        forecast_score_initial BETWEEN 0 AND 1 AND era5_score_24h BETWEEN 0 AND 1 AND era5_score_48h BETWEEN 0 AND 1
        AND era5_score_72h BETWEEN 0 AND 1 AND era5_score_96h BETWEEN 0 AND 1 AND era5_score_120h BETWEEN 0 AND 1
        AND era5_score_144h BETWEEN 0 AND 1 AND era5_score_168h BETWEEN 0 AND 1 AND era5_score_192h BETWEEN 0 AND 1
        AND era5_score_216h BETWEEN 0 AND 1 AND era5_score_240h BETWEEN 0 AND 1
        AND era5_combined_score BETWEEN 0 AND 1 AND era5_completeness BETWEEN 0 AND 1
        AND overall_forecast_score BETWEEN 0 AND 1),
    CONSTRAINT averages_are_finite CHECK (
        avg_rmse > '-Infinity' AND avg_rmse < 'Infinity' AND avg_acc > '-Infinity' AND avg_acc < 'Infinity'
        AND avg_skill_score > '-Infinity' AND avg_skill_score < 'Infinity')
);
COMMENT ON COLUMN weather_forecast_stats.era5_leads IS
    'how each decided lead ended: {"24": {"end": "scored", "components": 2}, "96": {"end": "truth_unavailable"}}; '
    'other ends are "failed" (through the miner, counts 0) and "lost" (through us, no score), each with its code';
CREATE INDEX idx_stats_miner ON weather_forecast_stats (miner_uid, forecast_init_time DESC);

CREATE TABLE miner_stats (
    miner_uid              integer PRIMARY KEY CHECK (miner_uid >= 0),
    miner_hotkey           varchar(255) NOT NULL,
    miner_rank             integer,
    avg_forecast_score     double precision,
    avg_day1_score         double precision,
    avg_era5_score         double precision,
    avg_era5_completeness  double precision,
    best_forecast_score    double precision,
    worst_forecast_score   double precision,
    score_std_dev          double precision,
    successful_forecasts   integer      NOT NULL DEFAULT 0,
    failed_forecasts       integer      NOT NULL DEFAULT 0,
    forecast_success_ratio double precision,
    consecutive_successes  integer      NOT NULL DEFAULT 0,
    consecutive_failures   integer      NOT NULL DEFAULT 0,
    last_successful_forecast timestamptz,
    last_failed_forecast   timestamptz,
    total_inference_time   bigint       NOT NULL DEFAULT 0,
    avg_inference_time     double precision,
    error_rate_by_type     jsonb,
    hosting_successes      integer      NOT NULL DEFAULT 0,
    hosting_failures       integer      NOT NULL DEFAULT 0,
    host_reliability_ratio double precision,
    avg_hosting_latency_ms double precision,
    common_errors          jsonb        NOT NULL DEFAULT '{}',
    first_seen             timestamptz,
    last_active            timestamptz,
    validator_hotkey       text,
    updated_at             timestamptz  NOT NULL DEFAULT fw_now(),
    CONSTRAINT averages_are_finite CHECK (
        avg_forecast_score BETWEEN 0 AND 1 AND avg_day1_score BETWEEN 0 AND 1 AND avg_era5_score BETWEEN 0 AND 1
        AND avg_era5_completeness BETWEEN 0 AND 1 AND best_forecast_score BETWEEN 0 AND 1
        AND worst_forecast_score BETWEEN 0 AND 1 AND score_std_dev BETWEEN 0 AND 1
        AND forecast_success_ratio BETWEEN 0 AND 1 AND host_reliability_ratio BETWEEN 0 AND 1
        AND avg_inference_time >= 0 AND avg_inference_time < 'Infinity'
        AND avg_hosting_latency_ms >= 0 AND avg_hosting_latency_ms < 'Infinity')
);
