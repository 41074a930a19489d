//! How often re-anchoring is right, asks, or is wrong, on articles whose edits are
//! known: `cargo test --test reanchor quality -- --nocapture` prints the table.

use std::collections::BTreeMap;

use gloss::model::intake;
use gloss::model::offset::{TextRange, TextSize};
use gloss::model::quote::Quote;
use gloss::model::reanchor::{Reanchoring, Verdict};
use gloss::model::span::Span;
use gloss::model::text::Text;

/// Numbers by chance, the same every time (Marsaglia's xorshift).
struct Chance(u64);

impl Chance {
    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// Whether a sentence has four words in a row of one of the others.
fn in_a_row(sentence: &Sentence, others: &[Sentence]) -> bool {
    let rows = |sentence: &Sentence| -> Vec<Vec<String>> {
        let rows = sentence.windows(4);
        rows.map(|row| row.iter().map(|word| word.1.clone()).collect())
            .collect()
    };
    let theirs: Vec<_> = others.iter().flat_map(rows).collect();
    rows(sentence).iter().any(|row| theirs.contains(row))
}

/// A word, with a number that no other has unless it is the same one in another
/// version.
#[derive(Clone)]
struct Word(usize, String);

type Sentence = Vec<Word>;

/// An article as paragraphs of sentences.
struct Article {
    paragraphs: Vec<Vec<Sentence>>,
    /// Sentences that were deleted or changed, as they were.
    gone: Vec<Sentence>,
    /// Sentences that were added.
    new: Vec<Sentence>,
    words: usize,
}

const WHO: [&str; 6] = [
    "The minister",
    "Marta Nogueira",
    "The council",
    "A spokesman for the harbour",
    "Critics",
    "Union leaders in Porto",
];
const SAID: [&str; 5] = [
    "said",
    "promised",
    "denied",
    "told reporters in Lisbon on Tuesday that",
    "wrote in a letter to the council that",
];
const WHAT: [&str; 7] = [
    "the catch will be halved by 2030",
    "the plan was late",
    "crews would be paid 40 million euros",
    "no crew has seen any money",
    "the port of Lisbon must close two of its nine docks before the winter",
    "the European Commission would look at the case",
    "nets of the new kind are safe",
];
const MORE: [&str; 6] = [
    "",
    "",
    "after talks in Paris",
    "although nobody had asked",
    "as it did in 2019",
    "for the third time this year",
];

impl Article {
    fn write(chance: &mut Chance) -> Self {
        let mut article = Self {
            paragraphs: Vec::new(),
            gone: Vec::new(),
            new: Vec::new(),
            words: 0,
        };
        for _ in 0..4 + chance.below(6) {
            let sentences = (0..1 + chance.below(4)).map(|_| article.sentence(chance)).collect();
            article.paragraphs.push(sentences);
        }
        article
    }

    fn sentence(&mut self, chance: &mut Chance) -> Sentence {
        let mut words = format!("{} {} {}", chance.of(&WHO), chance.of(&SAID), chance.of(&WHAT));
        let more = chance.of(&MORE);
        if !more.is_empty() {
            words = format!("{words}, {more}");
        }
        if chance.below(2) == 0 {
            words = format!("{words}, {} of {} said", chance.below(90) + 10, chance.below(900) + 100);
        }
        (words + ".").split(' ').map(|word| self.word(word)).collect()
    }

    /// A sentence that has no four words in a row of one that is gone: nobody could
    /// say that it is not that one, edited. Of those that stay it may have all.
    fn add(&mut self, chance: &mut Chance) -> Sentence {
        loop {
            let new = self.sentence(chance);
            if !in_a_row(&new, &self.gone) {
                self.new.push(new.clone());
                return new;
            }
        }
    }

    /// Notes that a sentence goes, or is changed. It may not, for the same reason, if it
    /// has four words in a row of one that was added.
    fn goes(&mut self, paragraph: usize, at: usize) -> bool {
        let sentence = self.paragraphs[paragraph][at].clone();
        let may = !in_a_row(&sentence, &self.new);
        if may {
            self.gone.push(sentence);
        }
        may
    }

    fn word(&mut self, word: &str) -> Word {
        self.words += 1;
        Word(self.words, word.to_owned())
    }

    /// Does to the article what newsrooms do.
    fn edit(&mut self, chance: &mut Chance) {
        let paragraph = chance.below(self.paragraphs.len());
        let at = chance.below(self.paragraphs[paragraph].len());
        match chance.below(6) {
            // A correction.
            0 | 1 if self.goes(paragraph, at) => {
                let word = chance.below(self.paragraphs[paragraph][at].len());
                let by = self.word(chance.of(&["47", "Porto", "perhaps", "Ana Ruiz", "not"]));
                self.paragraphs[paragraph][at][word] = by;
            }
            // A sentence goes.
            2 if self.paragraphs[paragraph].len() > 1 && self.goes(paragraph, at) => {
                self.paragraphs[paragraph].remove(at);
            }
            // A paragraph is moved.
            3 => {
                let moved = self.paragraphs.remove(paragraph);
                let to = chance.below(self.paragraphs.len() + 1);
                self.paragraphs.insert(to, moved);
            }
            // A sentence is added, or one for another.
            4 => {
                let new = self.add(chance);
                self.paragraphs[paragraph].insert(at, new);
            }
            5 if self.goes(paragraph, at) => self.paragraphs[paragraph][at] = self.add(chance),
            _ => {}
        }
    }

    /// Its text, and where each word stands.
    fn text(&self) -> (Text, BTreeMap<usize, TextRange>) {
        let mut content = String::new();
        let mut places = BTreeMap::new();
        for paragraph in &self.paragraphs {
            for Word(number, word) in paragraph.iter().flatten() {
                let start = TextSize::of(&*content);
                content += word;
                places.insert(*number, TextRange::new(start, TextSize::of(&*content)));
                content.push(' ');
            }
            content.push('\n');
        }
        (intake::clean(content).expect("a text").text, places)
    }
}

/// What is true of words that were marked.
enum Truth {
    /// They stand here, every one.
    There(TextRange),
    /// Some of them stand here.
    Partly(TextRange),
    Gone,
}

fn truth(words: &[Word], places: &BTreeMap<usize, TextRange>) -> Truth {
    let left: Vec<_> = words.iter().filter_map(|word| places.get(&word.0)).collect();
    match left.as_slice() {
        [] => Truth::Gone,
        [first, .., last] | [first @ last] => {
            let range = first.cover(**last);
            if left.len() == words.len() {
                Truth::There(range)
            } else {
                Truth::Partly(range)
            }
        }
    }
}

#[test]
fn quality() {
    let chance = &mut Chance(0x61_05_5E);
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for _ in 0..300 {
        let mut article = Article::write(chance);
        let (old, old_places) = article.text();
        let marks: Vec<Vec<Word>> = (0..20)
            .map(|_| {
                let paragraph = &article.paragraphs[chance.below(article.paragraphs.len())];
                let sentence = &paragraph[chance.below(paragraph.len())];
                let start = chance.below(sentence.len());
                let most = if chance.below(2) == 0 { 3 } else { sentence.len() };
                let end = (start + 1 + chance.below(most)).min(sentence.len());
                sentence[start..end].to_vec()
            })
            .collect();
        for _ in 0..1 + chance.below(6) {
            article.edit(chance);
        }
        let (new, places) = article.text();
        let reanchoring = Reanchoring::new(&old, &new);
        for words in marks {
            let Truth::There(range) = truth(&words, &old_places) else {
                unreachable!("it is of this text")
            };
            let span = Span::new(&old, range).expect("a span");
            let truth = truth(&words, &places);
            let (verdict, found) = match reanchoring.verdict(span) {
                Verdict::Unchanged(place) => ("unchanged", vec![place]),
                Verdict::Moved(place) => ("moved", vec![place]),
                Verdict::Changed(place) => ("changed", vec![place]),
                Verdict::Ambiguous(places) => ("ambiguous", places),
                Verdict::Gone => ("gone", Vec::new()),
            };
            let is = |range: TextRange| found.iter().any(|place| place.range() == range);
            let overlaps = |range| found.iter().any(|place| place.range().intersect(range).is_some());
            let how = match (verdict, &truth) {
                ("unchanged" | "moved", Truth::There(range)) if is(*range) => "right",
                ("changed", Truth::There(range)) if is(*range) => "right",
                ("changed", Truth::Partly(range)) if found[0].range().contains_range(*range) => "right",
                ("ambiguous", Truth::There(range)) if is(*range) => "right",
                ("ambiguous", Truth::Partly(range)) if overlaps(*range) => "right",
                ("ambiguous", Truth::Gone) => "in vain",
                ("gone", Truth::Gone) => "right",
                _ => "wrong",
            };
            *counts.entry((verdict, how)).or_default() += 1;
            if how == "wrong" && ["unchanged", "moved"].contains(&verdict) {
                let around = |text: &Text, span: Span| {
                    let Quote { prefix, exact, suffix } = Quote::of(text, span);
                    format!("{prefix}[{exact}]{suffix}")
                };
                wrong.push(format!(
                    "{verdict}: {:?} -> {:?}",
                    around(&old, span),
                    around(&new, found[0])
                ));
            }
        }
    }
    println!("{:12}{:>8}{:>8}{:>8}", "", "right", "in vain", "wrong");
    for verdict in ["unchanged", "moved", "changed", "ambiguous", "gone"] {
        let count = |how| counts.get(&(verdict, how)).copied().unwrap_or_default();
        println!(
            "{verdict:12}{:>8}{:>8}{:>8}",
            count("right"),
            count("in vain"),
            count("wrong")
        );
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}
