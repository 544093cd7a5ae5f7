"""What is read in `fairweather bench data`, made of real files in the providers' layouts.

usage: make.py SHARED SCRIPTS DIRECTORY full|quick
SHARED   the collection of real files
SCRIPTS  where make_arco_like.py and make_wb2_like.py lie
Writes below DIRECTORY what is served (gfs, arco, wb2), the field of local.f4 and local.nc, and facts.json.

The file of the GFS has the lines and the lengths of a real index. Each of the 69 wanted messages is a real message whole,
packed by template 5.3, under the head of the field that it stands for; its reference value is changed a little, so that no
two hold the same values. The others have a real message's head and so many bytes after it as the index says.
"""
import json
import os
import struct
import subprocess
import sys

import numpy
import xarray

LEVELS = [50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000]
PARAMETERS = {"TMP": (0, 0), "UGRD": (2, 2), "VGRD": (2, 3), "SPFH": (1, 0), "HGT": (3, 5), "PRMSL": (3, 1)}
SURFACE = {("TMP", "2 m above ground"), ("UGRD", "10 m above ground"), ("VGRD", "10 m above ground"),
           ("PRMSL", "mean sea level")}
WANTED = SURFACE | {(name, f"{level} mb") for name in ("TMP", "UGRD", "VGRD", "SPFH", "HGT") for level in LEVELS}
PRESSURE, MEAN_SEA, HEIGHT, GROUND = 100, 101, 103, 1
UNKNOWN = 19
INDEX = "gfs-idx/20231104.gfs.t00z.pgrb2.0p25.f000.idx"
REFERENCE_TIME = struct.pack(">HBBBBB", 2023, 11, 4, 0, 0, 0)
SECTION_1, SECTION_4, SECTION_5 = 16, 109, 143


def messages(path):
    with open(path, "rb") as file:
        content = file.read()
    at = 0
    while at < len(content):
        length = struct.unpack_from(">Q", content, at + 8)[0]
        yield content[at:at + length]
        at += length


def surface(level):
    words = level.split()
    if len(words) == 2 and words[1] == "mb":
        return PRESSURE, round(float(words[0]) * 100)
    if words[1:] == ["m", "above", "ground"] and words[0].isdigit():
        return HEIGHT, int(words[0])
    return (MEAN_SEA, 0) if level == "mean sea level" else (GROUND, 0)


def headed(template, row, name, level):
    """The message under the head of an analysis of another variable on another level."""
    message = bytearray(template)
    message[SECTION_1 + 12:SECTION_1 + 19] = REFERENCE_TIME
    message[SECTION_4 + 9:SECTION_4 + 11] = bytes(PARAMETERS.get(name, (UNKNOWN, row % 192)))
    kind, value = surface(level)
    struct.pack_into(">BIBBI", message, SECTION_4 + 17, 1, 0, kind, 0, value)
    return message


def shifted(message, row):
    reference = struct.unpack_from(">f", message, SECTION_5 + 11)[0]
    struct.pack_into(">f", message, SECTION_5 + 11, reference * (1 + row / 10000))
    return message


def resized(message, length):
    """Section 7 cut or filled up: nobody is going to unpack it."""
    at = SECTION_1
    while message[at + 4] != 7:
        at += struct.unpack_from(">I", message, at)[0]
    data = max(5, length - at - 4)
    short = message[:at + data].ljust(at + data, b"\0") + b"7777"
    struct.pack_into(">I", short, at, data)
    struct.pack_into(">Q", short, 8, len(short))
    return short


def gfs(shared, directory, quick):
    with open(os.path.join(shared, INDEX), encoding="ascii") as file:
        lines = [line.strip().split(":") for line in file]
    offsets = [int(line[1]) for line in lines] + [int(lines[-1][1]) + 700_000]
    if quick:
        first = sorted(os.listdir(os.path.join(shared, "gfs-wind10m-1deg-201810/f000")))[0]
        ground, upper = list(messages(os.path.join(shared, "gfs-wind10m-1deg-201810/f000", first)))[:2]
    else:
        upper = next(messages(os.path.join(shared, "grib2-packing/gfs.complex.grib2")))
        packed = os.path.join(shared, "grib2-packing/gdas.t12z.pgrb2.0p25.f000.12.xz")
        ground = subprocess.run(["xz", "-dc", packed], capture_output=True, check=True).stdout
    folder = os.path.join(directory, "gfs/gfs.20231104/00/atmos")
    os.makedirs(folder)
    path = os.path.join(folder, f"gfs.t00z.pgrb2.{'1p00' if quick else '0p25'}.f000")
    selected = 0
    with open(path, "wb") as file, open(path + ".idx", "w", encoding="ascii") as index:
        for row, (number, _, date, name, level, *rest) in enumerate(lines):
            index.write(":".join([number, str(file.tell()), date, name, level, *rest]) + "\n")
            wanted = (name, level) in WANTED
            message = headed(ground if (name, level) in SURFACE else upper, row, name, level)
            length = (offsets[row + 1] - offsets[row]) // (64 if quick else 1)
            message = shifted(message, row) if wanted else resized(message, length)
            selected += len(message) if wanted else 0
            file.write(message)
        return {"gfs_needed": selected + index.tell()}


def field_files(directory, fields):
    listed = []
    for variable, level, time, values in fields:
        name = f"{variable}-{level}-{time[:13]}.f4"
        values.astype("<f4").tofile(os.path.join(directory, name))
        listed.append({"variable": variable, "level": level, "time": time, "file": name})
    return listed


def store(scripts, script, directory, name, grid, fields, **texts):
    work = os.path.join(directory, name + "-fields")
    os.makedirs(work)
    description = os.path.join(work, "description.json")
    content = {**grid, **texts, "fields": field_files(work, fields)}
    with open(description, "w", encoding="utf-8") as file:
        json.dump(content, file)
    subprocess.run([sys.executable, os.path.join(scripts, script), description, os.path.join(directory, name)], check=True)
    for file in os.listdir(work):
        os.remove(os.path.join(work, file))
    os.rmdir(work)


def chunk_bytes(directory):
    """The chunks of more than one dimension: what holds fields."""
    return sum(os.path.getsize(os.path.join(folder, file)) for folder, _, files in os.walk(directory) for file in files
               if not file.startswith(".") and file.count(".") > 1)


def main(shared, scripts, directory, size):
    quick = size == "quick"
    facts = gfs(shared, directory, quick)
    source = xarray.open_dataset(os.path.join(shared, "era5-0p25-global/era5_msl_2025120100_0.25x0.25.nc")).squeeze()
    step = 4 if quick else 1
    pressure = source.msl.values[::step, ::step].astype("<f4")
    grid = {"latitudes": source.latitude.values[::step].tolist(), "longitudes": source.longitude.values[::step].tolist()}
    temperature = pressure / numpy.float32(350)

    time = "2025-12-01T00:00Z"
    upper = [(variable, level, time, values) for variable, values in (("t", temperature), ("z", pressure / numpy.float32(2)))
             for level in (500, 850)]
    store(scripts, "make_arco_like.py", directory, "arco", grid, [("2t", None, time, temperature), *upper],
          valid_time_start="1940-01-01", valid_time_stop="2025-12-01", store={"other_levels": "scaled"})
    store(scripts, "make_wb2_like.py", directory, "wb2", grid,
          [("2t", None, f"2020-01-{day:02d}T{hour:02d}:00Z", temperature + numpy.float32(day / 10 + hour / 100))
           for day in (1, 2, 3) for hour in (0, 6, 12)])
    facts["arco_chunks"] = chunk_bytes(os.path.join(directory, "arco"))
    facts["wb2_chunks"] = chunk_bytes(os.path.join(directory, "wb2"))

    temperature.tofile(os.path.join(directory, "local.f4"))
    xarray.Dataset({"t2m": (("latitude", "longitude"), temperature)}, coords=grid_coordinates(grid)).to_netcdf(
        os.path.join(directory, "local.nc"))
    facts["rows"], facts["columns"] = temperature.shape
    with open(os.path.join(directory, "facts.json"), "w", encoding="utf-8") as file:
        json.dump(facts, file)


def grid_coordinates(grid):
    return {"latitude": grid["latitudes"], "longitude": grid["longitudes"]}


if __name__ == "__main__":
    main(*sys.argv[1:])
