//! Markdown, for notes, wikis and reading: CommonMark 0.31
//! (<https://spec.commonmark.org/0.31.2/>) with tables as GitHub has them.
//!
//! The text stands between two rules, each annotation in it as `⟦¹words¹⟧` with
//! its number at both ends, so that any overlap can be told; a table below tells
//! more. Whatever Markdown would take for markup is escaped: what a renderer shows
//! is the text with the numbers, in which nothing else is changed. A line end of
//! the text is a hard break, two are a paragraph, and further ones are `&#10;`.
//!
//! Limitations: it is only written. Renderers of the family of markdown-it take
//! U+000B and U+0085 at the ends of a line for broken.

use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::html_report::arranged;
use super::table::{Format, Frame, Written};
use super::web_annotation::is_address;
use crate::model::annotation::{Annotation, Id, Value};
use crate::model::exchange::loss::{Losses, Lost};
use crate::model::project::{Document, Project};

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "markdown",
    name: "Markdown",
    about: "The article with numbered marks and a table of them: for notes, wikis and GitHub.",
    extension: "md",
    media: "text/markdown",
    frame: Frame::Alone,
    unit: None,
    write: Some(write),
    companion: None,
    read: None,
};

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let Project { document, markup, .. } = project;
    let mut losses = Losses::of(project);
    losses.add(Lost::DocumentId);
    let mut file = String::with_capacity(document.text.as_str().len() * 9 / 8 + markup.annotations.len() * 200);
    file.push_str("# ");
    write_words(&mut file, document.heading());
    file.push_str("\n\n");
    write_facts(&mut file, document, &mut losses);
    file.push_str("---\n\n");
    write_text(&mut file, &marked(project));
    file.push_str("\n\n---\n");
    if !markup.annotations.is_empty() {
        file.push_str("\n| № | Label | Words | More |\n| --: | --- | --- | --- |\n");
    }
    let numbers: FxHashMap<&Id, usize> = markup.annotations.iter().map(|a| &a.id).zip(1..).collect();
    let mut links: FxHashMap<&Id, Vec<String>> = FxHashMap::default();
    for relation in markup.relations.iter() {
        if !holds(&relation.kind) {
            losses.add_of(Lost::Relation, &relation.id);
            continue;
        }
        losses.add_of(Lost::RelationId, &relation.id);
        if !relation.extra.is_empty() {
            losses.add_of(Lost::Unknown, &relation.id);
        }
        let to = numbers.get(&relation.to).copied().unwrap_or_default();
        let link = format!("{} → {to}", project.scheme.relation_name(&relation.kind));
        links.entry(&relation.from).or_default().push(link);
    }
    for (annotation, number) in markup.annotations.iter().zip(1..) {
        let links = links.remove(&annotation.id).unwrap_or_default();
        write_row(&mut file, project, annotation, number, &links, &mut losses);
    }
    Written::one(FORMAT.extension, file, losses)
}

fn write_facts(file: &mut String, document: &Document, losses: &mut Losses) {
    let facts = [
        ("title", "Title", &document.title),
        ("author", "Author", &document.author),
        ("published", "Published", &document.published),
        ("url", "Address", &document.url),
        ("language", "Language", &document.language),
    ];
    let start = file.len();
    for (fact, name, words) in facts {
        let Some(words) = words.as_deref() else { continue };
        if !holds(words) {
            losses.add(Lost::Fact(fact));
        } else if fact == "url" && is_address(words) {
            let _ = writeln!(file, "- {name}: <{words}>");
        } else if fact != "title" || words != document.heading() {
            let _ = write!(file, "- {name}: ");
            write_words(file, words);
            file.push('\n');
        }
    }
    if file.len() > start {
        file.push('\n');
    }
}

fn write_row(
    file: &mut String,
    project: &Project,
    annotation: &Annotation,
    number: usize,
    links: &[String],
    losses: &mut Losses,
) {
    let Project { document, scheme, .. } = project;
    let text = &document.text;
    let mut lose = |lost| losses.add_of(lost, &annotation.id);
    lose(Lost::AnnotationId);
    let label = scheme.label_name(&annotation.label);
    let gone = [
        (label != annotation.label.as_str(), Lost::Label),
        (annotation.by.is_some(), Lost::By),
        (annotation.created.is_some(), Lost::Created),
        (annotation.modified.is_some(), Lost::Modified),
        (!annotation.extra.is_empty(), Lost::Unknown),
    ];
    gone.into_iter().filter(|(is, _)| *is).for_each(|(_, lost)| lose(lost));
    let mut more = Vec::new();
    for (id, value) in arranged(scheme, annotation) {
        let words = value.shown(text);
        if !(holds(words) && holds(id)) {
            lose(Lost::Attribute(id.clone()));
            continue;
        }
        if let Value::Quote(_) = value {
            lose(Lost::AttributePlace(id.clone()));
        }
        more.push(format!("{}: {words}", scheme.attribute_name(&annotation.label, id)));
    }
    if let Some(note) = annotation.note.as_deref() {
        if holds(note) {
            more.push(format!("Note: {note}"));
        } else {
            lose(Lost::Note);
        }
    }
    more.extend_from_slice(links);
    let _ = write!(file, "| {number} | ");
    write_words(file, label);
    file.push_str(" | ");
    write_words(file, annotation.span.quote(text));
    file.push_str(" | ");
    write_words(file, &more.join(" · "));
    file.push_str(" |\n");
}

/// Whether Markdown can hold these words: U+0000 becomes U+FFFD in it.
fn holds(words: &str) -> bool {
    !words.contains('\0')
}

/// The text with the number of each annotation at both of its ends.
fn marked(project: &Project) -> String {
    let Project { document, markup, .. } = project;
    let text = document.text.as_str();
    // What ends somewhere ends before something else starts there, the last that started first.
    let mut ends = Vec::with_capacity(markup.annotations.len() * 2);
    for (annotation, number) in markup.annotations.iter().zip(1_usize..) {
        let sign: String = number.to_string().chars().map(raised).collect();
        ends.push((annotation.span.end(), false, usize::MAX - number, format!("{sign}⟧")));
        ends.push((annotation.span.start(), true, number, format!("⟦{sign}")));
    }
    ends.sort_by_key(|&(at, starts, order, _)| (at, starts, order));
    let mut marked = String::with_capacity(text.len() + ends.len() * 6);
    let mut done = 0;
    for (at, _, _, sign) in ends {
        let at = usize::from(at);
        marked.push_str(&text[done..at]);
        marked.push_str(&sign);
        done = at;
    }
    marked.push_str(&text[done..]);
    marked
}

fn raised(digit: char) -> char {
    match digit {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        _ => '⁹',
    }
}

/// Writes a text of many lines, as paragraphs.
fn write_text(file: &mut String, text: &str) {
    const LINE_END: &str = "&#10;";
    let mut ends = 0;
    let mut begun = false;
    for line in text.split('\n') {
        if !line.is_empty() {
            match ends {
                _ if !begun => file.push_str(&LINE_END.repeat(ends)),
                0 => {}
                1 => file.push_str("\\\n"),
                _ => {
                    file.push_str("\n\n");
                    file.push_str(&LINE_END.repeat(ends - 2));
                }
            }
            write_words(file, line);
            begun = true;
            ends = 0;
        }
        ends += 1;
    }
    file.push_str(&LINE_END.repeat(ends - 1));
}

/// Writes words on one line, with all that means something to Markdown escaped.
fn write_words(file: &mut String, words: &str) {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let at_end = at == 0 || next.is_none();
        let escaped = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '<' | '>' | '~' | '&' | '#' | '$' => true,
            '+' | '-' | '=' => at == 0,
            // A numbered list.
            '.' | ')' => at == digits && digits > 0,
            // The line below the head of a table; an address.
            ':' => at == 0 || next == Some('/'),
            _ => false,
        };
        if escaped {
            file.push('\\');
        }
        // A table takes a bar for its own before anything else is looked at; white space
        // at the ends of a line is taken off.
        if matches!(c, '|' | '\n' | '\r') || at_end && (c.is_whitespace() || c == '\u{feff}') {
            let _ = write!(file, "&#{};", u32::from(c));
        } else {
            file.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut file = String::new();
        write_text(&mut file, text);
        assert_eq!(file, expected, "{text:?}");
    }

    #[test]
    fn what_markdown_would_interpret_is_escaped() {
        check("a *b* _c_ `d` <e> &amp;", "a \\*b\\* \\_c\\_ \\`d\\` \\<e\\> \\&amp;");
        check(
            "# a\n- b\n+ c\n=\n1. d\n2) e\n3.5",
            "\\# a\\\n\\- b\\\n\\+ c\\\n\\=\\\n1\\. d\\\n2\\) e\\\n3\\.5",
        );
        check("a-b = 3.5", "a-b = 3.5");
        check("https://x.y a|b", "https\\://x.y a&#124;b");
    }

    #[test]
    fn white_space_stays() {
        check("a\n\nb\nc", "a\n\nb\\\nc");
        check("\n a \n\n\n\tb\n", "&#10;&#32;a&#32;\n\n&#10;&#9;b&#10;");
    }
}
