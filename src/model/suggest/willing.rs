//! "Will" and its like: what somebody is going to do.

use std::ops::Range;

use super::actors::{is_agent, is_paper, subject};
use super::circumstances::time_length;
use super::clause::verb_start;
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
        } else if !reading.is_adverb(verb) && !of_going {
            break;
        }
        verb += 1;
    }
    // "would in return lift", "won’t be paying"
    if reading.is_word(verb, "in") && reading.is(verb + 2, Class::Act) {
        verb += 2;
    }
    let be = verb;
    let continuous = reading.is_word(be, "be") && reading.word(be + 1).ends_with("ing") && be + 1 < sentence.end;
    if continuous {
        verb += 1;
    }
    let negative = negation.is_some() || reading.is(i, Class::Negation) || reading.is(verb, Class::Refusing);
    let would = reading.is_any_word(i, &WOULD);
    let start = verb_start(reading, i, sentence.start);
    let committer = subject(reading, start, sentence.start);
    // "you will see us put shovels in the ground"
    if reading.is_word(verb, "see") && reading.is_word(verb + 1, "us") {
        return undertaking(reading, i..i + 1, i..i, verb + 2..sentence.end, false, Frame::Will);
    }
    // "a deal that would let aid cross"
    let lets = reading.is_any_word(verb, &["let", "allow"]) && is_paper(reading, &committer);
    let state = is_own_state(reading, &committer, verb..sentence.end);
    // "we won’t ask"
    let own = reading.is_first_person(committer.start) && reading.is(verb, Class::Volitional);
    let acts = is_act(reading, verb) && !(continuous && (would || is_stative(reading, verb))) || lets || state || own;
    // "would have paid"
    let perfect = reading.is(i + 1, Class::Have) && !state;
    if verb >= sentence.end || !acts || perfect || is_hypothetical(reading, sentence, i) {
        return None;
    }
    // "I would invite them" is said by those who are polite, but for on a condition.
    let hanging = (sentence.start..i).any(|at| reading.is_word(at, "if") || reading.is_word(at, "unless"))
        || (verb..sentence.end).any(|at| reading.is_word(at, "if") || reading.is_word(at, "unless"));
    // "We said that we would not send them."
    let said = reading.find(sentence.start..i, Class::Saying).is_some();
    let polite = would && reading.is_first_person(committer.start) && !hanging && !said;
    if polite || committer.start > sentence.start && reading.is_word(committer.start - 1, "what") {
        return None;
    }
    let frame = if would || could { Frame::Would } else { Frame::Will };
    // "Won’t" cannot be parted.
    let whole = reading.is(i, Class::Negation);
    let first = if continuous { be } else { verb };
    let from = if whole { i } else { negation.unwrap_or(first) };
    let one = undertaking(reading, i..i + 1, committer, from..sentence.end, negative, frame)?;
    let hangs = || one.content.clone().any(|at| reading.is(at, Class::Condition));
    (!could || hangs()).then_some(one)
}

/// "No net will be sold", said by those who see to it, or reported of them with "would":
/// all of it is undertaken.
pub fn seen_to(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    if !reading.is(i, Class::Will) {
        return None;
    }
    let be = i + 1 + usize::from(reading.is(i + 1, Class::Negation));
    let mut done = be + 1 + usize::from(reading.is_adverb(be + 1));
    // "re-roofed"
    if reading.word(done + 1) == "-" {
        done += 2;
    }
    let subject = subject(reading, i, sentence.start);
    // "no family will be asked to leave", "nobody would lose a job"
    let none = reading.is_any_word(subject.start, &["no", "none", "nobody", "not"]);
    let spared = reading.is_any_word(be, &["lose", "close", "pay", "leave", "shut"]);
    let participle = reading.is_word(be, "be")
        && (reading.is(done, Class::Done)
            || reading.word(done).ends_with("ed") && (none || !reading.is(done, Class::Suffered)));
    // "Every owner will receive 6,000 shillings", "there will be no new fares"
    let there = reading.is_word(subject.start, "there") && reading.is_word(be, "be") && {
        let no = reading.is_word(be + 1, "no");
        no || (be..sentence.end).any(|at| reading.is_word(at, "if"))
    };
    let gives = reading.is_word(be, "receive") && !reading.is(subject.start, Class::Subject) || there;
    let sees = participle || gives || none && spared;
    if !sees || is_hypothetical(reading, sentence, i) {
        return None;
    }
    let negative = be > i + 1 || reading.is(subject.start, Class::Negation) || reading.is(i, Class::Negation);
    let from = time_before(reading, &subject, sentence.start);
    if subject.is_empty() {
        return None;
    }
    let one = undertaking(
        reading,
        i..i + 1,
        i..i,
        subject.start..sentence.end,
        negative,
        Frame::Will,
    )?;
    let content = from..one.content.end;
    Some(Undertaking { content, ..one })
}

/// "The bridge will be rebuilt by the ministry": by those who are named.
pub fn done_by(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    const FAR: usize = 8;
    let one = seen_to(reading, sentence, i)?;
    let by = (i + 2..sentence.end.min(i + FAR)).find(|&at| reading.is_word(at, "by"))?;
    let stops = |at: usize| reading.is_break(at) || reading.is(at, Class::Preposition) && !reading.is_word(at, "of");
    let end = (by + 1..sentence.end).find(|&at| stops(at)).unwrap_or(sentence.end);
    let committer = by + 1..end;
    is_agent(reading, &committer).then_some(Undertaking { committer, ..one })
}

/// Where a time begins that stands in front of the subject: "[From June] no net", "[By the
/// end of June], every roof".
fn time_before(reading: &Reading, subject: &Range<usize>, floor: usize) -> usize {
    const FAR: usize = 9;
    let time = time_length(reading, floor);
    let comma = subject
        .start
        .checked_sub(1)
        .is_some_and(|at| at > floor && reading.is_one_of(at, &[',']));
    let limit = reading.is(floor, Class::Deadline)
        && comma
        && subject.start < floor + FAR
        && (floor..subject.start).any(|at| reading.is(at, Class::Time));
    if time > 0 && floor + time == subject.start || limit {
        floor
    } else {
        subject.start
    }
}

/// "we are not closing it".
pub fn refusing_now(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    let ours = i > sentence.start && reading.is_first_person(i - 1);
    if !ours || !reading.is(i, Class::Be) {
        return None;
    }
    let apart = reading.is(i + 1, Class::Negation);
    let verb = i + 1 + usize::from(apart);
    let negative = apart || reading.is(i, Class::Negation);
    let doing = reading.word(verb).ends_with("ing") && !reading.is_word(verb, "going");
    if !(negative && doing) {
        return None;
    }
    let from = i + usize::from(apart);
    undertaking(reading, i..verb, i - 1..i, from..sentence.end, true, Frame::Will)
}

/// "We’re putting 90 million into the site by 2028": what those who speak do from now on.
pub fn doing_now(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    let ours = i > sentence.start && reading.is_first_person(i - 1);
    if !ours || !reading.is(i, Class::Be) {
        return None;
    }
    let verb = i + 1 + usize::from(reading.is_adverb(i + 1));
    let doing = reading.word(verb).ends_with("ing") && !reading.is_word(verb, "going");
    // "We were putting it there by 2028."
    let past = reading.is_any_word(i, &["was", "were"]);
    if !doing || past || is_stative(reading, verb) {
        return None;
    }
    let one = undertaking(reading, i..i + 1, i - 1..i, verb..sentence.end, false, Frame::Will)?;
    deadline(reading, &one.content).is_some().then_some(one)
}

/// Whether a form in -ing is of what somebody is at, rather than sets out to do.
fn is_stative(reading: &Reading, verb: usize) -> bool {
    const WORDS: [&str; 20] = [
        "looking",
        "seeing",
        "hearing",
        "thinking",
        "considering",
        "hoping",
        "waiting",
        "trying",
        "talking",
        "asking",
        "saying",
        "telling",
        "learning",
        "suffering",
        "living",
        "losing",
        "getting",
        "facing",
        "watching",
        "expecting",
    ];
    reading.is_any_word(verb, &WORDS)
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
    let starts = reading.is_any_word(verb, &["start", "begin"]) && reading.word(verb + 1).ends_with("ing");
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
        let may_be = reading.is_word(at, "may") && reading.is_word(at + 1, "be");
        // "If it comes we will pay" says on what condition.
        let inner = || (at + 1..will).any(|verb| reading.is_finite(verb));
        reading.is_word(at, "whether") || may_be || reading.is_word(at, "if") && !breaks() && !inner()
    });
    let guess = (will + 1..will + 3).any(|at| reading.is_any(at, &[Class::Probable, Class::Possible]));
    asked || guess
}

/// "is expected to offer ships", "the cities are to report".
pub fn expected(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    let to = i + 1;
    let hedged = reading.is_any(i, &[Class::ExpectedOf, Class::Be]);
    if !(hedged && reading.is_word(to, "to")) {
        return None;
    }
    let start = verb_start(reading, i, sentence.start);
    let be = (start..=i).any(|at| reading.is(at, Class::Be)) && !(start..=i).any(|at| reading.is(at, Class::Negation));
    let verb = to + 1 + usize::from(reading.is_word(to + 1, "continue"));
    let is_to = reading.is(i, Class::Be) && is_act(reading, verb);
    let acts = reading.is(verb, Class::Act) || verb > to + 1 || is_to;
    if !(be && acts) {
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
