//! What happens to files on their way.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A change to a file by someone who does not know what it means.
#[derive(Clone, Debug)]
pub enum Damage {
    /// Other bytes at a place.
    Put(Index, Vec<u8>),
    /// What lies between two places is gone.
    Cut(Index, Index),
    /// The rest is gone.
    End(Index),
    /// What lies between two places stands twice.
    Twice(Index, Index),
    /// Another field or value in place of one that Gloss writes, the nth of that name.
    Instead(Index, &'static str, &'static str),
}

/// Any change.
pub fn damage() -> impl Strategy<Value = Damage> {
    /// The start of a field, and what to write there instead.
    const FIELDS: &[(&str, &[&str])] = &[
        (
            "\"id\":\"",
            &[
                "\"id\":\"a1",
                "\"id\":\"\",\"x\":\"",
                "\"x\":\"",
                "\"id\":\"a1\",\"x\":\"",
                "\"id\":12,\"x\":\"",
            ],
        ),
        (
            "\"label\":\"",
            &[
                "\"label\":null,\"x\":\"",
                "\"label\":\"\",\"x\":\"",
                "\"label\":\"claim\",\"x\":\"",
            ],
        ),
        (
            "\"start\":",
            &[
                "\"start\":1",
                "\"start\":-",
                "\"start\":0.",
                "\"start\":0,\"x\":",
                "\"start\":null,\"x\":",
            ],
        ),
        (
            "\"end\":",
            &[
                "\"end\":9",
                "\"end\":4294967295,\"x\":",
                "\"end\":4294967296,\"x\":",
                "\"end\":0,\"x\":",
                "\"x\":",
            ],
        ),
        (
            "\"quote\":\"",
            &[
                "\"quote\":\"\\ud83c",
                "\"quote\":\"\",\"x\":\"",
                "\"x\":\"",
                "\"quote\":\"a\",\"x\":\"",
                "\"quote\":\" ",
            ],
        ),
        (
            "\"attributes\":{",
            &[
                "\"attributes\":{\"kind\":null,",
                "\"attributes\":{\"kind\":\"\",",
                "\"attributes\":{\"a\":[\n{\"b\": 1}\n],",
                "\"attributes\":{},\"x\":{",
            ],
        ),
        (
            "\"text\":\"",
            &[
                "\"text\":\"\\r\\n",
                "\"text\":\"\\ufeff",
                "\"text\":\"\\u0000",
                "\"text\":\"a🌍",
                "\"text\":12,\"x\":\"",
            ],
        ),
        (
            "\"created\":\"",
            &[
                "\"created\":\"2026-02-30T25:61:61Z\",\"x\":\"",
                "\"created\":\"\",\"x\":\"",
            ],
        ),
        ("\"note\":\"", &["\"note\":\"\",\"x\":\"", "\"note\":[],\"x\":\""]),
        ("\"from\":\"", &["\"from\":\"\",\"x\":\"", "\"from\":\"a1\",\"x\":\""]),
        (
            "\"type\":\"",
            &["\"type\":\"\",\"x\":\"", "\"type\":\"choice\",\"x\":\"", "\"x\":\""],
        ),
        ("\"name\":\"", &["\"name\":\"\",\"x\":\"", "\"x\":\""]),
        (
            "\"color\":\"",
            &["\"color\":\"\",\"x\":\"", "\"color\":\"#ABCDEF\",\"x\":\""],
        ),
        (
            "\"key\":\"",
            &["\"key\":\"\",\"x\":\"", "\"key\":\"\u{1f30d}\",\"x\":\""],
        ),
        ("\"options\":[", &["\"options\":[\"\",", "\"options\":[],\"x\":["]),
        ("\"title\":\"", &["\"title\":\"\",\"x\":\"", "\"title\":false,\"x\":\""]),
        ("\"sha256\":\"", &["\"sha256\":\"\",\"x\":\"", "\"sha256\":\"00"]),
        (
            "\"relations\":",
            &["\"relations\":null,\"x\":", "\"relations\":[{}],\"x\":"],
        ),
        ("\"scheme\":", &["\"scheme\":null,\"x\":", "\"scheme\":{},\"x\":"]),
    ];
    let field = (any::<Index>(), select(FIELDS), any::<Index>());
    prop_oneof![
        2 => (any::<Index>(), vec(any::<u8>(), 1..3)).prop_map(|(at, bytes)| Damage::Put(at, bytes)),
        2 => (any::<Index>(), "[]\\[{}\",:0-9a-z\\\\ é]").prop_map(|(at, c)| Damage::Put(at, c.into_bytes())),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Damage::Cut(from, to)),
        1 => any::<Index>().prop_map(Damage::End),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Damage::Twice(from, to)),
        8 => field.prop_map(|(which, (sought, put), one)| Damage::Instead(which, sought, put[one.index(put.len())])),
    ]
}

impl Damage {
    /// The file with the change.
    pub fn apply(&self, mut file: String) -> String {
        let place = |index: &Index, length: usize| index.index(length + 1);
        match self {
            Self::Instead(which, sought, put) => {
                let places: Vec<_> = file.match_indices(sought).map(|(at, _)| at).collect();
                if !places.is_empty() {
                    let at = *which.get(&places);
                    file.replace_range(at..at + sought.len(), put);
                }
                return file;
            }
            Self::End(from) => {
                let from = place(from, file.len());
                file.truncate(file.floor_char_boundary(from));
                return file;
            }
            _ => {}
        }
        let mut bytes = file.into_bytes();
        let length = bytes.len();
        let between = |from: &Index, to: &Index| {
            let (from, to) = (place(from, length), place(to, length));
            from.min(to)..from.max(to).min(from.min(to) + 64)
        };
        match self {
            Self::Put(at, put) => {
                let at = place(at, length);
                bytes.splice(at..length.min(at + put.len()), put.iter().copied());
            }
            Self::Cut(from, to) => drop(bytes.drain(between(from, to))),
            Self::Twice(from, to) => {
                let range = between(from, to);
                let twice = bytes[range.clone()].to_vec();
                bytes.splice(range.end..range.end, twice);
            }
            Self::End(_) | Self::Instead(..) => {}
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
