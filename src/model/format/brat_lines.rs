//! The lines of brat's files, as they are read.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::brat::NOTES;
use super::identifier;
use super::problem::{Error, Problem, Record, Trouble};
use crate::model::annotation::{Extra, Id, Value};
use crate::model::exchange::foreign::{Filling, Foreign, Found, Link, Mark, Source, Words};
use crate::model::exchange::proof::alike;
use crate::model::exchange::unit::{Count, Ruler, Unit};
use crate::model::intake;
use crate::model::text::{Place, Text};

/// Reads a text and the annotations beside it.
pub(super) fn read(text: &str, beside: &str) -> Result<Found, Error> {
    let mut reading = Reading {
        document: Foreign::new(Some(text.to_owned()), Unit::CodePoint),
        problems: Vec::new(),
        marks: FxHashMap::default(),
        triggers: FxHashMap::default(),
    };
    let lines = || beside.trim_start_matches('\u{feff}').lines().enumerate();
    let begins = |line: &str, letters: &[char]| line.starts_with(letters);
    let sight = Sight::of(text);
    // What is said of something may stand before it.
    for (number, line) in lines().filter(|(_, line)| begins(line, &['T'])) {
        let record = Record::Annotation(reading.document.marks.len() + 1);
        let source = source(record, number);
        if let Err(trouble) = reading.stretch(line, source, sight.as_ref()) {
            reading.report(source, trouble);
        }
    }
    for (number, line) in lines().filter(|(_, line)| begins(line, &['E'])) {
        if let Some((event, trigger)) = event(line) {
            reading.triggers.insert(event, (trigger, number));
        }
    }
    for (number, line) in lines().filter(|(_, line)| !begins(line, &['T']) && !line.trim().is_empty()) {
        let record = match line.as_bytes().first() {
            Some(b'R' | b'E' | b'*') => Record::Relation(reading.document.links.len() + 1),
            _ => Record::Document,
        };
        let source = source(record, number);
        let read = match line.as_bytes().first() {
            Some(b'R') => reading.relation(line, source),
            Some(b'E') => reading.event(line, source),
            Some(b'*') => reading.equivalents(line, source),
            Some(b'A' | b'M') => reading.attribute(line, source),
            Some(b'N') => reading.reference(line, source),
            Some(b'#') => reading.comment(line, source),
            _ => None,
        };
        if read.is_none() {
            let said = format!("“{}” is no line of brat’s", crate::model::short::short(line, 60));
            reading.report(source, Trouble::Unreadable(said.into()));
        }
    }
    Ok(Found {
        documents: vec![reading.document],
        problems: reading.problems,
    })
}

fn source(record: Record, line: usize) -> Source {
    let place = Place {
        line: line + 1,
        column: 1,
    };
    Source { record, place }
}

/// The id of an event and that of its trigger.
fn event(line: &str) -> Option<(&str, &str)> {
    let (id, rest) = line.split_once('\t')?;
    let (_, trigger) = rest.split_ascii_whitespace().next()?.split_once(':')?;
    Some((id, trigger))
}

struct Reading<'a> {
    document: Foreign,
    problems: Vec<Problem>,
    /// Which mark has which id.
    marks: FxHashMap<&'a str, usize>,
    /// The trigger of each event, and the line of the event.
    triggers: FxHashMap<&'a str, (&'a str, usize)>,
}

impl<'a> Reading<'a> {
    fn report(&mut self, Source { record, place }: Source, trouble: Trouble) {
        self.problems.push(Problem { record, place, trouble });
    }

    fn stretch(&mut self, line: &'a str, source: Source, sight: Option<&Sight>) -> Result<(), Trouble> {
        let broken = || Trouble::Unreadable("it is not of the form `T1`, tab, `type start end`, tab, words".into());
        let mut fields = line.splitn(3, '\t');
        let (id, data) = (fields.next().ok_or_else(broken)?, fields.next().ok_or_else(broken)?);
        let (label, offsets) = data.split_once(' ').ok_or_else(broken)?;
        let mut pieces = Vec::new();
        for piece in offsets.split(';') {
            let mut ends = piece.split_ascii_whitespace().map(str::parse::<u32>);
            let (Some(Ok(start)), Some(Ok(end)), None) = (ends.next(), ends.next(), ends.next()) else {
                return Err(broken());
            };
            pieces.push((start, end));
        }
        let start = pieces.iter().map(|piece| piece.0).min().ok_or_else(broken)?;
        let end = pieces.iter().map(|piece| piece.1).max().ok_or_else(broken)?;
        let mut words = fields.next().unwrap_or_default().to_owned();
        if let Some(between) = sight
            .filter(|_| pieces.len() > 1)
            .and_then(|sight| sight.between(&pieces, &words))
        {
            self.report(source, Trouble::Pieces(pieces.len()));
            words = between;
        }
        self.marks.entry(id).or_insert(self.document.marks.len());
        self.document.marks.push(Mark {
            id: Some(Id::new(id)),
            words: Some(words).filter(|words| !words.is_empty()).map(|exact| Words {
                exact,
                ..Words::default()
            }),
            ..Mark::new(source, identifier::decode(label), Some((start, end)))
        });
        Ok(())
    }

    /// The annotation that an id means: an event's is its trigger.
    fn end(&self, id: &'a str) -> &'a str {
        self.triggers.get(id).map_or(id, |(trigger, _)| trigger)
    }

    fn link(&mut self, id: Option<&str>, kind: &str, from: &'a str, to: &'a str, source: Source) {
        let (from, to) = (Id::new(self.end(from)), Id::new(self.end(to)));
        self.document.links.push(Link {
            source,
            id: id.map(Id::new),
            kind: Rc::from(identifier::decode(kind)),
            from,
            to,
            extra: Extra::new(),
        });
    }

    fn relation(&mut self, line: &'a str, source: Source) -> Option<()> {
        let (id, data) = line.split_once('\t')?;
        let mut words = data.split_ascii_whitespace();
        let kind = words.next()?;
        let (first, second) = (words.next()?.split_once(':')?, words.next()?.split_once(':')?);
        let (from, to) = match (first, second) {
            (("Arg2", to), ("Arg1", from)) => (from, to),
            ((_, from), (_, to)) => (from, to),
        };
        if words.next().is_some() {
            return None;
        }
        self.link(Some(id), kind, from, to, source);
        Some(())
    }

    fn event(&mut self, line: &'a str, source: Source) -> Option<()> {
        let (_, data) = line.split_once('\t')?;
        let mut words = data.split_ascii_whitespace();
        let (kind, trigger) = words.next()?.split_once(':')?;
        let mark = *self.marks.get(trigger)?;
        if *self.document.marks[mark].label != *identifier::decode(kind) {
            self.report(source, Trouble::Ignored(format!("type “{kind}”").into()));
        }
        for argument in words {
            let (role, to) = argument.split_once(':')?;
            self.link(None, role, trigger, to, source);
        }
        Some(())
    }

    fn equivalents(&mut self, line: &'a str, source: Source) -> Option<()> {
        let (_, data) = line.split_once('\t')?;
        let mut words = data.split_ascii_whitespace();
        let kind = words.next()?;
        let mut last = words.next()?;
        for next in words {
            self.link(None, kind, last, next, source);
            last = next;
        }
        Some(())
    }

    fn attribute(&mut self, line: &'a str, source: Source) -> Option<()> {
        let (_, data) = line.split_once('\t')?;
        let mut words = data.trim_end().splitn(3, ' ');
        let (kind, target) = (words.next()?, words.next()?);
        let value = match words.next() {
            None | Some("true") => Value::Flag(true),
            Some("false") => Value::Flag(false),
            Some(value) => Value::Text(value.to_owned()),
        };
        self.say(kind, target, value, source);
        Some(())
    }

    fn reference(&mut self, line: &'a str, source: Source) -> Option<()> {
        let (_, data) = line.split_once('\t')?;
        let mut words = data.splitn(3, ' ');
        let (kind, target, entry) = (words.next()?, words.next()?, words.next()?);
        self.say(kind, target, Value::Text(entry.trim().replace('\t', " ")), source);
        Some(())
    }

    fn comment(&mut self, line: &'a str, source: Source) -> Option<()> {
        let (_, data) = line.split_once('\t')?;
        let (about, words) = data.split_once('\t')?;
        let (kind, target) = about.split_once(' ')?;
        let words = words.trim();
        let mark = self.marks.get(self.end(target)).copied();
        match mark.and_then(|mark| self.document.marks.get_mut(mark)) {
            Some(mark) if kind == NOTES => {
                let note = match &mark.note {
                    Some(before) => format!("{before}\n{words}"),
                    None => words.to_owned(),
                };
                mark.note = Some(note.into()).filter(|note: &Rc<str>| !note.is_empty());
            }
            _ => self.say(kind, target, Value::Text(words.to_owned()), source),
        }
        Some(())
    }

    /// Adds what is said of an annotation, or reports that it cannot be kept.
    fn say(&mut self, kind: &str, target: &'a str, value: Value, source: Source) {
        let name: Rc<str> = identifier::decode(kind).into();
        let mark = self.marks.get(self.end(target)).copied();
        let Some(mark) = mark.and_then(|mark| self.document.marks.get_mut(mark)) else {
            return self.report(source, Trouble::Ignored(format!("“{name}” of {target}").into()));
        };
        let about = mark.source.record;
        match mark.attributes.iter_mut().find(|(known, _)| *known == name) {
            None => mark.attributes.push((name, Filling::Value(value))),
            Some((_, Filling::Value(Value::Text(words)))) if matches!(value, Value::Text(_)) => {
                if let Value::Text(more) = value {
                    words.push_str("; ");
                    words.push_str(&more);
                }
            }
            Some(_) => {
                let source = Source {
                    record: about,
                    ..source
                };
                self.report(source, Trouble::Ignored(format!("second value of “{name}”").into()));
            }
        }
    }
}

/// Looks at the text in the ways in which offsets may count, to see what stands
/// between the pieces of a discontinuous annotation.
struct Sight {
    text: Text,
    ruler: Ruler,
    counts: Vec<Count>,
}

impl Sight {
    fn of(raw: &str) -> Option<Self> {
        // A text that cannot be annotated is refused later.
        let text = intake::clean(raw).ok()?.text;
        let ruler = Ruler::new(raw, &text);
        let counts = ruler.counts(Unit::CodePoint);
        Some(Self { text, ruler, counts })
    }

    /// The words from the first piece to the last, if there is more between the
    /// pieces than white space.
    fn between(&self, pieces: &[(u32, u32)], words: &str) -> Option<String> {
        let slice = |count, start, end| self.text.slice(self.ruler.range(count, start, end)?);
        let start = pieces.iter().map(|piece| piece.0).min()?;
        let end = pieces.iter().map(|piece| piece.1).max()?;
        let stands = |count: &&Count| {
            let found: Option<Vec<_>> = pieces.iter().map(|(start, end)| slice(**count, *start, *end)).collect();
            found.is_some_and(|found| words.is_empty() || alike(&found.join(" "), words))
        };
        let count = self.counts.iter().find(stands)?;
        let whole = slice(*count, start, end)?;
        let joined = pieces.iter().filter_map(|(start, end)| slice(*count, *start, *end));
        (!alike(whole, &joined.collect::<Vec<_>>().join(" "))).then(|| whole.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::exchange::draft::set;

    /// What comes of a file: annotations, links, and what was said.
    fn check(text: &str, ann: &str, expected: &[&str], links: &[&str], said: &[&str]) {
        let found = read(text, ann).expect("it is read");
        let draft = set(&found.documents[0], None, None).expect("a text");
        let text = &draft.project.document.text;
        let shown: Vec<_> = draft
            .project
            .markup
            .annotations
            .iter()
            .map(|a| {
                let attributes = a
                    .attributes
                    .iter()
                    .map(|(name, value)| format!(" {name}={}", value.shown(text)));
                let note = a.note.iter().map(|note| format!(" ({note})"));
                format!("{} {}: {}", a.id, a.label.as_str(), a.span.quote(text))
                    + &attributes.chain(note).collect::<String>()
            })
            .collect();
        assert_eq!(shown, expected);
        let relations = draft.project.markup.relations.iter();
        let shown: Vec<_> = relations.map(|r| format!("{} {} {}", r.from, r.kind, r.to)).collect();
        assert_eq!(shown, links);
        let problems: Vec<_> = found
            .problems
            .iter()
            .chain(&draft.problems)
            .map(Problem::to_string)
            .collect();
        assert_eq!(problems.len(), said.len(), "{problems:#?}");
        for (problem, said) in problems.iter().zip(said) {
            assert!(problem.contains(said), "{problem}");
        }
    }

    #[test]
    fn all_kinds_of_lines_are_read() {
        check(
            "🌍 Ana Ruiz was born in Lagos.",
            "A1\tNegation E1\n\
             T1\tPerson 2 10\tAna Ruiz\n\
             T2\tBe-born 15 19\tborn\n\
             T3\tGPE 23 28\tLagos\n\
             E1\tBe-born:T2 Person-Arg:T1 Place-Arg:T3\n\
             R1\tLocated Arg1:T1 Arg2:T3\n\
             *\tEquiv T1 T3\n\
             A2\tConfidence T3 High\n\
             N1\tReference T1 Wikipedia:534366\tAna Ruiz\n\
             #1\tAnnotatorNotes T1\twho?\n\
             #2\tAnnotatorNotes E1\twhen?\n\
             X what\n\
             A3\tNegation R1\n",
            &[
                "T1 Person: Ana Ruiz Reference=Wikipedia:534366 Ana Ruiz (who?)",
                "T2 Be-born: born Negation=yes (when?)",
                "T3 GPE: Lagos Confidence=High",
            ],
            &["T2 Person-Arg T1", "T2 Place-Arg T3", "T1 Located T3", "T1 Equiv T3"],
            &["“X what” is no line of brat’s", "“Negation” of R1"],
        );
    }

    #[test]
    fn pieces_become_one_stretch() {
        check(
            "North and South\nAmerica",
            "T1\tGPE 0 5;16 23\tNorth America\r\nT2\tGPE 10 15;16 23\tSouth America\r\n",
            &["T1 GPE: North and South\nAmerica", "T2 GPE: South\nAmerica"],
            &[],
            &["it stands in 2 pieces"],
        );
    }

    #[test]
    fn what_is_broken_is_said() {
        check(
            "The EU said",
            "T1\tx 4 6\tEU\nT1\tx 0 3\tThe\nT2\ty 4\nT3 z 0 3\tThe\nT4\tz 0 99\t\nR1\tr Arg1:T1 Arg2:T9\nE1\tx:T9\n",
            &["T1-2 x: The", "T1 x: EU"],
            &[],
            &[
                "not of the form",
                "not of the form",
                "“E1",
                "the id T1 too",
                "99",
                "no annotation with the id T9",
            ],
        );
    }
}
