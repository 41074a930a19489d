//! Scores suggestions against articles that people have annotated: `cargo xtask eval`.
//!
//! For each label, a suggestion and an annotation are a pair if they have the same ends
//! (exact), if what they share is at least half of what they cover together (overlap), or if
//! they share a character (touch). Each is in one pair at most, so that ten suggestions in one
//! annotation are one right and nine wrong. Attributes are compared in the pairs that overlap.
//!
//! For sentences the ends do not matter: a sentence has the label if an annotation begins in it,
//! and is found if a suggestion does.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

use gloss::model::annotation::Value;
use gloss::model::format::gloss::read;
use gloss::model::suggest::gazetteer::Gazetteer;
use gloss::model::suggest::lexicon::Lexicon;
use gloss::model::suggest::places::words::PlaceWords;
use gloss::model::suggest::{Knowledge, Suggesting, Tier};
use gloss::model::text::Text;

use crate::report::{attributes, faults, totals};
use crate::scores::{Fault, Marked, Score, score};

mod pairing;
mod places;
mod report;
mod scores;
mod sentences;

/// The labels, in the order in which they are shown. Claims that the article makes itself
/// are left out of the second line of claims.
const LABELS: [&str; 4] = ["claim", ATTRIBUTED, "commitment", "place"];
const ATTRIBUTED: &str = "claim of someone";

/// The speaker of what is not said by someone.
const OWN_VOICE: &str = "article (own voice)";

const USAGE: &str = "\
eval [--tier likely|check|faint] [--label LABEL] [--errors N] FILE...
";

/// What to do.
struct Request {
    tier: Tier,
    errors: usize,
    label: Option<String>,
    files: Vec<String>,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(request) = request(&words) else {
        eprint!("{USAGE}");
        return ExitCode::FAILURE;
    };
    match evaluate(&request) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the command line; `None` if it makes no sense.
fn request(words: &[String]) -> Option<Request> {
    let mut request = Request {
        tier: Tier::Check,
        errors: 0,
        label: None,
        files: Vec::new(),
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--tier" => {
                request.tier = match words.next()?.as_str() {
                    "likely" => Tier::Likely,
                    "check" => Tier::Check,
                    "faint" => Tier::Faint,
                    _ => return None,
                }
            }
            "--errors" => request.errors = words.next()?.parse().ok()?,
            "--label" => request.label = Some(words.next()?.clone()),
            option if option.starts_with('-') => return None,
            file => request.files.push(file.to_owned()),
        }
    }
    (!request.files.is_empty()).then_some(request)
}

/// What the rules know, as the page loads it.
fn knowledge() -> Result<Knowledge, String> {
    let lexicon = Lexicon::read(include_str!("../../www/lexicon.txt"));
    let words = PlaceWords::read(include_str!("../../www/place-words.txt"));
    let gazetteer = Gazetteer::read(include_str!("../../www/places.tsv"));
    Ok(Knowledge {
        lexicon: Rc::new(lexicon.map_err(|error| error.to_string())?),
        words: Rc::new(words.map_err(|error| error.to_string())?),
        gazetteer: Rc::new(gazetteer.map_err(|error| error.to_string())?),
    })
}

fn evaluate(request: &Request) -> Result<(), String> {
    let knowledge = knowledge()?;
    let mut sums: BTreeMap<&str, Score> = BTreeMap::new();
    let mut lines = Vec::new();
    for file in &request.files {
        let content = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        let (project, problems) = read(&content).map_err(|error| format!("{file}: {error}"))?;
        for problem in &problems {
            eprintln!("{file}: {problem}");
        }
        let text = &project.document.text;
        let annotations: Vec<Marked> = project
            .markup
            .annotations
            .iter()
            .map(|annotation| Marked {
                label: annotation.label.as_str().to_owned(),
                span: annotation.span,
                attributes: by_name(&annotation.attributes),
            })
            .collect();
        let suggestions = suggestions(text, &knowledge, request.tier);
        let mut errors = Vec::new();
        for label in LABELS {
            let wanted = request.label.as_deref().is_none_or(|wanted| wanted == label);
            if !wanted {
                continue;
            }
            let (annotations, suggestions) = (of(text, label, &annotations), of(text, label, &suggestions));
            let (score, wrong) = score(text, label, &annotations, &suggestions);
            *sums.entry(label).or_default() += &score;
            lines.push((name(file), label, score));
            if label != ATTRIBUTED {
                errors.extend(wrong.iter().map(|fault| described(text, fault)));
            }
        }
        print!("{}", faults(file, &errors, request.errors));
    }
    let sums: Vec<_> = LABELS
        .iter()
        .filter_map(|label| Some(("all", *label, sums.get(label)?.clone())))
        .collect();
    println!("{}", totals(&lines));
    println!("{}", totals(&sums));
    println!("{}", attributes(&sums));
    Ok(())
}

/// The suggestions for a text, down to a tier.
fn suggestions(text: &Text, knowledge: &Knowledge, tier: Tier) -> Vec<Marked> {
    let mut suggesting = Suggesting::new(text.clone(), knowledge.clone());
    while suggesting.step() {}
    let all = suggesting.found().iter().filter(|suggestion| suggestion.tier <= tier);
    all.map(|suggestion| Marked {
        label: suggestion.label.as_str().to_owned(),
        span: suggestion.span,
        attributes: by_name(&suggestion.attributes),
    })
    .collect()
}

fn by_name(attributes: &BTreeMap<Rc<str>, Value>) -> BTreeMap<String, Value> {
    attributes
        .iter()
        .map(|(name, value)| (name.to_string(), value.clone()))
        .collect()
}

/// What there is of a line of the tables, called by its name.
fn of(text: &Text, label: &str, marked: &[Marked]) -> Vec<Marked> {
    let own = |marked: &Marked| {
        marked
            .attributes
            .get("speaker")
            .is_none_or(|value| value.shown(text) == OWN_VOICE)
    };
    marked
        .iter()
        .filter(|marked| match label {
            ATTRIBUTED => marked.label == "claim" && !own(marked),
            label => marked.label == label,
        })
        .map(|marked| Marked {
            label: label.to_owned(),
            ..marked.clone()
        })
        .collect()
}

fn name(file: &str) -> &str {
    let path = Path::new(file);
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or(file);
    name.split('.').next().unwrap_or(name)
}

/// What is wrong, in words, with the sentence.
fn described(text: &Text, fault: &Fault) -> String {
    let sentence = |marked: &Marked| {
        let around = gloss::model::segmentation::sentence_at(text, marked.span.start());
        around.map_or("", |sentence| sentence.quote(text))
    };
    let line = |what: &str, marked: &Marked| {
        let words = marked.span.quote(text);
        format!("{what} {}: {words}\n    in: {}", marked.label, sentence(marked))
    };
    match fault {
        Fault::Missed(marked) => line("missed", marked),
        Fault::Spurious(marked) => line("spurious", marked),
        Fault::Wrong {
            annotation,
            suggestion,
            name,
        } => {
            let value = |marked: &Marked| {
                marked
                    .attributes
                    .get(*name)
                    .map_or("–", |value| value.shown(text))
                    .to_owned()
            };
            let words = annotation.span.quote(text);
            format!(
                "{name} is “{}”, not “{}”: {words}",
                value(annotation),
                value(suggestion)
            )
        }
    }
}
