//! Writes generated documents in every format, for other tools' own code to judge.
//!
//! `cargo run --example generate -- FOLDER` writes `FOLDER/gloss/0.json` and so on,
//! and the same documents into a folder for each format: one file for each
//! document, `0.EXTENSION` and so on, or `all.EXTENSION` where the format holds
//! many in one; besides these the file that the tool needs, if there is one.

#[path = "../properties/arbitrary.rs"]
#[allow(dead_code, reason = "the laws use more of it")]
mod arbitrary;

use std::fs;
use std::path::Path;

use gloss::model::exchange::labels::joined;
use gloss::model::format::gloss as own_format;
use gloss::model::format::table::{FORMATS, Frame};
use gloss::model::project::Project;
use gloss::model::scheme::Scheme;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// How many documents.
const COUNT: usize = 200;

fn main() -> std::io::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "target/validators/files".to_owned());
    let folder = Path::new(&folder);
    let projects = projects();
    let own = folder.join("gloss");
    fs::create_dir_all(&own)?;
    for (number, project) in projects.iter().enumerate() {
        fs::write(own.join(format!("{number}.json")), own_format::write(project))?;
    }
    for format in FORMATS {
        let Some(write) = format.write else { continue };
        let folder = folder.join(format.id);
        fs::create_dir_all(&folder)?;
        let mut contents = Vec::new();
        for (number, project) in projects.iter().enumerate() {
            for part in write(project).parts {
                if format.frame == Frame::Alone {
                    fs::write(folder.join(format!("{number}.{}", part.extension)), part.content)?;
                } else {
                    contents.push(part.content);
                }
            }
        }
        let whole = match format.frame {
            Frame::Alone => None,
            Frame::Lines => Some(contents.join("\n") + "\n"),
            Frame::List => Some(format!("[\n{}\n]\n", contents.join(",\n"))),
            Frame::Rows(header) => Some(format!("{header}{}", contents.concat())),
        };
        if let Some(whole) = whole {
            fs::write(folder.join(format!("all.{}", format.extension)), whole)?;
        }
        if let Some(companion) = format.companion {
            let (name, content) = companion(&projects.iter().fold(Scheme::default(), joined));
            fs::write(folder.join(name), content)?;
        }
    }
    println!("{COUNT} documents in {}", folder.display());
    Ok(())
}

/// The same ones each time.
fn projects() -> Vec<Project> {
    let config = Config {
        rng_seed: RngSeed::Fixed(0x61_05_5E),
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    let tree = |_| arbitrary::project().new_tree(&mut runner).expect("a project");
    (0..COUNT).map(tree).map(|tree| tree.current()).collect()
}
