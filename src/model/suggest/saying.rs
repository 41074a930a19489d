//! Verbs that report: "said", before or after what is said.

use std::ops::Range;

use super::actors::{is_study, subject};
use super::any_verb::{any_verb_reports, speech_after_colon};
use super::circumstances::{after_circumstances, after_hearer, time_length};
use super::clause::{first_subject, is_clause, trimmed, verb_start};
use super::content::{after_dateline, before, content_end, further, is_speech, pieces, quote_at};
use super::halves::begins_condition;
use super::lexicon::Class;
use super::reading::Reading;
use super::reporting::{Frame, Report};

/// A verb that reports.
struct Verb<'a> {
    reading: &'a Reading<'a>,
    sentence: &'a Range<usize>,
    /// The verb itself.
    cue: Range<usize>,
    /// Whether the lexicon knows that it reports.
    known: bool,
    /// Its first auxiliary or adverb: "had" in "had also said".
    start: usize,
    /// The first token after where, when and to whom.
    after: usize,
    /// The words before it that can be its subject.
    subject: Range<usize>,
}

/// Who speaks, and what is said.
type Said = (Option<Range<usize>>, Vec<Range<usize>>);

/// "The minister said that …", "…, said the minister", "…, the minister said".
pub fn said(reading: &Reading, sentence: &Range<usize>, i: usize, earlier: &[Report]) -> Option<Report> {
    let verb = Verb::at(reading, sentence, i)?;
    let said = verb
        .inverted()
        .or_else(|| verb.forward(earlier))
        .or_else(|| verb.backward())?;
    let (source, mut contents) = said;
    // “I know,” he smiled.
    let least = if verb.known { 0 } else { 2 };
    contents.retain(|content| content.len() > least);
    let frame = if verb.is(Class::Denying) {
        Frame::Denied
    } else {
        Frame::Said
    };
    (!contents.is_empty()).then_some(Report {
        cue: verb.cue,
        source,
        contents,
        frame,
    })
}

impl<'a> Verb<'a> {
    fn at(reading: &'a Reading<'a>, sentence: &'a Range<usize>, i: usize) -> Option<Self> {
        const KINDS: [Class; 4] = [Class::Saying, Class::Thinking, Class::Denying, Class::Naming];
        let known = KINDS.into_iter().map(|kind| reading.length(i, kind)).max()?;
        let length = if known > 0 || i == sentence.start {
            known
        } else {
            usize::from(any_verb_reports(reading, sentence, i))
        };
        if length == 0 || i == sentence.start || !reports(reading, sentence, i) {
            return None;
        }
        let cue = i..i + length;
        let start = verb_start(reading, i, sentence.start);
        let mut after = after_circumstances(reading, after_aside(reading, cue.end), sentence.end);
        if reading.is(i, Class::Telling) {
            after = after_hearer(reading, after, sentence.end);
        }
        let subject = if reading.word(i).ends_with("ing") {
            start..start
        } else {
            let subject = subject(reading, start, sentence.start);
            // "To our neighbours I say"
            let last = subject.end.saturating_sub(1);
            let alone = subject.len() > 1 && reading.is_first_person(last);
            if alone { last..subject.end } else { subject }
        };
        // "Nobody told us.", but "Nobody denies that it leaks."
        if !reading.is(i, Class::Denying)
            && reading.is_any_word(subject.start, &["nobody", "none", "neither"])
            && subject.len() == 1
        {
            return None;
        }
        Some(Self {
            reading,
            sentence,
            cue,
            known: known > 0,
            start,
            after,
            subject,
        })
    }

    fn is(&self, class: Class) -> bool {
        self.reading.is(self.cue.start, class)
    }

    /// "…, said the minister": the speaker comes after the verb.
    fn inverted(&self) -> Option<Said> {
        let Self { reading, cue, .. } = self;
        const LEADS: [Class; 4] = [Class::Preposition, Class::Subordinator, Class::Adverb, Class::Modal];
        let plain = self.start == cue.start && !reading.word(cue.start).ends_with("ing");
        let lead = reading.is_any(cue.end, &LEADS) || time_length(reading, cue.end) > 0;
        if !plain || lead || self.is(Class::Telling) || self.is(Class::Denying) || !reading.is_break(self.start - 1) {
            return None;
        }
        let source = source_after(reading, cue.end, self.sentence.end);
        // "signed, said and failed to do"
        if reading.is(source.start, Class::Coordinator) {
            return None;
        }
        let goes_on = self.quoted().is_none() && self.is_bare_clause(cue.end);
        let closes = reading.quotation(self.start - 1).is_some();
        if source.is_empty() || goes_on && !closes && !self.subject.is_empty() {
            return None;
        }
        let mut contents: Vec<_> = before(reading, self.sentence, self.start).into_iter().collect();
        contents.extend(further(reading, source.end, self.sentence.end));
        (!contents.is_empty()).then_some((Some(source), contents))
    }

    /// "The minister said that …"
    fn forward(&self, earlier: &[Report]) -> Option<Said> {
        let Self { reading, sentence, .. } = self;
        let from = self.content_start()?;
        let source = self.source(earlier)?;
        let mut contents = Vec::new();
        // “A,” she said, “B.”
        if self.quoted().is_some() && self.breaks_before_subject() {
            contents.extend(before(reading, sentence, self.subject.start));
        }
        contents.extend(pieces(reading, from..self.relative_end(from)));
        Some((Some(source), contents))
    }

    /// Where what is said ends, if it is in a relative clause between commas: "officials,
    /// who say [it fell], want more".
    fn relative_end(&self, from: usize) -> usize {
        let Self { reading, sentence, .. } = self;
        let who = self.start.checked_sub(1).filter(|&who| who > sentence.start);
        let inner = who.is_some_and(|who| reading.is(who, Class::Relative) && reading.is_break(who - 1));
        let closes = |&at: &usize| reading.is_one_of(at, &[',', '—', '–']) && is_verb(reading, at + 1);
        let mut rest = from..sentence.end;
        rest.find(closes).filter(|_| inner).unwrap_or(sentence.end)
    }

    /// "…, the minister said."
    fn backward(&self) -> Option<Said> {
        let Self {
            reading,
            sentence,
            after,
            ..
        } = self;
        let mut after = *after;
        if self.is(Class::Telling) && after == self.cue.end {
            // "told councillors": a few words up to the end.
            let stop = (after..sentence.end.min(after + 4)).find(|&at| reading.is_break(at));
            after = stop.unwrap_or(after);
        }
        let ends = reading.is_break(after)
            || after >= sentence.end
            || reading.is_any(after, &[Class::Contrast, Class::Coordinator]);
        let speech = |i: usize| {
            reading
                .quotation(i)
                .is_some_and(|quotation| is_speech(reading, &quotation.inside))
        };
        let spoken = self.subject.start > sentence.start && speech(self.subject.start - 1);
        // "I shall go, whatever they say"
        let whatever = reading.is_any_word(self.subject.start, &["whatever", "whoever", "whichever", "what"]);
        if whatever || self.is(Class::Denying) || !(ends || spoken) || !self.breaks_before_subject() {
            return None;
        }
        let contents = self.interrupted(after).or_else(|| {
            let content = before(reading, sentence, self.subject.start)?;
            Some([vec![content], further(reading, after, sentence.end)].concat())
        })?;
        Some((Some(self.subject.clone()), contents))
    }

    /// What is said around "she added", between commas.
    ///
    /// ```text
    /// [Sofia, she added, would publish its figures].
    /// [The ports moved ten], and [a third, she added, were empty].
    /// [Without help, she added, the port would close].
    /// ```
    fn interrupted(&self, after: usize) -> Option<Vec<Range<usize>>> {
        let Self { reading, sentence, .. } = self;
        let comma = self.subject.start - 1;
        let spoken = comma > sentence.start && reading.quotation(comma - 1).is_some();
        if !reading.is_one_of(after, &[',']) || !reading.is_one_of(comma, &[',']) || spoken {
            return None;
        }
        let next = after + 1;
        let end = content_end(reading, next, sentence.end);
        let lead = sentence.start + reading.length(sentence.start, Class::Opener);
        // "It was, he said, ‘arithmetic’"
        let named = comma > sentence.start && reading.is(comma - 1, Class::Be) && quote_at(reading, next).is_some();
        let resumes = named || is_verb(reading, next) && !reading.word(next).ends_with("ing");
        if resumes {
            let parts = |at: usize| reading.is(at, Class::Coordinator) || reading.is_one_of(at, &[';', '—', '–']);
            let joint = (sentence.start..comma).rev().find(|&at| parts(at));
            let joint = joint.filter(|&at| is_clause(reading, sentence.start..at));
            let second = joint.map_or(sentence.start, |joint| joint + 1);
            let first = joint.map(|joint| trimmed(reading, sentence.start..joint));
            return Some(first.into_iter().chain([trimmed(reading, second..end)]).collect());
        }
        let clause = is_clause(reading, next..end) && !reading.is_any(next, &[Class::Contrast, Class::Coordinator]);
        // "[They will strike, she says, if it is not changed]", "[If it comes, she says, they will open]"
        let hangs = reading.is_word(next, "if") || reading.is_word(next, "unless");
        let condition = begins_condition(reading, lead) || hangs;
        if !clause || is_clause(reading, sentence.start..comma) && !condition {
            return None;
        }
        let first = after_dateline(reading, sentence.start);
        let start = if lead >= comma { next } else { first };
        Some(vec![trimmed(reading, start..end)])
    }

    /// Where what is said begins, if it comes after the verb.
    fn content_start(&self) -> Option<usize> {
        let Self {
            reading,
            sentence,
            after,
            ..
        } = self;
        if let Some(that) = self.that() {
            // "ruled that out"
            if reading.is_word(that + 1, "out") {
                return None;
            }
            // "I think that is wrong"
            let subject = reading.is(that + 1, Class::Be) || reading.is(that + 1, Class::Modal);
            return Some(that + usize::from(!subject));
        }
        if let Some(quoted) = self.quoted() {
            return Some(quoted);
        }
        if self.is(Class::Naming) && self.names(*after) {
            return Some(*after);
        }
        // "which both described as the most important"
        if self.is(Class::Naming) && reading.is_word(*after, "as") && !self.subject.is_empty() {
            return Some(after + 1);
        }
        // "expects to sell ten", "claims to have lost more"
        let of_itself = self.is(Class::Foreseeing) || reading.word(self.cue.start).starts_with("claim");
        if of_itself && reading.is_word(*after, "to") && !reading.is(after + 1, Class::Determiner) {
            return Some(*after);
        }
        // "reported hearing two explosions"
        let hearing = ["report", "recall", "admit", "remember"]
            .iter()
            .any(|stem| reading.word(self.cue.start).starts_with(stem));
        let gerund = reading.word(self.cue.end).ends_with("ing") && !reading.is(self.cue.end, Class::Preposition);
        if hearing && gerund && !self.subject.is_empty() {
            return Some(self.cue.end);
        }
        let from = after + usize::from(reading.is_one_of(*after, &[':']));
        let before = self.start.checked_sub(1);
        let person = before.is_some_and(|before| {
            let joined = reading.is_one_of(before, &[',']) && reading.word(self.cue.start).ends_with("ing");
            joined || reading.is(before, Class::Subject) || before > sentence.start && reading.is_capital(before)
        });
        let study = is_study(reading, &self.subject);
        let sure = self.is(Class::Saying) && (!self.is(Class::NounToo) || person || study)
            || self.is(Class::Finding) && study
            || self.is(Class::Telling) && reading.is(self.cue.end, Class::Object) && *after > self.cue.end
            || self.is(Class::Opining)
                && (reading.is_any(from, &[Class::Subject, Class::Determiner]) || reading.is_amount(from));
        (sure && !reading.is_break(from) && self.is_bare_clause(from)).then_some(from)
    }

    /// Where "that" stands, after circumstances that nobody knows, too: "wrote to the
    /// city on April 9 that".
    fn that(&self) -> Option<usize> {
        let Self {
            reading,
            sentence,
            after,
            ..
        } = self;
        let quoted = reading.is_quotation_mark(after + 1);
        // "disputed that and said"
        let pronoun = reading.is(after + 1, Class::Coordinator);
        if reading.is_word(*after, "that") && !pronoun && (quoted || !reading.is_break(after + 1)) {
            return Some(*after);
        }
        let far = sentence.end.min(after + 9);
        let lead = reading.is(*after, Class::Preposition) && self.is(Class::Saying);
        let mut stops =
            (*after..far).filter(|&at| reading.is_word(at, "that") || reading.is_break(at) || reading.is_finite(at));
        stops.next().filter(|&at| lead && reading.is_word(at, "that"))
    }

    /// Where a quotation opens, right after the verb.
    fn quoted(&self) -> Option<usize> {
        let Self { reading, after, .. } = self;
        let mark = reading.is_one_of(*after, &[',', ':']);
        quote_at(reading, *after)
            .or_else(|| mark.then(|| quote_at(reading, after + 1)).flatten())
            .or_else(|| speech_after_colon(reading, self.cue.end, self.sentence.end))
    }

    /// Whether a noun and what is said of it follow: "called the plan “a disaster”",
    /// "expects prices to fall".
    fn names(&self, from: usize) -> bool {
        let reading = self.reading;
        let far = self.sentence.end.min(from + 9);
        let judged = |at: usize| reading.is_any_word(at, &["to", "as"]) || reading.quotation(at).is_some();
        let mut rest = from + 1..far;
        let end = rest.find(|&at| judged(at) || reading.is_break(at) || reading.is_finite(at));
        end.is_some_and(judged)
    }

    /// Whether a clause begins at token `from`, right after the verb.
    fn is_bare_clause(&self, from: usize) -> bool {
        let reading = self.reading;
        let stop = content_end(reading, from, self.sentence.end);
        let said = reading.is_word(self.cue.start, "said") || reading.is_word(self.cue.start, "says");
        let lead = reading.is_any(from, &[Class::Preposition, Class::Subordinator]) && !said
            || reading.is(from, Class::Coordinator);
        !lead && from + 1 < stop && is_clause(reading, from..stop.min(from + 25))
    }

    /// Who speaks, for a verb that stands before what is said: its subject, or that of
    /// the verb that it is joined to ("said … and insisted", "…, adding that").
    fn source(&self, earlier: &[Report]) -> Option<Range<usize>> {
        if !self.subject.is_empty() {
            return Some(self.subject.clone());
        }
        let before = self
            .start
            .checked_sub(1)
            .filter(|before| *before >= self.sentence.start)?;
        let participle = self.reading.word(self.cue.start).ends_with("ing");
        let joined =
            participle || self.reading.is(before, Class::Coordinator) || self.reading.is_one_of(before, &[',']);
        let known = earlier.last().and_then(|report| report.source.clone());
        joined
            .then(|| known.or_else(|| first_subject(self.reading, self.sentence, self.start)))
            .flatten()
    }

    fn breaks_before_subject(&self) -> bool {
        let start = self.subject.start;
        !self.subject.is_empty() && start > self.sentence.start && self.reading.is_break(start - 1)
    }
}

/// The first token after a word between commas: "warned, however, that".
fn after_aside(reading: &Reading, from: usize) -> usize {
    let comma = |at: usize| reading.is_one_of(at, &[',']);
    let word = reading.is_any(from + 1, &[Class::Opener, Class::Adverb, Class::Contrast]);
    if comma(from) && word && comma(from + 2) {
        from + 3
    } else {
        from
    }
}

/// Whether a word that can report does so here: it is a verb, it has happened, and it
/// is not "did not say".
fn reports(reading: &Reading, sentence: &Range<usize>, i: usize) -> bool {
    let before = i - 1;
    let owned = reading.is_clitic_s(before);
    let noun =
        reading.is(i, Class::NounToo) && (owned || reading.is_any(before, &[Class::Determiner, Class::Preposition]));
    let infinitive = reading.is_word(before, "to") && !reading.word(i).ends_with("ing");
    // "would neither confirm nor deny"
    if noun || infinitive || reading.is_word(before, "-") || reading.is_word(before, "nor") {
        return false;
    }
    let denying = reading.is(i, Class::Denying);
    let start = verb_start(reading, i, sentence.start);
    let barred = |at: usize| {
        reading.is(at, Class::Be) || !denying && reading.is_any(at, &[Class::Negation, Class::Modal, Class::Do])
    };
    !(start..i).any(barred)
}

/// Whether a verb stands at token `i`, or after an adverb.
fn is_verb(reading: &Reading, i: usize) -> bool {
    reading.is_finite(i) || reading.is_adverb(i) && reading.is_finite(i + 1)
}

/// Who speaks, where the verb or "according to" comes first: "said Marta Kolar, the
/// minister".
pub fn source_after(reading: &Reading, from: usize, end: usize) -> Range<usize> {
    let stops = |at: usize| {
        // After an initial or a title nothing ends.
        let initial = reading.word(at) == "." && reading.token(at + 1).is_some_and(|next| next.spaced) && at + 1 < end;
        let ends = reading.is(at, Class::Relative) || time_length(reading, at) > 0;
        reading.is_break(at) && !initial || at > from && ends || reading.is(at, Class::Contrast)
    };
    let stop = (from..end).find(|&at| stops(at)).unwrap_or(end);
    // "the observer, Arkady Belozyorov"
    let name = (stop + 1..end).take_while(|&at| reading.is_capital(at)).count();
    let named = stop > from
        && stop < end
        && reading.is_one_of(stop, &[','])
        && !reading.is_capital(stop - 1)
        && (name > 1 || name == 1 && reading.is(from, Class::Determiner))
        && reading.is_break(stop + 1 + name);
    from..if named { stop + 1 + name } else { stop }
}
