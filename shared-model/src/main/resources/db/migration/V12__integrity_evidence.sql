-- What belongs to a commitment besides the manifest: how it is signed, and the metadata that were checked with it.
ALTER TABLE forecast_manifests
    ADD COLUMN scheme        varchar(16) NOT NULL DEFAULT 'ed25519',
    ADD COLUMN metadata_gzip bytea;
COMMENT ON COLUMN forecast_manifests.metadata_gzip IS
    '.zmetadata as fetched with the manifest, gzip; NULL if it was frozen before it was kept';

-- What was found when a frozen forecast turned out to be changed: written once, with the end of the attempt that found it.
CREATE TABLE integrity_evidence (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id      integer     NOT NULL REFERENCES weather_forecast_runs ON DELETE CASCADE,
    response_id integer     NOT NULL REFERENCES weather_miner_responses ON DELETE CASCADE,
    kind        varchar(32) NOT NULL CHECK (kind IN
        ('chunk_changed', 'metadata_changed', 'object_missing', 'changed_claim')),
    code        varchar(32) NOT NULL,
    object_key  varchar(255),
    details     jsonb       NOT NULL,
    bytes       bytea CHECK (octet_length(bytes) <= CASE kind WHEN 'changed_claim' THEN 4194304 ELSE 65536 END),
    noticed_at  timestamptz NOT NULL DEFAULT fw_now(),
    CONSTRAINT uq_evidence UNIQUE NULLS NOT DISTINCT (response_id, kind, object_key),
    CONSTRAINT claims_have_no_key CHECK ((kind = 'changed_claim') = (object_key IS NULL))
);
CREATE INDEX idx_evidence_run ON integrity_evidence (run_id);
COMMENT ON COLUMN integrity_evidence.bytes IS
    'the object as it was read last, if it is small; of a changed claim the manifest that is claimed now, gzip';

CREATE FUNCTION fw_refuse_change_of_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'evidence cannot be changed (response %)', OLD.response_id;
END $$;
CREATE TRIGGER evidence_is_write_once BEFORE UPDATE ON integrity_evidence
    FOR EACH ROW EXECUTE FUNCTION fw_refuse_change_of_evidence();
