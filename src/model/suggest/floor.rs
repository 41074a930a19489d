//! Whose words a paragraph is where no verb says so: in a speech, in a transcript, in
//! an interview.
//!
//! ```text
//! Remarks of the mayor, Ana Ruiz     Q: Is it safe?          Is it safe, you say?
//! We built nine. …                   DR RUIZ: It is. …       It is. I have seen it. …
//! ```

use std::ops::Range;

use super::super::annotation::Value;
use super::super::span::Span;
use super::clause::is_clause;
use super::lexicon::Class;
use super::posts::body;
use super::reading::Reading;
use super::speaker::{Speakers, UNNAMED, full_name, name, parts};

/// In how many paragraphs at the start it is said what a text is, and who speaks.
const BEGINNING: usize = 4;

/// After so many paragraphs in which nobody says "I" or "we", a text is no speech.
const PATIENCE: usize = 4;

/// Of so many tokens, what follows an answer can be said by who asks, without a question mark.
const REMARK: usize = 34;

/// Follows through a text who has the floor.
#[derive(Clone, Debug, Default)]
pub struct Floor {
    form: Form,
    /// Who is presented at the start.
    guest: Option<Span>,
    /// The body that somebody heads, as is said there.
    body: Option<Span>,
    /// Whether the start says that somebody was talked to.
    talked: bool,
    /// The first label of a turn.
    first_label: Option<String>,
}

/// What a text is, as far as it has been read.
#[derive(Clone, Debug, Default)]
enum Form {
    #[default]
    Article,
    /// Somebody speaks; nobody has said "I" yet in so many paragraphs.
    Speech { speaker: Value, silent: usize },
    /// Turns with labels; who has the floor, and goes on in paragraphs without a label.
    Transcript { speaker: Option<Value> },
    /// Turns without labels; whether the last one asked.
    Interview { asked: bool },
}

/// A paragraph that somebody says.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Who.
    pub speaker: Value,
    /// The name before the colon; empty if there is none.
    pub label: Range<usize>,
    /// What.
    pub content: Range<usize>,
}

impl Floor {
    /// Reads the next paragraph. Whose turn it is, if it is one.
    pub fn turn(&mut self, reading: &Reading, speakers: &mut Speakers) -> Option<Turn> {
        let all = 0..reading.paragraph().tokens().len();
        let number = reading.paragraph().number();
        if number > 0
            && let Some(label) = label(reading)
        {
            return self.labelled(reading, speakers, &label, all.end);
        }
        if !matches!(self.form, Form::Article) && is_note(reading) {
            return None;
        }
        if matches!(self.form, Form::Article) && number < BEGINNING {
            self.begin(reading, number, speakers);
            // An interview may begin at once.
            if number == 0 || !is_question(reading) {
                return None;
            }
        }
        let speaker = match &mut self.form {
            Form::Article => {
                if is_question(reading) && self.guest.is_some() && (self.talked || has_any(reading, &YOU)) {
                    self.form = Form::Interview { asked: true };
                    return turn_of(Value::Text(UNNAMED.to_owned()), all);
                }
                return None;
            }
            Form::Speech { speaker, silent } => {
                let speaker = speaker.clone();
                if *silent < PATIENCE {
                    *silent = if has_any(reading, &FIRST_PERSON) {
                        PATIENCE
                    } else {
                        *silent + 1
                    };
                    if *silent == PATIENCE && !has_any(reading, &FIRST_PERSON) {
                        self.form = Form::Article;
                        return None;
                    }
                }
                speaker
            }
            Form::Transcript { speaker } => speaker.clone()?,
            Form::Interview { asked } => {
                let remark = !has_any(reading, &FIRST_PERSON) && all.len() < REMARK && reading.sentences().len() < 3;
                *asked = !*asked && (is_question(reading) || remark);
                if *asked {
                    Value::Text(UNNAMED.to_owned())
                } else {
                    self.guest.map(Value::Quote)?
                }
            }
        };
        turn_of(speaker, all)
    }

    /// Learns at the start of a text what it is, and who speaks.
    fn begin(&mut self, reading: &Reading, number: usize, speakers: &mut Speakers) {
        let all = 0..reading.paragraph().tokens().len();
        self.talked |= reading.find(all.clone(), Class::Talking).is_some();
        let guest = full_name(reading, &all);
        // Who is named in the text goes before who is named in the headline.
        if number == 1 || self.guest.is_none() {
            self.guest = guest.and_then(|name| reading.span(name)).or(self.guest);
        }
        if number > 0 {
            self.body = self.body.or_else(|| body(reading, &all));
        }
        if let (true, Some(guest), Some(body)) = (self.talked, self.guest, self.body) {
            speakers.appoint(guest, body);
        }
        let speaker = heading(reading).map(|who| person(reading, &who));
        let speaker = speaker.and_then(|who| speakers.speaker(reading, &who));
        let salutes = || reading.is(0, Class::Salutation) && !reading.is(0, Class::Finite);
        if let Some(speaker) = speaker.or_else(|| self.guest.filter(|_| salutes()).map(Value::Quote)) {
            self.form = Form::Speech { speaker, silent: 0 };
        }
    }

    /// The turn that begins with a label.
    fn labelled(&mut self, reading: &Reading, speakers: &mut Speakers, label: &Label, end: usize) -> Option<Turn> {
        let who = label.name.clone();
        let words = reading.span(who.clone())?.quote(reading.paragraph().text()).to_owned();
        let asks = reading.is(0, Class::Asker);
        let answers = !asks && reading.is(0, Class::Answerer) && who.len() == 1;
        let known = self.guest.is_some_and(|guest| {
            let name = guest.quote(reading.paragraph().text()).to_lowercase();
            name.contains(&words.to_lowercase())
        });
        let second = self.first_label.as_ref().is_some_and(|first| *first != words);
        // "LAHORE: Two ships sank." is no turn of Lahore's.
        let sure = asks || known || second || label.role || who.len() > 1;
        if !sure && self.first_label.is_none() {
            self.first_label = Some(words);
            return None;
        }
        let speaker = if asks {
            Some(Value::Text(UNNAMED.to_owned()))
        } else if answers {
            self.guest.map(Value::Quote)
        } else {
            speakers.speaker(reading, &who)
        };
        let title = who.clone().any(|i| reading.is(i, Class::Title));
        // "ASSISTANT SECRETARY ANA RUIZ", as transcripts have it.
        let shouted = who.len() > 1 && words.chars().all(|c| !c.is_lowercase());
        let goes_on = second || asks || known || label.role || title || shouted;
        self.first_label.get_or_insert(words);
        if goes_on {
            self.form = Form::Transcript {
                speaker: speaker.clone(),
            };
        }
        Some(Turn {
            speaker: speaker?,
            label: who,
            content: label.end..end,
        })
    }
}

/// Words for those who speak.
const FIRST_PERSON: [&str; 6] = ["i", "we", "my", "our", "us", "me"];
/// Words for who is asked.
const YOU: [&str; 2] = ["you", "your"];

fn turn_of(speaker: Value, content: Range<usize>) -> Option<Turn> {
    Some(Turn {
        speaker,
        label: content.start..content.start,
        content,
    })
}

/// Whether one of the words stands in the paragraph, not in quotation marks.
fn has_any(reading: &Reading, words: &[&str]) -> bool {
    let all = 0..reading.paragraph().tokens().len();
    all.into_iter()
        .any(|i| reading.quotation(i).is_none() && reading.is_any_word(i, words))
}

/// Whether the paragraph is no speech, but tells of it: "(Applause.)", "1:41 P.M. EST".
fn is_note(reading: &Reading) -> bool {
    let last = reading.paragraph().tokens().len() - 1;
    let bracketed = reading.is_one_of(0, &['(', '[']) && reading.is_one_of(last, &[')', ']']);
    bracketed || !reading.is_mark(last) && !is_clause(reading, 0..last + 1)
}

/// Whether the paragraph ends in a question that is nobody's quotation.
fn is_question(reading: &Reading) -> bool {
    let last = reading.paragraph().tokens().len() - 1;
    reading.is_one_of(last, &['?']) && reading.quotations().is_empty()
}

/// The name before the colon at the start of a turn.
struct Label {
    /// The name.
    name: Range<usize>,
    /// Whether what the person is stands after it: "MS DIOP (spokeswoman):".
    role: bool,
    /// The first token after the colon.
    end: usize,
}

/// The label of a turn: words that begin with a capital, and what the person is.
fn label(reading: &Reading) -> Option<Label> {
    const LONGEST: usize = 7;
    const FARTHEST: usize = 24;
    let of_name = |i: usize| reading.is_capital(i) || reading.is_one_of(i, &['.', '-', '’', '\'']);
    let end = (0..LONGEST).find(|&i| !of_name(i))?;
    let asks = reading.is(0, Class::Asker) || reading.is(0, Class::Answerer);
    // "Q Is it safe?", as in transcripts of the White House.
    if reading.word(0) == "Q" && !reading.is_break(1) && reading.is_capital(1) {
        return Some(Label {
            name: 0..1,
            role: false,
            end: 1,
        });
    }
    // "Q. Is it safe?"
    if asks && reading.is_one_of(1, &['.', ':', ')']) {
        return Some(Label {
            name: 0..1,
            role: false,
            end: 2,
        });
    }
    // "The Secretary of State for Trade (Ana Ruiz):"
    let office = (end..FARTHEST).find(|&i| !(of_name(i) || reading.is(i, Class::Preposition)));
    let end = office
        .filter(|&at| end > 0 && reading.is_one_of(at, &['(']))
        .unwrap_or(end);
    let mut colon = end;
    while reading.is_one_of(colon, &['(', '[']) {
        let close = (colon..FARTHEST).find(|&i| reading.is_one_of(i, &[')', ']']))?;
        colon = close + 1;
    }
    (end > 0 && reading.is_one_of(colon, &[':'])).then_some(Label {
        name: 0..end,
        role: colon > end,
        end: colon + 1,
    })
}

/// The person whom these words name, or what the person is.
///
/// ```text
/// the Secretary for Trade, [Ana Ruiz], at the fair      Prime Minister [Ana Ruiz] gave
/// ```
fn person(reading: &Reading, who: &Range<usize>) -> Range<usize> {
    let full = parts(reading, who)
        .into_iter()
        .filter_map(|part| full_name(reading, &part).filter(|name| name.end == part.end));
    let of_office = |name: &Range<usize>| name.clone().any(|i| reading.is_any(i, &[Class::Title, Class::Agent]));
    let mut named = full.chain(full_name(reading, who)).filter(|name| !of_office(name));
    named.next().unwrap_or_else(|| name(reading, who))
}

/// The words that say who gives a speech, if the paragraph is its heading.
///
/// ```text
/// Remarks of [the mayor, Ana Ruiz], at the fair      [Ana Ruiz]’s address to the fair
/// ```
fn heading(reading: &Reading) -> Option<Range<usize>> {
    const LONGEST: usize = 60;
    let all = 0..reading.paragraph().tokens().len();
    let noun = reading.find(all.start..all.end.min(12), Class::SpeechHeading)?;
    let presents = reading.find(all.clone(), Class::Presenting).is_some();
    let last = all.end - 1;
    let ends = reading.is_one_of(last, &['.', '”']) || reading.quotations().len() > 1;
    let says = is_clause(reading, all.clone());
    // "Speech by Ana Ruiz in Lima, 9 May. Check against delivery."
    let begins = noun == all.start;
    if all.end > LONGEST || (ends && !begins || says) && !presents {
        return None;
    }
    let by =
        (noun + 1..all.end.min(noun + 12)).find(|&i| reading.is_any_word(i, &["of", "by", "from", "that", "which"]));
    if let Some(by) = by {
        let who = by + 1..all.end;
        // "Speech by Ana Ruiz angers Lima" tells of one.
        let tells = full_name(reading, &who)
            .is_some_and(|name| !(reading.is_break(name.end) || reading.is(name.end, Class::Preposition)));
        return (!tells || presents).then_some(who);
    }
    if noun > 1 && reading.is_clitic_s(noun - 1) {
        return Some(0..noun - 1);
    }
    full_name(reading, &all).filter(|_| presents)
}
