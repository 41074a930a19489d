//! A report for people: one HTML file with the annotated article, a legend and a
//! table, to read, print, or send. It needs nothing else, runs no script, and
//! follows the reader's light or dark.
//!
//! Law: the text content of the element with the class `text` is the document's
//! text. What a table cannot show people stands in `data-` attributes, so a
//! program can take all of the work from it: ids, labels, and offsets in code
//! points, half-open.
//!
//! Everything is escaped, only addresses of the web become links, and a policy in
//! the file forbids it to load anything.
//!
//! Limitation: it is only written.

use std::fmt::Write;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::table::{Format, Frame, Written};
use super::web_annotation::is_address;
use crate::model::annotation::{Annotation, Id, LabelId, Relation, Timestamp, Value};
use crate::model::exchange::loss::{Losses, Lost};
use crate::model::exchange::unit::Unit;
use crate::model::intake::counted;
use crate::model::marks::{Piece, pieces};
use crate::model::offset::TextRange;
use crate::model::project::{Document, Project};
use crate::model::scheme::Scheme;
use crate::model::segmentation::grapheme_floor;
use crate::model::span::{Span, range};
use crate::model::text::Text;
use crate::model::unseen;

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "html-report",
    name: "HTML report",
    about: "One page with the marked article and a table: to read, to print, to send.",
    extension: "html",
    media: "text/html",
    frame: Frame::Alone,
    unit: Some(Unit::CodePoint),
    write: Some(write),
    companion: None,
    read: None,
};

const STYLE: &str = include_str!("html_report.css");

/// How many bytes of a paragraph are drawn at once: to draw takes longer than in
/// proportion.
const STRETCH: usize = 4_096;

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let Project { document, markup, .. } = project;
    let mut losses = Losses::of(project);
    let mut file = String::with_capacity(document.text.as_str().len() * 5 / 4 + markup.annotations.len() * 900 + 8_192);
    file.push_str(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>",
    );
    escape(&mut file, document.heading());
    file.push_str("</title>\n<style>\n");
    file.push_str(STYLE);
    write_looks(&mut file, &project.scheme);
    file.push_str("</style>\n</head>\n<body>\n");
    write_header(&mut file, project, &mut losses);
    file.push_str("<main>\n");
    write_article(&mut file, project, &mut losses);
    write_table(&mut file, project, &mut losses);
    file.push_str(
        "</main>\n<footer>Marked with Gloss. Numbers in the text are those of the table.</footer>\n</body>\n</html>\n",
    );
    Written::one(FORMAT.extension, file, losses)
}

/// Writes a rule for the look of each label.
fn write_looks(file: &mut String, scheme: &Scheme) {
    for (number, label) in scheme.labels.iter().enumerate() {
        let line = label.line.name();
        let thick = if line == "double" { "1px" } else { "2px" };
        let _ = writeln!(
            file,
            ".label-{number} {{ --label: {}; --line: {line}; --thick: {thick}; }}",
            label.color
        );
    }
    file.push_str(".label-unknown { --label: #707070; --line: dashed; }\n");
}

/// The class of a label.
fn class(scheme: &Scheme, label: &LabelId) -> String {
    let number = scheme.label(label).map(|(number, _)| number.to_string());
    format!("label-{}", number.as_deref().unwrap_or("unknown"))
}

fn write_header(file: &mut String, project: &Project, losses: &mut Losses) {
    let Project {
        document,
        scheme,
        markup,
        ..
    } = project;
    // Without a title, the heading is the first line of the text.
    let title = document.title.as_deref() == Some(document.heading());
    let fact = if title { " data-fact=\"title\"" } else { "" };
    let _ = write!(file, "<header>\n<h1 dir=\"auto\"{fact}>");
    escape(file, document.heading());
    file.push_str("</h1>\n");
    write_facts(file, document, losses);
    file.push_str("<ul class=\"legend\" aria-label=\"Legend\">\n");
    for (number, label) in scheme.labels.iter().enumerate() {
        let count = markup.annotations.count(&label.id);
        let _ = write!(file, "<li class=\"label-{number}\"><b dir=\"auto\">");
        escape(file, &label.name);
        let _ = writeln!(file, "</b> <span>{} line, {count}</span></li>", label.line.name());
    }
    let known = |annotation: &Annotation| scheme.label(&annotation.label).is_some();
    let others = markup
        .annotations
        .iter()
        .filter(|annotation| !known(annotation))
        .count();
    if others > 0 {
        let _ = writeln!(
            file,
            "<li class=\"label-unknown\"><b>Other labels</b> <span>dashed line, {others}</span></li>"
        );
    }
    file.push_str("</ul>\n</header>\n");
}

fn write_facts(file: &mut String, document: &Document, losses: &mut Losses) {
    let facts = [
        ("title", "Title", &document.title),
        ("author", "Author", &document.author),
        ("published", "Published", &document.published),
        ("url", "Address", &document.url),
        ("language", "Language", &document.language),
    ];
    file.push_str("<dl class=\"facts\">\n");
    for (fact, name, words) in facts {
        let Some(words) = words.as_deref() else { continue };
        if !holds(words) {
            losses.add(Lost::Fact(fact));
            continue;
        }
        // The heading says it already.
        if fact == "title" && words == document.heading() {
            continue;
        }
        let _ = write!(file, "<div><dt>{name}</dt><dd dir=\"auto\" data-fact=\"{fact}\">");
        if fact == "url" && is_address(words) {
            file.push_str("<a rel=\"noreferrer noopener\"");
            attribute(file, "href", words);
            file.push('>');
            escape(file, words);
            file.push_str("</a>");
        } else {
            escape(file, words);
        }
        file.push_str("</dd></div>\n");
    }
    file.push_str("</dl>\n");
}

fn write_article(file: &mut String, project: &Project, losses: &mut Losses) {
    let document = &*project.document;
    file.push_str("<article class=\"text\"");
    if holds(document.id.as_str()) {
        attribute(file, "data-id", document.id.as_str());
    } else {
        losses.add(Lost::DocumentId);
    }
    if let Some(language) = document.language.as_deref().filter(|language| is_tag(language)) {
        attribute(file, "lang", language);
    }
    file.push('>');
    let mut start = 0;
    for line in document.text.as_str().split_inclusive('\n') {
        write_paragraph(file, project, start, start + line.len());
        start += line.len();
    }
    file.push_str("</article>\n");
}

/// Writes the paragraph between two bytes of the text.
fn write_paragraph(file: &mut String, project: &Project, start: usize, end: usize) {
    let text = &project.document.text;
    let opening = file.len();
    let mut at = start;
    let mut deepest = 0;
    while at < end {
        let most = grapheme_floor(text.as_str(), (at + STRETCH).min(end));
        let next = if most > at { most } else { end };
        deepest = deepest.max(write_stretch(file, project, range(at, next)));
        at = next;
    }
    let tag = match deepest {
        0 if end - start == 1 => "<p class=\"blank\">".to_owned(),
        0 => "<p dir=\"auto\">".to_owned(),
        _ => format!("<p dir=\"auto\" style=\"--lanes:{deepest}\">"),
    };
    file.insert_str(opening, &tag);
    file.push_str("</p>");
}

/// Writes a stretch of a paragraph, and says how many lines stand below one
/// another in it, besides the first.
fn write_stretch(file: &mut String, project: &Project, stretch: TextRange) -> usize {
    /// Lines further down than this would not be told apart.
    const LOWEST: usize = 8;
    let Project {
        document,
        scheme,
        markup,
        ..
    } = project;
    let text = &document.text;
    let mut deepest = 0;
    for piece in pieces(text, stretch, &markup.annotations.overlapping(stretch)) {
        match piece {
            Piece::Close => file.push_str("</mark>"),
            Piece::Words(range) => escape(file, text.slice(range).unwrap_or_default()),
            Piece::Control(range, c) => {
                let _ = write!(file, "<span class=\"control\" data-code=\"{}\">", unseen::name(c));
                escape(file, text.slice(range).unwrap_or_default());
                file.push_str("</span>");
            }
            Piece::Open(mark) => {
                let number = markup.annotations.place(&mark.id).map_or(0, |place| place + 1);
                let lane = mark.lane.min(LOWEST);
                deepest = deepest.max(lane);
                let _ = write!(file, "<mark class=\"{}", class(scheme, &mark.label));
                if mark.starts {
                    file.push_str(" starts");
                }
                if mark.ends {
                    file.push_str(" ends");
                }
                let _ = write!(file, "\" data-number=\"{number}\"");
                if mark.starts {
                    let _ = write!(file, " id=\"m{number}\"");
                    attribute(file, "data-label", scheme.label_name(&mark.label));
                }
                if lane > 0 {
                    let _ = write!(file, " style=\"--lane:{lane}\"");
                }
                file.push('>');
            }
        }
    }
    deepest
}

fn write_table(file: &mut String, project: &Project, losses: &mut Losses) {
    let markup = &project.markup;
    let count = counted(markup.annotations.len(), "annotation");
    let _ = writeln!(file, "<h2>{count}</h2>");
    if markup.annotations.is_empty() {
        return;
    }
    let mut links: FxHashMap<&Id, Vec<&Relation>> = FxHashMap::default();
    for relation in markup.relations.iter() {
        if holds(&relation.kind) && holds(relation.id.as_str()) {
            links.entry(&relation.from).or_default().push(relation);
            if !relation.extra.is_empty() {
                losses.add_of(Lost::Unknown, &relation.id);
            }
        } else {
            losses.add_of(Lost::Relation, &relation.id);
        }
    }
    let numbers: FxHashMap<&Id, usize> = markup.annotations.iter().map(|a| &a.id).zip(1..).collect();
    file.push_str(
        "<table>\n<thead><tr><th scope=\"col\">№</th><th scope=\"col\">Label</th>\
         <th scope=\"col\">Words</th><th scope=\"col\">More</th></tr></thead>\n<tbody>\n",
    );
    for (annotation, number) in markup.annotations.iter().zip(1..) {
        write_row(file, project, annotation, number, losses);
        for relation in links.remove(&annotation.id).unwrap_or_default() {
            write_link(
                file,
                project,
                relation,
                numbers.get(&relation.to).copied().unwrap_or_default(),
            );
        }
        file.push_str("</dl>");
        write_making(file, annotation);
        file.push_str("</td></tr>\n");
    }
    file.push_str("</tbody>\n</table>\n");
}

/// Begins a row, up to the attributes and the note.
fn write_row(file: &mut String, project: &Project, annotation: &Annotation, number: usize, losses: &mut Losses) {
    let Project { document, scheme, .. } = project;
    let text = &document.text;
    let mut lose = |lost| losses.add_of(lost, &annotation.id);
    let _ = write!(
        file,
        "<tr id=\"a{number}\" class=\"{}\"",
        class(scheme, &annotation.label)
    );
    if holds(annotation.id.as_str()) {
        attribute(file, "data-id", annotation.id.as_str());
    } else {
        lose(Lost::AnnotationId);
    }
    attribute(file, "data-label", annotation.label.as_str());
    write_offsets(file, annotation.span, text);
    let _ = write!(
        file,
        "><td><a href=\"#m{number}\">{number}</a></td><td><b dir=\"auto\">"
    );
    escape(file, scheme.label_name(&annotation.label));
    file.push_str("</b></td><td dir=\"auto\">");
    escape(file, annotation.span.quote(text));
    file.push_str("</td><td><dl>");
    for (id, value) in arranged(scheme, annotation) {
        let words = value.shown(text);
        if !(holds(words) && holds(id)) {
            lose(Lost::Attribute(id.clone()));
            continue;
        }
        file.push_str("<dt dir=\"auto\"");
        attribute(file, "data-attribute", id);
        file.push('>');
        escape(file, scheme.attribute_name(&annotation.label, id));
        file.push_str("</dt><dd dir=\"auto\"");
        match value {
            Value::Text(_) => {}
            Value::Quote(span) => write_offsets(file, *span, text),
            Value::Flag(_) => attribute(file, "data-type", "flag"),
            Value::Unknown(_) => attribute(file, "data-type", "json"),
        }
        file.push('>');
        escape(file, words);
        file.push_str("</dd>");
    }
    match annotation.note.as_deref() {
        Some(note) if holds(note) => {
            file.push_str("<dt>Note</dt><dd class=\"note\" dir=\"auto\">");
            escape(file, note);
            file.push_str("</dd>");
        }
        Some(_) => lose(Lost::Note),
        None => {}
    }
    if !annotation.extra.is_empty() {
        lose(Lost::Unknown);
    }
}

/// The attributes of an annotation in the order in which its label has them, and
/// after these the ones that it does not have.
pub(super) fn arranged<'a>(scheme: &Scheme, annotation: &'a Annotation) -> Vec<(&'a Rc<str>, &'a Value)> {
    let known = scheme
        .label(&annotation.label)
        .map_or(&[][..], |(_, label)| &label.attributes);
    let mut all: Vec<_> = annotation.attributes.iter().collect();
    all.sort_by_key(|(id, _)| {
        known
            .iter()
            .position(|attribute| attribute.id == **id)
            .unwrap_or(usize::MAX)
    });
    all
}

fn write_link(file: &mut String, project: &Project, relation: &Relation, to: usize) {
    file.push_str("<dt dir=\"auto\"");
    attribute(file, "data-relation", relation.id.as_str());
    attribute(file, "data-type", &relation.kind);
    file.push('>');
    escape(file, project.scheme.relation_name(&relation.kind));
    let _ = write!(file, "</dt><dd>→ <a href=\"#a{to}\">{to}</a></dd>");
}

fn write_making(file: &mut String, annotation: &Annotation) {
    let facts = [
        ("by", annotation.by.as_deref()),
        ("created", annotation.created.as_ref().map(Timestamp::as_str)),
        ("modified", annotation.modified.as_ref().map(Timestamp::as_str)),
    ];
    if facts.iter().all(|(_, words)| words.is_none()) {
        return;
    }
    file.push_str("<small>");
    let there = facts.into_iter().filter_map(|(name, words)| Some((name, words?)));
    for (number, (name, words)) in there.enumerate() {
        let _ = write!(
            file,
            "{}{name} <span data-fact=\"{name}\">",
            if number > 0 { ", " } else { "" }
        );
        escape(file, words);
        file.push_str("</span>");
    }
    file.push_str("</small>");
}

fn write_offsets(file: &mut String, span: Span, text: &Text) {
    let at = |at| text.code_point(at).map_or(0, |at| at.0);
    let (start, end) = (at(span.start()), at(span.end()));
    let _ = write!(file, " data-start=\"{start}\" data-end=\"{end}\"");
}

/// Whether this has the form of a language's tag, so that it may stand in `lang`.
fn is_tag(language: &str) -> bool {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    language.split('-').all(part)
}

/// Whether HTML can hold these words: there is no U+0000 in it.
fn holds(words: &str) -> bool {
    !words.contains('\0')
}

fn attribute(file: &mut String, name: &str, words: &str) {
    let _ = write!(file, " {name}=\"");
    escape(file, words);
    file.push('"');
}

/// Writes words as HTML has them, in elements and in quoted attributes.
fn escape(file: &mut String, words: &str) {
    let mut done = 0;
    for (at, byte) in words.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            b'\r' => "&#13;",
            0 => "\u{fffd}",
            _ => continue,
        };
        file.push_str(&words[done..at]);
        file.push_str(escaped);
        done = at + 1;
    }
    file.push_str(&words[done..]);
}
