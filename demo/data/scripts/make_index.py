#!/usr/bin/python3
"""Writes ../index.json: what each file of this directory is, its sha256, and which fields stand in for which.

    python3 make_index.py

The facts of a GFS file are taken from its name (cycle at the end, f3 = step 3); the reader checks them against the GRIB
headers. The format is described in the Javadoc of fairweather.reference.directory.
"""
import hashlib
import json
from datetime import datetime, timedelta
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent
START = datetime(2018, 10, 6, 18)
MISSING = datetime(2018, 10, 10, 18)
WINDS = ["10u", "10v"]


def instant(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def entry(path, product, **facts):
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    fields = [{"variable": name, "level": None} for name in WINDS]
    return {"file": path.relative_to(DATA).as_posix(), "sha256": digest, "product": product, **facts, "fields": fields}


def gfs(path):
    cycle, _, step = path.name.rpartition(".")[2].partition("f")
    reference = datetime.strptime(cycle, "%Y%m%d%H")
    lead = int(step or 0)
    return entry(
        path,
        "gfs_forecast" if lead else "gfs_analysis",
        format="grib",
        reference_time=instant(reference),
        lead_hours=lead,
        valid_time=instant(reference + timedelta(hours=lead)),
    )


def substitutions():
    return [
        {
            "wanted": {"product": "gfs_forecast", "reference_time": instant(START), "lead_hours": 12},
            "stand_in": {"product": "gfs_forecast", "reference_time": instant(START), "lead_hours": 3},
            "reason": "The archive holds no 12 hour forecast: the 3 hour forecast of the same cycle stands in for it.",
        },
        {
            "wanted": {
                "product": "era5",
                "from": instant(START + timedelta(hours=24)),
                "to": instant(START + timedelta(hours=240)),
            },
            "stand_in": {"product": "gfs_analysis"},
            "reason": "The directory holds no ERA5: the GFS analysis of the same valid time stands in for it.",
        },
        {
            "wanted": {"product": "climatology"},
            "stand_in": {"product": "monthly_climatology"},
            "reason": "The directory holds no daily climatology: the Navy mean wind of the month (1982-1992) stands in.",
        },
    ]


def main():
    files = [gfs(path) for folder in ("f000", "f003", "bad") for path in sorted((DATA / "gfs" / folder).iterdir())]
    climatology = DATA / "climatology" / "navy-october-1deg.nc"
    files.append(entry(climatology, "monthly_climatology", format="netcdf", months=[10]))
    index = {
        "format": "fairweather-reference-directory/1",
        "name": "gfs-winds-october-2018",
        "description": "GFS 10 metre winds, global 1 degree, 6-hourly cycles from 2018-10-06T18Z to 2018-10-16T18Z; "
        f"cycle {instant(MISSING)} does not exist: its two files are the server's HTML error pages.",
        "closed": True,
        "substitutions": substitutions(),
        "files": files,
    }
    (DATA / "index.json").write_text(json.dumps(index, indent=1) + "\n")


if __name__ == "__main__":
    main()
