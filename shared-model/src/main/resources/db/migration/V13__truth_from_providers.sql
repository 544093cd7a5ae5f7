-- What was asked of the Climate Data Store, whose jobs wait in its queue for seconds to days: asked once and remembered.
CREATE SEQUENCE cds_leases;
CREATE TABLE cds_requests (
    dataset          varchar(64) NOT NULL,
    valid_time       timestamptz NOT NULL,
    request_sha256   char(64)    NOT NULL,
    request          jsonb       NOT NULL,
    state            varchar(16) NOT NULL CHECK (state IN ('wanted', 'submitting', 'submitted', 'refused')),
    provider_job     varchar(128),
    looks            integer     NOT NULL DEFAULT 0 CHECK (looks >= 0),
    refusals         integer     NOT NULL DEFAULT 0 CHECK (refusals >= 0),
    spoilt_downloads integer     NOT NULL DEFAULT 0 CHECK (spoilt_downloads >= 0),
    message          text        NOT NULL DEFAULT '',
    look_again_at    timestamptz NOT NULL DEFAULT fw_now(),
    lease            bigint      NOT NULL DEFAULT nextval('cds_leases'),
    leased_until     timestamptz NOT NULL,
    asked_at         timestamptz NOT NULL DEFAULT fw_now(),
    updated_at       timestamptz NOT NULL DEFAULT fw_now(),
    PRIMARY KEY (dataset, valid_time, request_sha256),
    CONSTRAINT submitted_has_a_job CHECK ((state = 'submitted') = (provider_job IS NOT NULL))
);
COMMENT ON COLUMN cds_requests.state IS
    'submitting past its lease: a process died between asking and remembering, and the job, if there is one, is lost';
COMMENT ON COLUMN cds_requests.lease IS 'who may change the row until leased_until; never given twice';

-- From which provider all fields of a truth come: never two for one valid time.
CREATE TABLE truth_choices (
    source     varchar(64) NOT NULL,
    valid_time timestamptz NOT NULL,
    provider   varchar(32) NOT NULL,
    chosen_at  timestamptz NOT NULL DEFAULT fw_now(),
    PRIMARY KEY (source, valid_time)
);
