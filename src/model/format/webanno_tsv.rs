//! WebAnno TSV 3.3
//! (<https://github.com/inception-project/inception>, `inception-io-webanno-tsv`),
//! which INCEpTION reads and writes: one line for each word, with a column for each
//! feature of a layer.
//!
//! Annotations are of the layer `webanno.custom.Gloss`, relations of
//! `webanno.custom.GlossRelation`; a project in INCEpTION must have both, with the
//! features that the head of the file names, before the file is imported: a
//! description of them goes with the file. Offsets are UTF-16 code units. Words end where annotations do, so an annotation is
//! always one of whole words. A sentence goes on to the start of the next one:
//! text that is in no sentence would be lost.
//!
//! Limitation: INCEpTION itself adds a line end at the end of the text.

use std::collections::BTreeSet;
use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::identifier;
use super::table::{Format, Frame, Reader, Written};
use super::uima::{LABEL, LAYER, NOTE, RELATIONS, RESERVED, held, layers};
use super::webanno_lines::{HEAD, is, read};
use crate::model::annotation::{Annotation, Id, Value};
use crate::model::exchange::loss::{Losses, Lost, Why};
use crate::model::exchange::unit::Unit;
use crate::model::offset::TextSize;
use crate::model::project::Project;
use crate::model::segmentation::sentences;
use crate::model::text::Text;

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "webanno-tsv",
    name: "WebAnno TSV 3.3",
    about: "One word on a line, for INCEpTION and WebAnno.",
    extension: "tsv",
    media: "text/tab-separated-values",
    frame: Frame::Alone,
    unit: Some(Unit::Utf16),
    write: Some(write),
    companion: Some(layers),
    read: Some(Reader::One { is, read }),
};

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let Project { document, markup, .. } = project;
    let text = &document.text;
    let mut losses = Losses::of(project);
    losses.add(Lost::DocumentId);
    losses.add_facts(&project.document, &[]);
    let (kept, lost): (Vec<_>, Vec<_>) = markup
        .annotations
        .iter()
        .map(|annotation| &**annotation)
        .partition(|annotation| is_value(annotation.label.as_str()));
    for annotation in lost {
        losses.add_of(Lost::Annotation(Why::Label), &annotation.id);
    }
    let sheet = Sheet::of(text, &kept);
    if sheet.has_head() {
        losses.add(Lost::WhiteSpace);
    }
    let mut columns = vec![Column::Label];
    if kept
        .iter()
        .any(|annotation| annotation.note.as_deref().is_some_and(is_value))
    {
        columns.push(Column::Note);
    }
    let names = kept.iter().flat_map(|annotation| {
        let held = annotation
            .attributes
            .iter()
            .filter(|(_, value)| cell(value, text).is_some());
        held.map(|(name, _)| &**name)
    });
    columns.extend(names.collect::<BTreeSet<_>>().into_iter().map(Column::Attribute));
    let mut numbers = FxHashMap::default();
    for (place, annotation) in kept.iter().enumerate() {
        numbers.insert(&annotation.id, place);
        lose(annotation, text, &mut losses);
    }
    // On the first word of their targets.
    let mut links: FxHashMap<usize, Vec<(&str, usize, usize)>> = FxHashMap::default();
    for relation in markup.relations.iter() {
        let ends = [&relation.from, &relation.to].map(|end: &Id| numbers.get(end).copied());
        let ([Some(from), Some(to)], true) = (ends, is_value(&relation.kind)) else {
            losses.add_of(Lost::Relation, &relation.id);
            continue;
        };
        losses.add_of(Lost::RelationId, &relation.id);
        losses.add_unknown(relation);
        let word = sheet.first_word(kept[to]);
        links.entry(word).or_default().push((&relation.kind, from, to));
    }
    let mut file = HEAD.to_owned() + "3.3\n";
    if !kept.is_empty() {
        let _ = write!(file, "#T_SP={LAYER}");
        for column in &columns {
            let _ = write!(file, "|{}", column.name());
        }
        file.push('\n');
    }
    if !links.is_empty() {
        let _ = writeln!(file, "#T_RL={RELATIONS}|{LABEL}|BT_{LAYER}");
    }
    file.push('\n');
    let lines = Lines {
        text,
        sheet: &sheet,
        annotations: &kept,
        columns: if kept.is_empty() { &[] } else { &columns },
        links: &links,
    };
    lines.write(&mut file);
    Written::one(FORMAT.extension, file, losses)
}

/// Notes what of an annotation is not in the file.
fn lose(annotation: &Annotation, text: &Text, losses: &mut Losses) {
    losses.add_of(Lost::AnnotationId, &annotation.id);
    losses.add_origin(annotation);
    if annotation.note.as_deref().is_some_and(|note| !is_value(note)) {
        losses.add_of(Lost::Note, &annotation.id);
    }
    for (name, value) in &annotation.attributes {
        match (cell(value, text), value) {
            (None, _) => losses.add_of(Lost::Attribute(name.clone()), &annotation.id),
            (_, Value::Quote(_)) => losses.add_of(Lost::AttributePlace(name.clone()), &annotation.id),
            _ => {}
        }
    }
}

/// Whether words can stand in a cell: a carriage return would end the line.
fn is_value(words: &str) -> bool {
    !words.is_empty() && !words.contains('\r')
}

fn cell<'a>(value: &'a Value, text: &'a Text) -> Option<&'a str> {
    held(value, text).filter(|words| is_value(words))
}

/// A column of the layer of annotations.
enum Column<'a> {
    Label,
    Note,
    Attribute(&'a str),
}

impl Column<'_> {
    fn name(&self) -> String {
        match self {
            Self::Label => LABEL.to_owned(),
            Self::Note => NOTE.to_owned(),
            // What begins so is a column for slots.
            Self::Attribute(name) if name.starts_with("ROLE_") => {
                identifier::encode(name, false, &[&identifier::encode(name, false, &[])])
            }
            Self::Attribute(name) => identifier::encode(name, false, RESERVED),
        }
    }

    fn cell<'a>(&self, annotation: &'a Annotation, text: &'a Text) -> Option<&'a str> {
        match self {
            Self::Label => Some(annotation.label.as_str()),
            Self::Note => annotation.note.as_deref().filter(|note| is_value(note)),
            Self::Attribute(name) => cell(annotation.attributes.get(*name)?, text),
        }
    }
}

/// A text as words in sentences.
struct Sheet<'a> {
    content: &'a str,
    /// Start and end of each word, in bytes.
    words: Vec<(usize, usize)>,
    /// The first word of each sentence.
    sentences: Vec<usize>,
}

impl<'a> Sheet<'a> {
    fn of(text: &'a Text, annotations: &[&Annotation]) -> Self {
        let content = text.as_str();
        let mut beginnings = Vec::new();
        let mut line_start = 0;
        for line in content.split_inclusive('\n') {
            let starts = sentences(line)
                .into_iter()
                .map(|sentence| usize::from(sentence.start()));
            beginnings.extend(starts.map(|start| line_start + start));
            line_start += line.len();
        }
        let spans = || annotations.iter().map(|annotation| annotation.span);
        let mut cuts: Vec<usize> = spans()
            .flat_map(|span| [span.start(), span.end()])
            .map(usize::from)
            .collect();
        cuts.extend(&beginnings);
        cuts.sort_unstable();
        cuts.dedup();
        let mut edges: Vec<(usize, bool)> = spans()
            .flat_map(|span| [(usize::from(span.start()), true), (usize::from(span.end()), false)])
            .collect();
        edges.sort_unstable();
        let is_edge = |at: usize, start: bool| edges.binary_search(&(at, start)).is_ok();
        let words = words(content, &cuts, &|from, to| is_edge(from, true) || is_edge(to, false));
        let mut first_words: Vec<usize> = beginnings
            .iter()
            .map(|&start| words.partition_point(|word| word.0 < start))
            .filter(|&word| word < words.len())
            .collect();
        // Sentences without a word belong to the one before.
        first_words.dedup();
        Self {
            content,
            words,
            sentences: first_words,
        }
    }

    /// Whether the text begins with white space other than line ends: readers only
    /// know how much of it there is.
    fn has_head(&self) -> bool {
        let start = self.words.first().map_or(0, |word| word.0);
        self.content[..start].chars().any(|c| c != '\n')
    }

    fn first_word(&self, annotation: &Annotation) -> usize {
        let start = usize::from(annotation.span.start());
        self.words.partition_point(|word| word.0 < start)
    }

    /// The lines of a sentence's text: all up to the next sentence. A reader puts a
    /// line end after the last line, and takes it away if there is no room for it.
    fn lines(&self, sentence: usize) -> &str {
        let start = self.words[self.sentences[sentence]].0;
        match self.sentences.get(sentence + 1) {
            Some(&next) => {
                let whole = &self.content[start..self.words[next].0];
                whole.strip_suffix('\n').unwrap_or(whole)
            }
            None => &self.content[start..],
        }
    }
}

/// The words of a text, cut at `cuts`: letters and the like, or one sign. White
/// space is one where `is_word` says so: grapheme clusters, and so annotations, may
/// begin or end with it.
fn words(content: &str, cuts: &[usize], is_word: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    // Whether the last word may go on.
    let mut open = false;
    let mut cuts = cuts.iter().copied().peekable();
    for (at, c) in content.char_indices() {
        while cuts.next_if(|&cut| cut < at).is_some() {}
        let after = at + c.len_utf8();
        let (is_white, letter) = (c.is_whitespace(), goes_on(c));
        if is_white && !is_word(at, after) {
            open = false;
            continue;
        }
        match words.last_mut() {
            Some(last) if open && letter && !is_white && cuts.peek() != Some(&at) => last.1 = after,
            _ => words.push((at, after)),
        }
        open = letter && !is_white;
    }
    words
}

/// Whether a word may go on with the character. Marks and joiners go with what
/// stands before them.
fn goes_on(c: char) -> bool {
    let sign = matches!(c, '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}');
    c.is_alphanumeric() || c == '_' || !c.is_ascii() && !sign
}

struct Lines<'a> {
    text: &'a Text,
    sheet: &'a Sheet<'a>,
    annotations: &'a [&'a Annotation],
    columns: &'a [Column<'a>],
    links: &'a FxHashMap<usize, Vec<(&'a str, usize, usize)>>,
}

impl Lines<'_> {
    fn write(&self, file: &mut String) {
        let words = &self.sheet.words;
        // Where each word stands in its sentence, both from 1.
        let mut places = Vec::with_capacity(words.len());
        for (sentence, &first) in self.sheet.sentences.iter().enumerate() {
            let end = self.sheet.sentences.get(sentence + 1).map_or(words.len(), |&next| next);
            places.extend((first..end).map(|word| (sentence + 1, word - first + 1)));
        }
        let mut on: Vec<Vec<usize>> = vec![Vec::new(); words.len()];
        for (place, annotation) in self.annotations.iter().enumerate() {
            let end = usize::from(annotation.span.end());
            let first = self.sheet.first_word(annotation);
            let inside = words[first..].iter().take_while(|word| word.0 < end).count();
            on[first..first + inside].iter_mut().for_each(|on| on.push(place));
        }
        for (word, &(start, end)) in words.iter().enumerate() {
            let (sentence, number) = places[word];
            if number == 1 {
                file.push('\n');
                for line in self.sheet.lines(sentence - 1).split('\n') {
                    file.push_str("#Text=");
                    escape_text(file, line);
                    file.push('\n');
                }
            }
            let at = |at: usize| self.text.utf16(TextSize::from(at as u32)).map_or(0, |at| at.0);
            let _ = write!(file, "{sentence}-{number}\t{}-{}\t", at(start), at(end));
            file.push_str(&self.sheet.content[start..end]);
            file.push('\t');
            for column in self.columns {
                self.write_cell(file, column, &on[word]);
            }
            self.write_links(file, word, &places);
            file.push('\n');
        }
    }

    fn write_cell(&self, file: &mut String, column: &Column, on: &[usize]) {
        for (number, &place) in on.iter().enumerate() {
            if number > 0 {
                file.push('|');
            }
            match column.cell(self.annotations[place], self.text) {
                Some(words) => escape_value(file, words),
                None => file.push('*'),
            }
            // Each has one, and so a value never ends with its own backslash before a bar.
            let _ = write!(file, "[{}]", place + 1);
        }
        file.push_str(if on.is_empty() { "_\t" } else { "\t" });
    }

    fn write_links(&self, file: &mut String, word: usize, places: &[(usize, usize)]) {
        if self.links.is_empty() {
            return;
        }
        let Some(links) = self.links.get(&word) else {
            return file.push_str("_\t_\t");
        };
        for (number, (kind, _, _)) in links.iter().enumerate() {
            file.push_str(if number > 0 { "|" } else { "" });
            escape_value(file, kind);
            if kind.ends_with('\\') {
                // Else the backslash would seem to escape the bar.
                file.push_str("[0]");
            }
        }
        file.push('\t');
        for (number, &(_, from, to)) in links.iter().enumerate() {
            file.push_str(if number > 0 { "|" } else { "" });
            let (sentence, word) = places[self.sheet.first_word(self.annotations[from])];
            let _ = write!(file, "{sentence}-{word}[{}_{}]", from + 1, to + 1);
        }
        file.push('\t');
    }
}

fn escape_text(file: &mut String, line: &str) {
    for c in line.chars() {
        match c {
            '\t' => file.push_str("\\t"),
            '\u{c}' => file.push_str("\\f"),
            '\u{8}' => file.push_str("\\b"),
            '\\' | '\0'..='\u{7}' | '\u{e}'..='\u{1f}' => file.extend(['\\', c]),
            c => file.push(c),
        }
    }
}

fn escape_value(file: &mut String, words: &str) {
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let arrow = rest.starts_with("->");
        match c {
            '\t' => file.push_str("\\t"),
            '\n' => file.push_str("\\n"),
            '\\' | '[' | ']' | '|' | '_' | ';' | '*' => file.extend(['\\', c]),
            '-' if arrow => file.push_str("\\->"),
            c => file.push(c),
        }
        rest = &rest[if arrow { 2 } else { c.len_utf8() }..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::annotation::{LabelId, Relation, Timestamp};
    use crate::model::intake;
    use crate::model::project::Document;
    use crate::model::scheme::Scheme;
    use crate::model::span::{Span, range};

    #[test]
    fn words_sentences_and_stacks() {
        let text = intake::clean("🌍 Crime fell. No\t\\!\n\nIt did.").expect("a text").text;
        let mut project = Project::new(Document::new(Id::new("d"), text.clone()), Scheme::default());
        let at = Timestamp::new("2026-01-31T09:30:00Z").expect("a moment");
        for (id, label, start, end) in [("a", "claim", 5, 15), ("b", "pl|ace_", 5, 8)] {
            let span = Span::new(&text, range(start, end)).expect("a span");
            let mut annotation = Annotation::new(Id::new(id), LabelId::new(label), span, at.clone());
            annotation
                .attributes
                .insert("how sure".into(), Value::Text("*".to_owned()));
            project.markup.annotations = project.markup.annotations.with(annotation);
        }
        let relation = Relation::new(Id::new("r"), "about".into(), Id::new("b"), Id::new("a"));
        project.markup.relations = vec![relation].into();
        let written = write(&project);
        assert_eq!(
            written.parts[0].content,
            "#FORMAT=WebAnno TSV 3.3\n\
             #T_SP=webanno.custom.Gloss|label|how_x0020_sure\n\
             #T_RL=webanno.custom.GlossRelation|label|BT_webanno.custom.Gloss\n\n\n\
             #Text=🌍 Crime fell. \n\
             1-1\t0-2\t🌍\t_\t_\t_\t_\t\n\
             1-2\t3-6\tCri\tclaim[1]|pl\\|ace\\_[2]\t\\*[1]|\\*[2]\tabout\t1-2[2_1]\t\n\
             1-3\t6-8\tme\tclaim[1]\t\\*[1]\t_\t_\t\n\
             1-4\t9-13\tfell\tclaim[1]\t\\*[1]\t_\t_\t\n\
             1-5\t13-14\t.\t_\t_\t_\t_\t\n\n\
             #Text=No\\t\\\\!\n\
             #Text=\n\
             2-1\t15-17\tNo\t_\t_\t_\t_\t\n\
             2-2\t18-19\t\\\t_\t_\t_\t_\t\n\
             2-3\t19-20\t!\t_\t_\t_\t_\t\n\n\
             #Text=It did.\n\
             3-1\t22-24\tIt\t_\t_\t_\t_\t\n\
             3-2\t25-28\tdid\t_\t_\t_\t_\t\n\
             3-3\t28-29\t.\t_\t_\t_\t_\t\n"
        );
    }
}
