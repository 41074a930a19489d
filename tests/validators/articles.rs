//! Reads articles, for a program of another language to compare.
//!
//! `cargo run --example articles -- FOLDER` reads each web page and Word document in
//! FOLDER as if someone opened it, and writes `NAME.json` beside it: its text, facts,
//! and what was left out.

use std::path::Path;
use std::{fs, io};

use gloss::model::exchange::batch::{Batch, Kind};

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/articles".to_owned());
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|ending| ending == "html" || ending == "docx")
        {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, fs::read(&path)?));
        }
    }
    let mut batch = Batch::begin(files);
    let mut count = 0;
    while let Some(arrived) = batch.step() {
        let read = match arrived.content {
            Ok(Kind::Article(article)) => {
                let facts = article.facts;
                serde_json::json!({
                    "text": article.intake.text.as_str(),
                    "title": facts.title,
                    "url": facts.url,
                    "author": facts.author,
                    "published": facts.published,
                    "language": facts.language,
                    "left_out": article.left_out.iter().map(ToString::to_string).collect::<Vec<_>>(),
                })
            }
            Ok(_) => serde_json::json!({ "refused": "it is no article" }),
            Err(refusal) => serde_json::json!({ "refused": refusal.to_string() }),
        };
        let file = Path::new(&folder).join(format!("{}.json", arrived.name));
        fs::write(file, read.to_string())?;
        count += 1;
    }
    println!("{count} articles");
    Ok(())
}
