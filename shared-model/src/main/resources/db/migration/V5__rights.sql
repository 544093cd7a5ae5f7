-- The services work on rows; only the owner changes the schema.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${app_role};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${app_role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${app_role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO ${app_role};

INSERT INTO periodic_work (name, every) VALUES
    ('calendar', interval '1 minute'),
    ('reaper', interval '5 seconds'),
    ('sweep', interval '1 minute');

INSERT INTO series (name, counts, calendar_enabled, cycle_hour, open_at_minute, jitter_minutes, run_config) VALUES
    ('daily', true, true, 0, 1080, 30, '{
        "mode": "strict", "weight_rule": "cos-1", "test_mode": false, "reference_source": "providers",
        "variables": [{"name": "2t"}, {"name": "msl"}, {"name": "10u"}, {"name": "10v"},
            {"name": "t", "levels": [50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000]},
            {"name": "u", "levels": [50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000]},
            {"name": "v", "levels": [50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000]},
            {"name": "q", "levels": [50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000]},
            {"name": "z", "levels": [50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000]}],
        "day1_keys": [{"name": "2t"}, {"name": "msl"}, {"name": "10u"}, {"name": "10v"},
            {"name": "z", "levels": [500]}],
        "day1_lead_hours": [12], "era5_lead_hours": [24, 48, 72, 96, 120, 144, 168, 192, 216, 240],
        "era5_delay_hours": 120, "era5_buffer_hours": 6, "era5_check_seconds": 3600, "era5_give_up_days": 7,
        "abandon_days": 10, "poll_interval_seconds": 300, "max_polls": 20, "poll_wall_seconds": 12000,
        "freeze_window_seconds": 7200}'),
    ('demo', true, false, 18, 1080, 0, '{
        "mode": "strict", "weight_rule": "cos-1", "test_mode": true, "reference_source": "demo",
        "variables": [{"name": "10u"}, {"name": "10v"}],
        "day1_keys": [{"name": "10u"}, {"name": "10v"}],
        "day1_lead_hours": [12], "era5_lead_hours": [24, 48, 72, 96, 120, 144, 168, 192, 216, 240],
        "era5_delay_hours": 0, "era5_buffer_hours": 0, "era5_check_seconds": 5, "era5_give_up_days": 7,
        "abandon_days": 10, "poll_interval_seconds": 2, "max_polls": 20, "poll_wall_seconds": 900,
        "freeze_window_seconds": 7200}');
