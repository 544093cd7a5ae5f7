"""The numbers of two independent implementations for one set of random fields with gaps: the numpy and xarray peer of the
reference system's arithmetic (parity), and the 80-bit one of score version 1 (strict). Both are used as they are.

Arguments: the directory of the peers, and one with the fields that the peer has dumped; the fields are overwritten by
those with gaps, the numbers are printed as JSON. What is stored as float32 is compared in float64, as it is in the
reference system after its interpolation.
"""
import json
import os
import sys

sys.dont_write_bytecode = True

import numpy as np

sys.path.insert(0, sys.argv[1])
import scoring_peer as peer
import strict_numbers as strict

NAMES = ("forecast", "truth", "climatology", "reference")
ROWS, COLUMNS = 721, 1440

rng = np.random.default_rng(20)
fields = {}
for name, gaps in zip(NAMES, (900, 500, 300, 700)):
    path = os.path.join(sys.argv[2], name + ".f32")
    values = np.fromfile(path, dtype="<f4").reshape(ROWS, COLUMNS)
    values.ravel()[rng.integers(0, values.size, gaps)] = np.nan
    values.tofile(path)
    fields[name] = values

latitudes, longitudes = peer.grid(ROWS, COLUMNS)
coordinates = {"lat": latitudes.values, "lon": longitudes.values}
f, t, c, r = (peer.xr.DataArray(fields[name].astype(np.float64), dims=("lat", "lon"), coords=coordinates) for name in NAMES)
w = peer.plane(peer.cos_weights(t["lat"]), t["lon"])
filled = f.where(np.isfinite(f), c)

dropped = peer.evaluate(f, t, c, w)
against_reference = peer.evaluate(f, t, c, w, r)
against_reference["pattern_correlation"] = float(peer.xcorr(f, r, w))
against_reference["clone_distance"] = float(peer.xmse(f, r, w))

sums = strict.partial_sums(f.values, t.values, c.values, latitudes.values, "cos", r.values)
areas = strict.partial_sums(f.values, t.values, c.values, latitudes.values, "cell-area", r.values)
numbers = lambda values: {name: float(value) for name, value in values.items()}
print(json.dumps({
    "dropped": dropped,
    "against_reference": against_reference,
    "filled": peer.evaluate(filled, t, c, w),
    "strict": {region: {"sums": numbers(sums[region]), "metrics": strict.metrics(sums[region])} for region in sums},
    "strict_cell_area": strict.metrics(areas["global"]),
}))
