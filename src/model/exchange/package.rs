//! From documents to the one file that a person downloads.

use std::io::{Cursor, Read, Write};

use rustc_hash::FxHashSet;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::labels::joined;
use crate::model::format::table::{Format, Frame, Part};
use crate::model::project::Project;
use crate::model::scheme::Scheme;

/// A file to download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Documents on their way into one file, one after the other.
#[derive(Debug)]
pub struct Packing {
    format: &'static Format,
    /// What the file is called, without its end: as the first document.
    name: Option<String>,
    /// Files, or one that grows.
    files: Vec<(String, String)>,
    names: FxHashSet<String>,
    /// What all documents may have in them, for the file that goes with them.
    scheme: Scheme,
    count: usize,
}

impl Packing {
    /// Begins a file of this format.
    pub fn begin(format: &'static Format) -> Self {
        Self {
            format,
            name: None,
            files: Vec::new(),
            names: FxHashSet::default(),
            scheme: Scheme::default(),
            count: 0,
        }
    }

    /// Adds a document: the project, and what the format's writer made of it.
    pub fn add(&mut self, project: &Project, parts: Vec<Part>) {
        let slug = project.document.slug();
        self.name.get_or_insert_with(|| slug.clone());
        if self.format.companion.is_some() {
            self.scheme = joined(std::mem::take(&mut self.scheme), project);
        }
        self.count += 1;
        if self.format.frame == Frame::Alone {
            let mut free = (1..).map(|n| if n == 1 { slug.clone() } else { format!("{slug}-{n}") });
            let stem = free.find(|stem| self.names.insert(stem.clone())).unwrap_or(slug);
            let named = |part: Part| (format!("{stem}.{}", part.extension), part.content);
            self.files.extend(parts.into_iter().map(named));
            return;
        }
        let (before, between) = match self.format.frame {
            Frame::List => ("[\n", ",\n"),
            Frame::Rows(header) => (header, ""),
            Frame::Lines | Frame::Alone => ("", "\n"),
        };
        for part in parts {
            match self.files.first_mut() {
                Some((_, content)) => {
                    content.push_str(between);
                    content.push_str(&part.content);
                }
                None => self.files.push((String::new(), before.to_owned() + &part.content)),
            }
        }
    }

    /// Ends the file: as it is, or as a zip if there are several in it. Several
    /// documents are named for the first and how many more there are. `None` if
    /// there is nothing in it, or too much for a zip.
    pub fn finish(self) -> Option<Package> {
        let Format {
            extension,
            media,
            frame,
            ..
        } = *self.format;
        let mut files = self.files;
        let name = self.name?;
        let name = match self.count {
            1 => name,
            count => format!("{name}-and-{}-more", count - 1),
        };
        if let (false, Some((own, content))) = (frame == Frame::Alone, files.first_mut()) {
            *own = format!("{name}.{extension}");
            content.push_str(match frame {
                Frame::List => "\n]\n",
                Frame::Lines => "\n",
                Frame::Rows(_) | Frame::Alone => "",
            });
        }
        let companion = self.format.companion.map(|companion| companion(&self.scheme));
        files.extend(companion.map(|(name, content)| (name.to_owned(), content)));
        if files.len() == 1 {
            let (own, content) = files.pop()?;
            let bytes = content.into_bytes();
            let name = if frame == Frame::Alone {
                own
            } else {
                format!("{name}.{extension}")
            };
            return Some(Package { name, media, bytes });
        }
        let bytes = zipped(&files)?;
        let name = format!("{name}.{}.zip", self.format.id);
        let media = "application/zip";
        Some(Package { name, media, bytes })
    }
}

/// A zip of files; the same files give the same bytes. `None` if they are too many
/// or too large for one.
pub fn zipped(files: &[(String, String)]) -> Option<Vec<u8>> {
    // No clock runs here: the earliest date that a zip can hold.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name.as_str(), options).ok()?;
        zip.write_all(content.as_bytes()).ok()?;
    }
    zip.finish().ok().map(Cursor::into_inner)
}

/// Whether bytes begin as a zip does.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The files in a zip, folders and those of macOS's own left out. `None` if it is
/// broken, encrypted, or comes to more than `most` bytes when it is unpacked.
pub fn unzipped(bytes: &[u8], most: usize) -> Option<Vec<(String, Vec<u8>)>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut files = Vec::new();
    let mut left = most;
    for number in 0..zip.len() {
        let entry = zip.by_index(number).ok()?;
        let name = entry.name().ok()?.into_owned();
        if entry.is_dir() || name.starts_with("__MACOSX/") {
            continue;
        }
        let mut content = Vec::new();
        // One byte more tells that it is too much, whatever the zip says of itself.
        entry.take(left as u64 + 1).read_to_end(&mut content).ok()?;
        left = left.checked_sub(content.len())?;
        files.push((name, content));
    }
    Some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zip_comes_back() {
        let files = [
            ("a.txt".to_owned(), "🌍".repeat(1_000)),
            ("b/c.ann".to_owned(), String::new()),
        ];
        let bytes = zipped(&files).expect("a zip");
        assert!(is_zip(&bytes) && bytes.len() < 500);
        assert_eq!(zipped(&files).expect("a zip"), bytes);
        let back = unzipped(&bytes, 4_000).expect("it is whole");
        let plain: Vec<_> = files
            .iter()
            .map(|(name, content)| (name.clone(), content.clone().into_bytes()))
            .collect();
        assert_eq!(back, plain);
        assert_eq!(unzipped(&bytes, 3_999), None);
        assert_eq!(unzipped(&bytes[..bytes.len() - 30], 4_000), None);
    }
}
