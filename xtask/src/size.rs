//! How much a browser has to fetch before the page can be used.

use crate::{
    error::{Error, at},
    project::Project,
    split,
};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use std::{
    fmt, fs,
    io::{self, Write},
};

/// The largest first load that is allowed, in bytes with brotli.
pub const BUDGET: usize = 150_000;

/// The files of first load: the page, its style sheet, script and module. Data files come later or never.
#[derive(Debug)]
pub struct FirstLoad {
    files: Vec<(String, Size)>,
    /// The parts of the program that the page fetches after its start.
    later: Vec<(String, Size)>,
}

/// Bytes of one file.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl FirstLoad {
    /// Measures what is in `dist/`.
    ///
    /// # Errors
    /// When there is nothing in it yet.
    pub fn measure(project: &Project) -> Result<Self, Error> {
        let dist = project.dist();
        let page = dist.join("index.html");
        let page = fs::read_to_string(&page).map_err(at(page))?;
        let measured = |name: &str| {
            let path = dist.join(name);
            let bytes = fs::read(&path).map_err(at(&path))?;
            Ok((name.to_owned(), Size::of(&bytes).map_err(at(path))?))
        };
        let first = ["index.html"].into_iter().chain(referenced(&page));
        let files = first.map(measured).collect::<Result<_, _>>()?;
        let later = split::later(&dist)?;
        let later = later.iter().map(|name| measured(&format!("{name}.wasm")));
        let later = later.collect::<Result<_, _>>()?;
        Ok(Self { files, later })
    }

    /// Whether it is small enough.
    ///
    /// # Errors
    /// When it is not.
    pub fn check(&self) -> Result<(), Error> {
        let bytes = self.total().brotli;
        if bytes <= BUDGET {
            Ok(())
        } else {
            Err(Error::Budget { bytes, budget: BUDGET })
        }
    }

    fn total(&self) -> Size {
        self.files.iter().fold(Size::default(), |sum, (_, size)| Size {
            raw: sum.raw + size.raw,
            gzip: sum.gzip + size.gzip,
            brotli: sum.brotli + size.brotli,
        })
    }
}

impl Size {
    fn of(bytes: &[u8]) -> io::Result<Self> {
        let mut gzip = GzEncoder::new(vec![], Compression::best());
        gzip.write_all(bytes)?;
        let mut brotli = vec![];
        let best = BrotliEncoderParams {
            quality: 11,
            size_hint: bytes.len(),
            ..BrotliEncoderParams::default()
        };
        brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &best)?;
        Ok(Self {
            raw: bytes.len(),
            gzip: gzip.finish()?.len(),
            brotli: brotli.len(),
        })
    }
}

/// The table, in kB of 1000 bytes.
impl fmt::Display for FirstLoad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kilo = |bytes: usize| format!("{}.{}", bytes / 1000, bytes % 1000 / 100);
        let total = self.total();
        writeln!(f, "{:<32}{:>9}{:>9}{:>9}", "first load, kB", "raw", "gzip -9", "brotli")?;
        let files = self.files.iter().map(|(name, size)| (name.as_str(), size));
        for (name, size) in files.chain([("total", &total)]) {
            writeln!(
                f,
                "{name:<32}{:>9}{:>9}{:>9}",
                kilo(size.raw),
                kilo(size.gzip),
                kilo(size.brotli)
            )?;
        }
        for (name, size) in &self.later {
            writeln!(
                f,
                "{:<32}{:>9}{:>9}{:>9}",
                format!("after it: {}", name.split('-').next().unwrap_or(name)),
                kilo(size.raw),
                kilo(size.gzip),
                kilo(size.brotli)
            )?;
        }
        let verdict = if total.brotli <= BUDGET { "holds" } else { "is broken" };
        write!(f, "The budget of {} kB with brotli {verdict}.", BUDGET / 1000)
    }
}

/// The style sheet, script and module that a page names, each once, in the page's order.
fn referenced(page: &str) -> Vec<&str> {
    let mut names: Vec<&str> = vec![];
    for part in page.split("href=\"").flat_map(|part| part.split("src=\"")).skip(1) {
        let name = part.split('"').next().unwrap_or_default();
        let loaded_first = [".css", ".js", ".wasm"].iter().any(|ending| name.ends_with(ending));
        if loaded_first && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_a_page_names() {
        let page = r#"<link rel="icon" href="icon.svg"><link rel="stylesheet" href="style-1.css">
            <link rel="modulepreload" href="gloss-2.js"><link rel="preload" href="gloss-3_bg.wasm" as="fetch">
            <script type="module" src="gloss-2.js"></script>"#;
        assert_eq!(referenced(page), ["style-1.css", "gloss-2.js", "gloss-3_bg.wasm"]);
        assert_eq!(referenced("<p>No files: .js, .css</p>"), [""; 0]);
    }

    #[test]
    fn the_table_and_its_verdict() {
        let size = |brotli| Size {
            raw: 400_049,
            gzip: 160_950,
            brotli,
        };
        let load = |brotli| FirstLoad {
            files: vec![("a.js".to_owned(), size(brotli)), ("b.css".to_owned(), size(0))],
            later: vec![("split_rooms-1.wasm".to_owned(), size(70_000))],
        };
        assert!(load(BUDGET).check().is_ok());
        assert!(load(BUDGET + 1).check().is_err());
        let table = load(140_000).to_string();
        assert!(
            table.contains("total                               800.0    321.9    140.0\n"),
            "{table}"
        );
        assert!(
            table.contains("after it: split_rooms               400.0    160.9     70.0\n"),
            "{table}"
        );
        assert!(table.ends_with("The budget of 150 kB with brotli holds."));
    }
}
