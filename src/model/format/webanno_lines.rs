//! The lines of WebAnno TSV, as they are read: as INCEpTION's `Tsv3XDeserializer`
//! reads them, but that nothing is taken for granted.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::identifier;
use super::problem::{Error, Problem, Record, Trouble};
use super::reading::broken;
use super::uima::{LAYER, NOTE, is_machinery, label_feature, short_name, utf16, value};
use crate::model::annotation::{Extra, Id};
use crate::model::exchange::foreign::{Filling, Foreign, Found, Link, Mark, Source, Words};
use crate::model::exchange::unit::Unit;
use crate::model::intake;
use crate::model::text::Place;

/// How every file begins; the version follows.
pub(super) const HEAD: &str = "#FORMAT=WebAnno TSV ";

/// Whether a file is one.
pub(super) fn is(file: &str) -> bool {
    file.trim_start_matches('\u{feff}')
        .starts_with("#FORMAT=WebAnno TSV 3.")
}

/// Reads a file.
pub(super) fn read(file: &str) -> Result<Found, Error> {
    let file = file.trim_start_matches('\u{feff}');
    let mut lines = file
        .split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .enumerate();
    let version = lines
        .next()
        .and_then(|(_, line)| line.strip_prefix(HEAD))
        .unwrap_or_default();
    // Texts of 3.0 and 3.1 are escaped in another way.
    if !matches!(version.trim(), "3.2" | "3.3") {
        let found = format!(
            "version {} is none of 3.2 and 3.3",
            crate::model::short::short(version, 20)
        );
        return Err(broken("#FORMAT", Place::START, &found));
    }
    let mut reading = Reading::default();
    for (number, line) in lines.by_ref() {
        if !line.starts_with("#T_") {
            break;
        }
        reading.declare(line, number);
    }
    for (number, line) in lines {
        reading.line(line, number)?;
    }
    Ok(reading.finish())
}

/// A layer.
struct Layer<'a> {
    name: &'a str,
    kind: Kind,
    /// The feature that says what is marked.
    label: Option<&'a str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Span,
    Relation,
    /// Chains, and layers that no person marks: left out.
    Other,
}

/// A column: its layer, and what is in it.
struct Column<'a> {
    layer: usize,
    holds: Holds<'a>,
    /// Whether it was said already that it is left out.
    told: bool,
    line: usize,
}

#[derive(Clone, Copy)]
enum Holds<'a> {
    /// A feature.
    Feature(&'a str),
    /// That something is there.
    Nothing,
    /// Where a relation comes from: an annotation of this layer.
    Source(&'a str),
    /// Something that Gloss has no place for.
    Other(&'a str),
}

/// A word, or a part of one, of a line.
#[derive(Clone, Copy)]
struct Word<'a> {
    id: &'a str,
    start: u32,
    end: u32,
    words: &'a str,
    line: usize,
}

/// An annotation as far as it was read.
struct Annotation<'a> {
    layer: usize,
    start: u32,
    end: u32,
    words: String,
    line: usize,
    label: Option<String>,
    note: Option<String>,
    attributes: Vec<(&'a str, String)>,
}

/// A relation: its source and its target, each as a word and a number.
#[derive(Default)]
struct Relation<'a> {
    label: Option<String>,
    line: usize,
    layer: usize,
    ends: Option<([(&'a str, u32); 2], &'a str)>,
}

#[derive(Default)]
struct Reading<'a> {
    layers: Vec<Layer<'a>>,
    columns: Vec<Column<'a>>,
    text: String,
    /// How long the text is in UTF-16 code units.
    length: u32,
    /// The lines of a sentence whose first word is not read yet.
    sentence: Option<String>,
    annotations: Vec<Annotation<'a>>,
    /// The annotations with a number.
    numbered: FxHashMap<u32, usize>,
    /// The first annotation of a layer that begins on a word.
    begins: FxHashMap<(usize, &'a str), usize>,
    relations: Vec<Relation<'a>>,
    problems: Vec<Problem>,
}

fn source(record: Record, line: usize) -> Source {
    let place = Place {
        line: line + 1,
        column: 1,
    };
    Source { record, place }
}

impl<'a> Reading<'a> {
    fn report(&mut self, record: Record, line: usize, trouble: Trouble) {
        let Source { record, place } = source(record, line);
        self.problems.push(Problem { record, place, trouble });
    }

    /// Reads a line of the head: `#T_SP=layer|feature|feature`.
    fn declare(&mut self, line: &'a str, number: usize) {
        let (kind, rest) = line.split_once('=').unwrap_or((line, ""));
        let mut fields = rest.split('|').filter(|field| !field.is_empty());
        let name = fields.next().unwrap_or_default();
        let fields: Vec<_> = fields.collect();
        let kind = match kind {
            _ if is_machinery(name) => Kind::Other,
            "#T_SP" => Kind::Span,
            "#T_RL" => Kind::Relation,
            _ => Kind::Other,
        };
        let layer = self.layers.len();
        let label = label_feature(fields.iter().copied());
        self.layers.push(Layer { name, kind, label });
        let mut add = |holds| {
            self.columns.push(Column {
                layer,
                holds,
                told: false,
                line: number,
            });
        };
        if fields.is_empty() {
            add(if kind == Kind::Other {
                Holds::Other(name)
            } else {
                Holds::Nothing
            });
        }
        for field in fields {
            let of_slots = field.starts_with("ROLE_") || field.contains('.');
            add(match field.strip_prefix("BT_") {
                _ if kind == Kind::Other => Holds::Other(name),
                Some(base) if kind == Kind::Relation => Holds::Source(base),
                _ if kind == Kind::Span && of_slots => Holds::Other(field),
                _ => Holds::Feature(field),
            });
        }
    }

    fn line(&mut self, line: &'a str, number: usize) -> Result<(), Error> {
        if let Some(text) = line.strip_prefix("#Text=") {
            let sentence = self.sentence.get_or_insert_default();
            unescape_text(sentence, text);
            sentence.push('\n');
            return Ok(());
        }
        if line.starts_with("#Sentence.id=") || line.is_empty() {
            return Ok(());
        }
        let mut cells = line.split('\t');
        let word = Word::of(&mut cells, number);
        let Some(word) = word else {
            let said = format!("“{}” is no line of words", crate::model::short::short(line, 60));
            self.report(Record::Document, number, Trouble::Unreadable(said.into()));
            return Ok(());
        };
        if let Some(sentence) = self.sentence.take() {
            self.begin_sentence(&sentence, word)?;
        }
        let cells: Vec<_> = cells.collect();
        // The annotations of each layer on this word, as they are stacked.
        let mut stacks: Vec<(usize, Vec<usize>)> = Vec::new();
        for place in 0..self.columns.len() {
            match cells.get(place) {
                Some(&"_") => {}
                Some(cell) => self.cell(place, cell, word, &mut stacks),
                None => {
                    self.report(Record::Document, number, Trouble::Missing("last column"));
                    break;
                }
            }
        }
        Ok(())
    }

    /// Adds a sentence's text where its first word says that it begins.
    fn begin_sentence(&mut self, sentence: &str, word: Word) -> Result<(), Error> {
        if self.length.checked_sub(1) == Some(word.start) && self.text.ends_with('\n') {
            self.text.pop();
            self.length -= 1;
        }
        let gap = word.start.saturating_sub(self.length);
        // A longer text than that would be refused in any case.
        if gap > 0 && word.start as usize > intake::LIMIT {
            let place = source(Record::Document, word.line).place;
            return Err(broken("#Text", place, "it begins far behind the text before it"));
        }
        // INCEpTION fills gaps with spaces; but a line end is what stands there most
        // of the time, and never makes one character of itself and a mark after it.
        self.text.extend(std::iter::repeat_n('\n', gap as usize));
        self.text.push_str(sentence);
        self.length += gap + utf16(sentence);
        Ok(())
    }

    fn cell(&mut self, place: usize, cell: &'a str, word: Word<'a>, stacks: &mut Vec<(usize, Vec<usize>)>) {
        let Column {
            layer,
            holds,
            told,
            line,
            ..
        } = self.columns[place];
        if let Holds::Other(what) = holds {
            self.columns[place].told = true;
            if !told {
                let what = format!("column “{}”", short_name(what));
                self.report(Record::Document, line, Trouble::Ignored(what.into()));
            }
            return;
        }
        let stack = match stacks.iter().position(|stack| stack.0 == layer) {
            Some(known) => known,
            None => {
                stacks.push((layer, Vec::new()));
                stacks.len() - 1
            }
        };
        for (depth, cell) in split(cell).into_iter().enumerate() {
            let (words, number) = numbered(cell);
            let known = stacks[stack].1.get(depth).copied();
            let is_relation = self.layers[layer].kind == Kind::Relation;
            let at = known.unwrap_or_else(|| {
                let at = if is_relation {
                    self.relations.push(Relation {
                        line: word.line,
                        layer,
                        ..Relation::default()
                    });
                    self.relations.len() - 1
                } else {
                    self.annotation(layer, number.and_then(|number| number.parse().ok()), word)
                };
                stacks[stack].1.push(at);
                at
            });
            match holds {
                Holds::Feature(_) if words == "*" => {}
                Holds::Feature(name) if is_relation => self.relation_feature(at, name, words),
                Holds::Feature(name) => self.feature(at, name, words),
                Holds::Source(base) => {
                    let (from, to) = number.and_then(|number| number.split_once('_')).unwrap_or_default();
                    let number = |digits: &str| digits.parse().unwrap_or(0);
                    self.relations[at].ends = Some(([(words, number(from)), (word.id, number(to))], base));
                }
                Holds::Nothing | Holds::Other(_) => {}
            }
        }
    }

    /// The annotation that goes on with a word, or a new one.
    fn annotation(&mut self, layer: usize, number: Option<u32>, word: Word<'a>) -> usize {
        let known = number.and_then(|number| self.numbered.get(&number).copied());
        if let Some(at) = known.filter(|&at| self.annotations[at].layer == layer) {
            let annotation = &mut self.annotations[at];
            if word.start > annotation.end {
                annotation.words.push(' ');
            }
            annotation.words.push_str(word.words);
            annotation.end = word.end;
            return at;
        }
        let at = self.annotations.len();
        self.annotations.push(Annotation {
            layer,
            start: word.start,
            end: word.end,
            words: word.words.to_owned(),
            line: word.line,
            label: None,
            note: None,
            attributes: Vec::new(),
        });
        if let Some(number) = number {
            self.numbered.insert(number, at);
        }
        self.begins.entry((layer, word.id)).or_insert(at);
        at
    }

    fn feature(&mut self, at: usize, name: &'a str, words: &str) {
        let annotation = &mut self.annotations[at];
        let layer = &self.layers[annotation.layer];
        let words = || unescape_value(words);
        // Each of its words says the same again.
        if layer.label == Some(name) {
            annotation.label.get_or_insert_with(words);
        } else if layer.name == LAYER && name == NOTE {
            annotation.note.get_or_insert_with(words);
        } else if !annotation.attributes.iter().any(|(known, _)| *known == name) {
            annotation.attributes.push((name, words()));
        }
    }

    fn relation_feature(&mut self, at: usize, name: &str, words: &str) {
        let relation = &mut self.relations[at];
        if self.layers[relation.layer].label == Some(name) {
            relation.label = Some(unescape_value(words));
        } else {
            let (line, what) = (relation.line, format!("“{name}”"));
            self.report(Record::Relation(at + 1), line, Trouble::Ignored(what.into()));
        }
    }

    fn finish(mut self) -> Found {
        if let Some(sentence) = self.sentence.take() {
            self.text.push_str(&sentence);
        }
        // The line end after the last line is the file's, not the text's.
        self.text.pop();
        let mut document = Foreign::new(Some(std::mem::take(&mut self.text)), Unit::Utf16);
        let id = |at: usize| Id::new(&(at + 1).to_string());
        let base = |name: &str| self.layers.iter().position(|layer| layer.name == name);
        let mut problems = std::mem::take(&mut self.problems);
        for (number, relation) in self.relations.into_iter().enumerate() {
            let source = source(Record::Relation(number + 1), relation.line);
            let name = short_name(self.layers[relation.layer].name);
            let found = relation.ends.map(|(ends, layer)| {
                ends.map(|(word, number)| {
                    let first = || self.begins.get(&(base(layer)?, word));
                    let at = self.numbered.get(&number).filter(|_| number > 0).or_else(first);
                    at.copied().ok_or(word)
                })
            });
            let trouble = match found {
                Some([Ok(from), Ok(to)]) => {
                    document.links.push(Link {
                        source,
                        id: None,
                        kind: relation.label.unwrap_or_else(|| name.to_owned()).into(),
                        from: id(from),
                        to: id(to),
                        extra: Extra::new(),
                    });
                    continue;
                }
                Some([Err(word), _] | [_, Err(word)]) => Trouble::NoSuchEnd(word.into()),
                None => Trouble::Missing("source"),
            };
            let Source { record, place } = source;
            problems.push(Problem { record, place, trouble });
        }
        for (number, annotation) in self.annotations.into_iter().enumerate() {
            let source = source(Record::Annotation(number + 1), annotation.line);
            let name = short_name(self.layers[annotation.layer].name);
            let label = annotation.label.unwrap_or_else(|| name.to_owned());
            let exact = annotation.words;
            let attributes = annotation.attributes.into_iter().map(|(name, words)| {
                let name = Rc::from(identifier::decode(name));
                (name, Filling::Value(value(&words)))
            });
            document.marks.push(Mark {
                id: Some(id(number)),
                words: Some(Words {
                    exact,
                    ..Words::default()
                }),
                attributes: attributes.collect(),
                note: annotation.note.map(Rc::from),
                ..Mark::new(source, label, Some((annotation.start, annotation.end)))
            });
        }
        Found {
            documents: vec![document],
            problems,
        }
    }
}

impl<'a> Word<'a> {
    fn of(cells: &mut dyn Iterator<Item = &'a str>, line: usize) -> Option<Self> {
        let (id, offsets, words) = (cells.next()?, cells.next()?, cells.next()?);
        let (start, end) = offsets.split_once('-')?;
        let (start, end): (u32, u32) = (start.parse().ok()?, end.parse().ok()?);
        (end < u32::MAX).then_some(Self {
            id,
            start,
            end,
            words,
            line,
        })
    }
}

/// The values of a cell, at the bars that are not escaped.
fn split(cell: &str) -> Vec<&str> {
    let mut values = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, byte) in cell.bytes().enumerate() {
        if byte == b'|' && !escaped {
            values.push(&cell[start..at]);
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    values.push(&cell[start..]);
    values
}

/// A value, and what stands in brackets after it.
fn numbered(value: &str) -> (&str, Option<&str>) {
    let is_number = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    match value.strip_suffix(']').and_then(|inside| inside.rsplit_once('[')) {
        Some((words, number)) if is_number(number) => (words, Some(number)),
        _ => (value, None),
    }
}

fn unescape_text(text: &mut String, line: &str) {
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match characters.next() {
            Some('t') => text.push('\t'),
            Some('n') => text.push('\n'),
            Some('f') => text.push('\u{c}'),
            Some('r') => text.push('\r'),
            Some('b') => text.push('\u{8}'),
            Some(c @ ('\\' | '\0'..='\u{7}' | '\u{e}'..='\u{1f}')) => text.push(c),
            // INCEpTION leaves what it does not know as it is.
            Some(c) => text.extend(['\\', c]),
            None => text.push('\\'),
        }
    }
}

fn unescape_value(value: &str) -> String {
    let mut words = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let next = after.chars().next().filter(|_| c == '\\');
        let (c, length) = match next {
            Some('t') => ('\t', 2),
            Some('n') => ('\n', 2),
            Some(next @ ('\\' | '[' | ']' | '|' | '_' | ';' | '*')) => (next, 2),
            Some('-') if after.starts_with("->") => ('-', 2),
            _ => (c, c.len_utf8()),
        };
        words.push(c);
        rest = &rest[length..];
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::exchange::draft::set;

    #[test]
    fn layers_of_others_are_read() {
        let file = "#FORMAT=WebAnno TSV 3.3\r\n\
            #T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue\r\n\
            #T_SP=webanno.custom.Sure|\r\n\
            #T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value|ROLE_webanno.custom.X:links_webanno.custom.L|uima.tcas.Annotation\r\n\
            #T_RL=webanno.custom.Rel|kind|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity\r\n\r\n\r\n\
            #Text=🌍 Lagos-based\r\n\
            1-1\t0-2\t🌍\tX\t*\t_\t_\t_\t_\t_\t_\t\r\n\
            1-2\t3-14\tLagos-based\tX\t_\t_\t_\t_\t_\t_\t_\t\r\n\
            1-2.1\t3-8\tLagos\t_\t_\t*\tLOC\t_\t_\t*\t1-1[0_0]\t\r\n\r\n\
            #Text=\\\\o/ New York!\r\n\
            2-1\t15-18\t\\o/\t_\t*[2]\thttp:\\_x[3]\tPER[3]\t_\t_\tx\t1-2.1\t\r\n\
            2-2\t19-22\tNew\t_\t*[2]\t*[4]|*[5]\tLOC[4]|A\\|B[5]\t_\t_\t_\t_\t\r\n\
            2-3\t23-27\tYork\t_\t*[2]\t*[4]\tLOC[4]\trole\t1-1\t_\t_\t\r\n\
            2-4\tx\r\n";
        assert!(is(file));
        let found = read(file).expect("it is read");
        let draft = set(&found.documents[0], None, None).expect("a text");
        let text = &draft.project.document.text;
        assert_eq!(text.as_str(), "🌍 Lagos-based\n\\o/ New York!");
        let all: Vec<_> = draft.project.markup.annotations.iter().collect();
        let shown: Vec<_> = all
            .iter()
            .map(|a| format!("{} {}: {}", a.id, a.label.as_str(), a.span.quote(text)))
            .collect();
        assert_eq!(
            shown,
            [
                "1 Sure: 🌍",
                "2 LOC: Lagos",
                "3 Sure: \\o/ New York",
                "4 PER: \\o/",
                "5 LOC: New York",
                "6 A|B: New"
            ]
        );
        assert_eq!(all[3].attributes["identifier"].shown(text), "http:_x");
        let relation = &draft.project.markup.relations[0];
        assert_eq!(
            (relation.from.as_str(), &*relation.kind, relation.to.as_str()),
            ("2", "Rel", "4")
        );
        assert_eq!(
            draft.proof.to_string(),
            "Offsets were UTF-16 code units; 6 of 6 quotes match."
        );
        let said: Vec<_> = found
            .problems
            .iter()
            .chain(&draft.problems)
            .map(Problem::to_string)
            .collect();
        let expected = [
            "column “POS”",
            "“kind”",
            "column “L”",
            "column “Annotation”",
            "“2-4",
            "id 1-1",
        ];
        assert_eq!(said.len(), expected.len(), "{said:#?}");
        for (said, _) in said.iter().zip(expected) {
            assert!(expected.iter().any(|part| said.contains(part)), "{said}");
        }
    }

    #[test]
    fn other_versions_are_refused() {
        for file in ["#FORMAT=WebAnno TSV 3.1\n\n\n#Text=a\n", "#FORMAT=WebAnno TSV 3.9\n"] {
            assert!(is(file) && matches!(read(file), Err(Error::Broken { .. })));
        }
        assert!(!is("#FORMAT=WebAnno"));
    }
}
