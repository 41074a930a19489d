//! "Will" and its like: what somebody is going to do.

use std::ops::Range;

use super::actors::{is_paper, subject};
use super::circumstances::time_length;
use super::clause::{is_adverb, verb_start};
use super::lexicon::Class;
use super::reading::Reading;
use super::terms::deadline;
use super::tokens::Kind;
use super::undertakings::{Frame, Undertaking, undertaking};

/// "the ministry will open its archive", "we won’t pay", "is not going to pay".
pub fn will(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    const WOULD: [&str; 5] = ["would", "wouldn't", "wouldn’t", "'d", "’d"];
    let going = reading.is(i, Class::Be) && {
        let at = i + 1 + usize::from(reading.is(i + 1, Class::Negation));
        reading.is_word(at, "going") && reading.is_word(at + 1, "to")
    };
    // What could be is an offer if it hangs on a condition.
    let could = reading.is(i, Class::Possible) && reading.is(i, Class::Modal);
    if !(reading.is(i, Class::Will) || going || could) {
        return None;
    }
    let mut verb = i + 1;
    let mut negation = None;
    while verb < sentence.end {
        let of_going = going && (reading.is_word(verb, "going") || reading.is_word(verb, "to"));
        if reading.is(verb, Class::Negation) {
            negation = Some(verb);
        } else if !is_adverb(reading, verb) && !of_going {
            break;
        }
        verb += 1;
    }
    let negative = negation.is_some() || reading.is(i, Class::Negation) || reading.is(verb, Class::Refusing);
    let start = verb_start(reading, i, sentence.start);
    let committer = subject(reading, start, sentence.start);
    // "a deal that would let aid cross"
    let lets = ["let", "allow"].iter().any(|word| reading.is_word(verb, word)) && is_paper(reading, &committer);
    let state = is_own_state(reading, &committer, verb..sentence.end);
    // "we won’t ask"
    let own = reading.is_first_person(committer.start) && reading.is(verb, Class::Volitional);
    let acts = is_act(reading, verb) || lets || state || own;
    // "would have paid"
    let perfect = reading.is(i + 1, Class::Have) && !state;
    if verb >= sentence.end || !acts || perfect || is_hypothetical(reading, sentence, i) {
        return None;
    }
    let would = WOULD.iter().any(|word| reading.is_word(i, word));
    // "I would invite them" is said by those who are polite.
    let polite = would && reading.is_first_person(committer.start);
    if polite || committer.start > sentence.start && reading.is_word(committer.start - 1, "what") {
        return None;
    }
    let frame = if would || could { Frame::Would } else { Frame::Will };
    // "Won’t" cannot be parted.
    let whole = reading.is(i, Class::Negation);
    let from = if whole { i } else { negation.unwrap_or(verb) };
    let one = undertaking(reading, i..i + 1, committer, from..sentence.end, negative, frame)?;
    let hangs = || one.content.clone().any(|at| reading.is(at, Class::Condition));
    (!could || hangs()).then_some(one)
}

/// "No net will be sold", said by those who see to it: all of it is undertaken.
pub fn seen_to(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    let will = reading.is(i, Class::Will) && !reading.word(i).ends_with('d');
    let be = i + 1 + usize::from(reading.is(i + 1, Class::Negation));
    let done = be + 1 + usize::from(is_adverb(reading, be + 1));
    let participle =
        reading.is(done, Class::Done) || reading.word(done).ends_with("ed") && !reading.is(done, Class::Suffered);
    if !(will && reading.is_word(be, "be") && participle) || is_hypothetical(reading, sentence, i) {
        return None;
    }
    let subject = subject(reading, i, sentence.start);
    let negative = be > i + 1 || reading.is(subject.start, Class::Negation) || reading.is(i, Class::Negation);
    let from = time_before(reading, &subject, sentence.start);
    (!subject.is_empty())
        .then(|| undertaking(reading, i..i + 1, i..i, from..sentence.end, negative, Frame::Will))
        .flatten()
}

/// Where a time begins that stands in front of the subject: "[From June] no net".
fn time_before(reading: &Reading, subject: &Range<usize>, floor: usize) -> usize {
    let time = time_length(reading, floor);
    if time > 0 && floor + time == subject.start {
        floor
    } else {
        subject.start
    }
}

/// "we are not closing it".
pub fn refusing_now(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    let ours = i > sentence.start && reading.is_first_person(i - 1);
    let be = reading.is(i, Class::Be) || reading.is_word(i, "ain't") || reading.is_word(i, "ain’t");
    let apart = reading.is(i + 1, Class::Negation);
    let verb = i + 1 + usize::from(apart);
    let negative = apart || reading.is(i, Class::Negation);
    let doing = reading.word(verb).ends_with("ing") && !reading.is_word(verb, "going");
    if !(ours && be && negative && doing) {
        return None;
    }
    let from = i + usize::from(apart);
    undertaking(reading, i..verb, i - 1..i, from..sentence.end, true, Frame::Will)
}

/// Whether a verb after "will" says what someone does on purpose.
pub fn is_act(reading: &Reading, verb: usize) -> bool {
    let word = reading
        .token(verb)
        .is_some_and(|token| token.kind == Kind::Word && !token.capital());
    let idle = [
        Class::Idle,
        Class::Obliging,
        Class::Be,
        Class::Have,
        Class::Determiner,
        Class::Preposition,
        Class::Coordinator,
        Class::Subject,
    ];
    // "will start digging"
    let starts =
        ["start", "begin"].iter().any(|word| reading.is_word(verb, word)) && reading.word(verb + 1).ends_with("ing");
    word && (reading.is(verb, Class::Act) || starts || !reading.is_any(verb, &idle))
}

/// Whether somebody says of themselves what will be, until when: "I will have it on our
/// website by noon".
fn is_own_state(reading: &Reading, committer: &Range<usize>, tokens: Range<usize>) -> bool {
    let own = reading.is_first_person(committer.start) && committer.len() == 1;
    own && reading.is_any(tokens.start, &[Class::Have, Class::Be]) && deadline(reading, &tokens).is_some()
}

/// Whether a verb after "will" says what is only imagined, or guessed.
fn is_hypothetical(reading: &Reading, sentence: &Range<usize>, will: usize) -> bool {
    let near = will.saturating_sub(8).max(sentence.start);
    let asked = (near..will).any(|at| {
        let breaks = || (at..will).any(|comma| reading.is_break(comma));
        reading.is_word(at, "whether") || reading.is_word(at, "if") && !breaks()
    });
    let guess = (will + 1..will + 3).any(|at| reading.is_any(at, &[Class::Probable, Class::Possible]));
    asked || guess
}

/// "is expected to offer ships", "the cities are to report".
pub fn expected(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    let start = verb_start(reading, i, sentence.start);
    let be = (start..=i).any(|at| reading.is(at, Class::Be)) && !(start..=i).any(|at| reading.is(at, Class::Negation));
    let to = i + 1;
    let verb = to + 1 + usize::from(reading.is_word(to + 1, "continue"));
    let hedged = reading.is(i, Class::ExpectedOf) || reading.is(i, Class::Be);
    let acts = reading.is(verb, Class::Act) || verb > to + 1;
    if !(hedged && be && acts && reading.is_word(to, "to")) {
        return None;
    }
    let committer = subject(reading, start, sentence.start);
    undertaking(
        reading,
        start..to + 1,
        committer,
        to + 1..sentence.end,
        false,
        Frame::Expected,
    )
}
