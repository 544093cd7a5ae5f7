-- One row per variable, level and lead of a response; the sums of all regions are what any average is made from.
CREATE TABLE weather_forecast_component_scores (
    id                         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id                     integer      NOT NULL REFERENCES weather_forecast_runs ON DELETE CASCADE,
    response_id                integer      NOT NULL REFERENCES weather_miner_responses ON DELETE CASCADE,
    miner_uid                  integer      NOT NULL CHECK (miner_uid >= 0),
    miner_hotkey               varchar(255) NOT NULL,
    score_type                 varchar(16)  NOT NULL CHECK (score_type IN ('day1', 'era5')),
    lead_hours                 integer      NOT NULL,
    valid_time_utc             timestamptz  NOT NULL,
    variable_name              varchar(20)  NOT NULL,
    pressure_level             integer,
    mode                       varchar(16)  NOT NULL CHECK (mode IN ('strict', 'parity')),
    score_version              integer      NOT NULL,
    weight_rule                varchar(16)  NOT NULL CHECK (weight_rule IN ('cos-1', 'cell-area-1')),
    level_rule                 varchar(24)  NOT NULL DEFAULT 'pooled',
    truth_tier                 varchar(32)  NOT NULL,
    input_sources              jsonb        NOT NULL,
    scored                     boolean      NOT NULL,
    absence_code               varchar(32),
    absence_reason             text,
    undefined_reasons          jsonb,
    coverage                   double precision,
    sums                       double precision[],
    rmse                       double precision,
    mse                        double precision,
    bias                       double precision,
    mae                        double precision,
    acc                        double precision,
    skill_score                double precision,
    skill_score_gfs            double precision,
    skill_score_climatology    double precision,
    rrmse                      double precision,
    activity_ratio             double precision,
    climatology_check_passed   boolean,
    pattern_correlation        double precision,
    pattern_correlation_passed boolean,
    clone_distance             double precision,
    clone_penalty              double precision,
    quality_penalty            double precision NOT NULL DEFAULT 0,
    weighted_score             double precision,
    variable_weight            double precision,
    calculation_duration_ms    integer,
    calculated_at              timestamptz  NOT NULL DEFAULT fw_now(),
    voided_at                  timestamptz,
    CONSTRAINT uq_component_scores UNIQUE NULLS NOT DISTINCT
        (response_id, score_type, lead_hours, variable_name, pressure_level, mode, truth_tier),
    CONSTRAINT absent_has_a_reason CHECK (scored = (absence_code IS NULL) AND (absence_code IS NULL) = (absence_reason IS NULL)),
    CONSTRAINT numbers_are_finite CHECK (
        coverage BETWEEN 0 AND 1
        AND rmse >= 0 AND rmse < 'Infinity' AND mse >= 0 AND mse < 'Infinity'
        AND bias > '-Infinity' AND bias < 'Infinity' AND mae >= 0 AND mae < 'Infinity'
        AND acc BETWEEN -1 AND 1
        AND skill_score > '-Infinity' AND skill_score < 'Infinity'
        AND skill_score_gfs > '-Infinity' AND skill_score_gfs < 'Infinity'
        AND skill_score_climatology > '-Infinity' AND skill_score_climatology < 'Infinity'
        AND rrmse >= 0 AND rrmse < 'Infinity' AND activity_ratio >= 0 AND activity_ratio < 'Infinity'
        AND pattern_correlation BETWEEN -1 AND 1
        AND clone_distance >= 0 AND clone_distance < 'Infinity'
        AND clone_penalty >= 0 AND clone_penalty < 'Infinity'
        AND quality_penalty >= 0 AND quality_penalty < 'Infinity'
        AND weighted_score > '-Infinity' AND weighted_score < 'Infinity'
        AND variable_weight >= 0 AND variable_weight < 'Infinity'),
    CONSTRAINT sums_are_finite CHECK ('NaN'::double precision <> ALL (sums) AND 'Infinity'::double precision <> ALL (sums)
        AND '-Infinity'::double precision <> ALL (sums))
);
CREATE INDEX idx_component_scores_run ON weather_forecast_component_scores (run_id, miner_uid);

-- One row per stage or lead of a response: Day 1 (lead -1) and each ERA5 lead.
CREATE TABLE weather_miner_scores (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id           integer      NOT NULL REFERENCES weather_forecast_runs ON DELETE CASCADE,
    response_id      integer      NOT NULL REFERENCES weather_miner_responses ON DELETE CASCADE,
    miner_uid        integer      NOT NULL CHECK (miner_uid >= 0),
    miner_hotkey     varchar(255) NOT NULL,
    score_type       varchar(50)  NOT NULL CHECK (score_type IN ('day1', 'era5_lead')),
    lead_hours       integer      NOT NULL,
    valid_time_utc   timestamptz  NOT NULL,
    mode             varchar(16)  NOT NULL CHECK (mode IN ('strict', 'parity')),
    score            double precision CHECK (score BETWEEN 0 AND 1),
    metrics          jsonb        NOT NULL,
    calculation_time timestamptz  NOT NULL DEFAULT fw_now(),
    voided_at        timestamptz,
    CONSTRAINT uq_miner_scores UNIQUE (response_id, score_type, lead_hours, mode)
);
CREATE INDEX idx_miner_scores_run ON weather_miner_scores (run_id, miner_uid);

-- The combined score of each miner in a run: one row per miner.
CREATE TABLE score_table (
    task_name    varchar(255)     NOT NULL,
    task_id      varchar(255)     NOT NULL,
    run_id       integer          NOT NULL REFERENCES weather_forecast_runs ON DELETE CASCADE,
    miner_uid    integer          NOT NULL CHECK (miner_uid >= 0),
    miner_hotkey varchar(255)     NOT NULL,
    score        double precision NOT NULL CHECK (score BETWEEN 0 AND 1),
    status       varchar(50)      NOT NULL CHECK (status IN ('initial', 'final')),
    created_at   timestamptz      NOT NULL,
    updated_at   timestamptz      NOT NULL DEFAULT fw_now(),
    PRIMARY KEY (task_name, task_id, miner_uid)
);
CREATE INDEX idx_score_table_created ON score_table (task_name, created_at DESC);

-- Whether the truth of a valid time exists, for all runs and miners.
CREATE TABLE truth_status (
    source        varchar(64) NOT NULL,
    valid_time    timestamptz NOT NULL,
    status        varchar(16) NOT NULL CHECK (status IN ('not_yet', 'ready', 'gone')),
    next_check_at timestamptz,
    reason        text,
    checksums     jsonb,
    updated_at    timestamptz NOT NULL DEFAULT fw_now(),
    PRIMARY KEY (source, valid_time),
    CHECK ((status = 'not_yet') = (next_check_at IS NOT NULL)),
    CHECK (status <> 'ready' OR checksums IS NOT NULL),
    CHECK (status <> 'gone' OR reason IS NOT NULL)
);

-- The catalogue of the field cache: what a decoded field must hash to, never where it lies.
CREATE TABLE reference_fields (
    source          varchar(64) NOT NULL,
    product         varchar(32) NOT NULL,
    variable_name   varchar(20) NOT NULL,
    pressure_level  integer,
    init_time       timestamptz,
    valid_time      timestamptz NOT NULL,
    sha256          char(64)    NOT NULL,
    version         text        NOT NULL,
    etag            text,
    provenance      jsonb       NOT NULL,
    catalogued_at   timestamptz NOT NULL DEFAULT fw_now(),
    CONSTRAINT uq_reference_fields UNIQUE NULLS NOT DISTINCT
        (source, product, variable_name, pressure_level, init_time, valid_time)
);
