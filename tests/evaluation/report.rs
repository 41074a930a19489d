//! The figures as tables for people.

use std::fmt::Write;

use crate::scores::{Count, Score, part};

/// A line of a table: of what file, of what label, and how good.
pub type Line<'a> = (&'a str, &'a str, Score);

/// A table of precision, recall and F1, in per cent.
pub fn totals(lines: &[Line]) -> String {
    let width = lines
        .iter()
        .map(|(name, ..)| name.chars().count())
        .max()
        .unwrap_or(0)
        .max(4);
    let mut table = String::new();
    let _ = writeln!(
        table,
        "{:width$}  {:16}  {:>5} {:>5}   {:>4} {:>4} {:>4}   {:>4} {:>4} {:>4}   {:>4} {:>4} {:>4}   {:>4}",
        "", "", "anno-", "sugg-", "exact", "", "", "over-", "lap", "", "touch", "", "", "sentence"
    );
    let _ = writeln!(
        table,
        "{:width$}  {:16}  {:>5} {:>5}   {:>5} {:>4} {:>4}  {:>5} {:>4} {:>4}  {:>5} {:>4} {:>4}  {:>5} {:>4} {:>4}",
        "file", "label", "tated", "ested", "P", "R", "F1", "P", "R", "F1", "P", "R", "F1", "P", "R", "F1"
    );
    for (name, label, score) in lines {
        let _ = write!(
            table,
            "{name:width$}  {label:16}  {:5} {:5}  ",
            score.exact.annotations, score.exact.suggestions
        );
        for count in [score.exact, score.half, score.any, score.sentences] {
            table.push_str(&figures(count));
        }
        table.push('\n');
    }
    table
}

fn figures(count: Count) -> String {
    let [p, r, f] = [count.precision(), count.recall(), count.f1()].map(percent);
    format!(" {p:>5} {r:>4} {f:>4} ")
}

/// A table of how many of the annotator's values were proposed, and were right.
pub fn attributes(lines: &[Line]) -> String {
    let mut table = format!(
        "{:16}  {:14}  {:>6} {:>8} {:>5}  {}\n",
        "label", "attribute", "values", "proposed", "right", "right of all"
    );
    for (_, label, score) in lines {
        for (name, filled) in &score.attributes {
            let rate = percent(part(filled.right, filled.annotated));
            let _ = writeln!(
                table,
                "{label:16}  {name:14}  {:6} {:8} {:5}  {rate:>4}",
                filled.annotated, filled.proposed, filled.right
            );
        }
    }
    table
}

/// The first so many errors of a file.
pub fn faults(file: &str, errors: &[String], most: usize) -> String {
    let mut list = String::new();
    if most > 0 {
        let _ = writeln!(list, "{file}: {} of {} errors", most.min(errors.len()), errors.len());
        for error in errors.iter().take(most) {
            let _ = writeln!(list, "  {error}");
        }
        list.push('\n');
    }
    list
}

fn percent(part: Option<f64>) -> String {
    part.map_or("–".to_owned(), |part| format!("{:.1}", 100.0 * part))
}
