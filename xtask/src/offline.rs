//! The service worker, `www/service-worker.js`, completed with what it has to keep: the files of this release.

use crate::{error::Error, hash::hash, page::replace_in};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Write};

/// Its file.
pub const WORKER: &str = "service-worker.js";

/// What the file says, for the build to replace.
const RELEASE: &str = "const RELEASE = { name: '', files: {}, data: {} };";

/// Whether a file is for those only who use what it is for: the data of suggestions and of the search for places.
fn is_data(name: &str) -> bool {
    name.ends_with(".tsv") || matches!(name, "lexicon.txt" | "place-words.txt")
}

/// Puts into the worker the files of a site, each with a digest that browsers check, and a name that no other release
/// has: the hash of all files and of the worker itself.
///
/// The page is called as people do who visit it, by its folder: some servers lead those who ask for `index.html`
/// elsewhere.
///
/// # Errors
/// When there is no place for them in the worker.
pub fn worker(source: &str, site: &BTreeMap<String, Vec<u8>>) -> Result<String, Error> {
    let mut parts = vec![source.as_bytes()];
    let (mut files, mut data) = (String::new(), String::new());
    for (name, bytes) in site {
        parts.extend([name.as_bytes(), bytes]);
        let address = if name == "index.html" { "./" } else { name };
        let list = if is_data(name) { &mut data } else { &mut files };
        let _ = write!(list, "\n  '{address}': 'sha256-{}',", base64(&Sha256::digest(bytes)));
    }
    let release = format!(
        "const RELEASE = {{ name: '{}', files: {{{files}\n}}, data: {{{data}\n}} }};",
        hash(&parts)
    );
    replace_in(WORKER, source, RELEASE, &release)
}

/// Bytes as the integrity of a file is written.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| {
            bits << 8 | usize::from(three.get(at).copied().unwrap_or(0))
        });
        for digit in 0..4 {
            let number = bits >> (18 - 6 * digit) & 63;
            text.push(if digit > three.len() {
                '='
            } else {
                char::from(DIGITS[number])
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64() {
        for (bytes, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(super::base64(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn the_files_of_a_release() {
        let source = format!("// Keeps.\n{RELEASE}\n");
        let site = |script: &str| {
            BTreeMap::from([
                ("gloss-1.js".to_owned(), script.as_bytes().to_vec()),
                ("index.html".to_owned(), vec![]),
                ("places.tsv".to_owned(), vec![]),
            ])
        };
        let made = worker(&source, &site("foo")).unwrap();
        let files = "'gloss-1.js': 'sha256-LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=',\n  \
                     './': 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',\n}, \
                     data: {\n  'places.tsv': 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',\n} };\n";
        assert!(made.ends_with(files), "{made}");
        assert_eq!(made, worker(&source, &site("foo")).unwrap());
        // Another file, or another worker, is another release.
        let name = |made: &str| made.split('\'').nth(1).map(str::to_owned);
        assert_ne!(name(&made), name(&worker(&source, &site("fob")).unwrap()));
        let other = source.replace("Keeps", "Stores");
        assert_ne!(name(&made), name(&worker(&other, &site("foo")).unwrap()));
    }

    #[test]
    fn a_worker_without_a_place_for_them() {
        assert!(matches!(
            worker("", &BTreeMap::new()),
            Err(Error::Page { file: WORKER, .. })
        ));
    }

    #[test]
    fn the_worker_has_a_place_for_them() {
        assert!(worker(include_str!("../../www/service-worker.js"), &BTreeMap::new()).is_ok());
    }
}
