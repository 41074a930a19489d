//! Words that undertake something: by whom, and what.
//!
//! The frames are those of commissive speech acts (Searle 1976) as news reports them.

use std::ops::Range;

use super::actors::{is_agent, is_paper, subject};
use super::circumstances::after_circumstances;
use super::clause::{first_subject, is_adverb, is_finite, trimmed, verb_start};
use super::lexicon::Class;
use super::reading::Reading;
use super::scope::undertaking_end;
use super::terms::deadline;
use super::tokens::Kind;

/// Something undertaken, and by which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undertaking {
    /// The words that undertake it.
    pub cue: Range<usize>,
    /// Who undertakes it; empty where that is not said.
    pub committer: Range<usize>,
    /// What is to be done, with its condition and its time limit.
    pub content: Range<usize>,
    /// Whether it is not to be done.
    pub negative: bool,
    /// What kind of words undertake it.
    pub frame: Frame,
}

/// What kind of words undertake something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// "pledged to".
    Pledge,
    /// "offered to", "plans to".
    Offer,
    /// "will".
    Will,
    /// "would", "could".
    Would,
    /// "is expected to", "are to".
    Expected,
    /// "refuses to".
    Refusal,
    /// "would oblige the state to".
    Obliged,
    /// "the pledge to".
    Noun,
}

/// Finds what is undertaken by words that begin at a token.
type Words = fn(&Reading, &Range<usize>, usize) -> Option<Undertaking>;

/// What is undertaken in a sentence, in the order of the words that say so.
pub fn undertakings(reading: &Reading, sentence: &Range<usize>) -> Vec<Undertaking> {
    const WORDS: [Words; 9] = [
        pledge,
        offer,
        refusal,
        will,
        refusing_now,
        expected,
        obliged,
        bound,
        noun,
    ];
    let mut found: Vec<Undertaking> = Vec::new();
    for i in sentence.clone() {
        let undertaking = WORDS.iter().find_map(|frame| frame(reading, sentence, i));
        let Some(mut undertaking) = undertaking else {
            continue;
        };
        // "… would waive fees and would open …"
        let joined = undertaking.cue.start > sentence.start
            && reading.is_any(undertaking.cue.start - 1, &[Class::Coordinator, Class::Adverb]);
        if undertaking.committer.is_empty()
            && joined
            && let Some(last) = found.last()
        {
            undertaking.committer = last.committer.clone();
        }
        // "Four states are close to a deal that would open six ports."
        let paper = is_paper(reading, &undertaking.committer);
        if paper {
            let first = first_subject(reading, sentence, undertaking.committer.start);
            undertaking.committer = first.unwrap_or(undertaking.cue.start..undertaking.cue.start);
        }
        let acts = matches!(undertaking.frame, Frame::Will | Frame::Would | Frame::Expected);
        if !acts || paper || is_agent(reading, &undertaking.committer) {
            found.push(undertaking);
        }
    }
    found
}

/// "pledged to build", "promised that it would build", "promised 500 homes".
fn pledge(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    if !reading.is(i, Class::Pledging) || is_noun(reading, i) {
        return None;
    }
    let start = verb_start(reading, i, sentence.start);
    let unreal = [Class::Modal, Class::Negation, Class::Do, Class::Be];
    if (start..i).any(|at| reading.is_any(at, &unreal)) || is_infinitive(reading, sentence, start) {
        return None;
    }
    let committer = subject(reading, start, sentence.start);
    let mut from = after_circumstances(reading, i + 1, sentence.end);
    // "promised us a new main", "committed itself to", "told voters"
    let reflexive = reading.word(from).ends_with("self") || reading.word(from).ends_with("selves");
    if reflexive || reading.is_any(from, &[Class::Object, Class::Hearer]) && !reading.is_break(from + 1) {
        from = after_circumstances(reading, from + 1, sentence.end);
    }
    if let Some((start, negative)) = infinitive(reading, from) {
        return undertaking(
            reading,
            i..from + 1,
            committer,
            start..sentence.end,
            negative,
            Frame::Pledge,
        );
    }
    let that = from + usize::from(reading.is_word(from, "that"));
    let will = (that..sentence.end.min(that + 14)).find(|&at| reading.is(at, Class::Will) || reading.is_break(at));
    let will = will.filter(|&will| reading.is(will, Class::Will) && !reading.is(that, Class::Coordinator));
    if let Some(will) = will {
        let promiser = committer;
        let committer = subject(reading, will, that);
        // "promised that no net would be sold": all of it is promised.
        if reading.is(that, Class::Negation) || !is_agent(reading, &committer) {
            return undertaking(reading, i..that, promiser, that..sentence.end, false, Frame::Pledge);
        }
        let negative = reading.is(will, Class::Negation) || reading.is(will + 1, Class::Negation);
        return undertaking(
            reading,
            i..will + 1,
            committer,
            will + 1..sentence.end,
            negative,
            Frame::Pledge,
        );
    }
    (that == from && is_object(reading, from))
        .then(|| undertaking(reading, i..i + 1, committer, from..sentence.end, false, Frame::Pledge))
        .flatten()
}

/// "offered to open", "agreed not to raise", "is ready to sign", "voted 11-4 to build".
fn offer(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    let length = reading.length(i, Class::Offering);
    if length == 0 || is_noun(reading, i) {
        return None;
    }
    let start = verb_start(reading, i, sentence.start);
    let unreal = [Class::Modal, Class::Negation, Class::Do, Class::Be];
    if (start..i).any(|at| reading.is_any(at, &unreal)) || is_infinitive(reading, sentence, start) {
        return None;
    }
    let committer = subject(reading, start, sentence.start);
    let mut from = i + length;
    while reading.token(from).is_some_and(|token| token.kind == Kind::Number)
        || reading.is_word(from, "-")
        || reading.is_word(from, "–")
    {
        from += 1;
    }
    from = after_circumstances(reading, from, sentence.end);
    if let Some((start, negative)) = infinitive(reading, from) {
        let idle =
            reading.is_any(start, &[Class::Determiner, Class::Be, Class::Saying]) && !reading.is(start, Class::Act);
        return (!idle)
            .then(|| {
                undertaking(
                    reading,
                    i..from + 1,
                    committer,
                    start..sentence.end,
                    negative,
                    Frame::Offer,
                )
            })
            .flatten();
    }
    // "further strikes": what weighs the object is of it.
    while from > i + length && is_adverb(reading, from - 1) {
        from -= 1;
    }
    let offers = ["offer", "threat", "plan"]
        .iter()
        .any(|stem| reading.word(i).to_ascii_lowercase().starts_with(stem));
    let vague = [
        Class::Preposition,
        Class::Subject,
        Class::Coordinator,
        Class::Quantity,
        Class::Negation,
    ];
    (offers && !reading.is_break(from) && !reading.is_any(from, &vague))
        .then(|| {
            undertaking(
                reading,
                i..i + length,
                committer,
                from..sentence.end,
                false,
                Frame::Offer,
            )
        })
        .flatten()
}

/// "refuses to admit inspectors".
fn refusal(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    const WORDS: [&str; 5] = ["say", "comment", "answer", "discuss", "do"];
    let length = reading.length(i, Class::Refusing);
    let to = i + length;
    if length == 0 || !reading.is_word(to, "to") || WORDS.iter().any(|word| reading.is_word(to + 1, word)) {
        return None;
    }
    let start = verb_start(reading, i, sentence.start);
    if (start..i).any(|at| reading.is(at, Class::Modal)) {
        return None;
    }
    let committer = subject(reading, start, sentence.start);
    undertaking(
        reading,
        i..to + 1,
        committer,
        to + 1..sentence.end,
        true,
        Frame::Refusal,
    )
}

/// "the ministry will open its archive", "we won’t pay", "is not going to pay".
fn will(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
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
    let acts = is_act(reading, verb) || lets || state;
    // "would have paid"
    let perfect = reading.is(i + 1, Class::Have) && !state;
    if verb >= sentence.end || !acts || perfect || is_hypothetical(reading, sentence, i) {
        return None;
    }
    let would = WOULD.iter().any(|word| reading.is_word(i, word));
    // "I would invite them" is said by those who are polite.
    let polite = would && (reading.is_word(committer.start, "I") || reading.is_word(committer.start, "we"));
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

/// "we are not closing it".
fn refusing_now(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    let ours = i > sentence.start && (reading.is_word(i - 1, "we") || reading.is_word(i - 1, "I"));
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
fn is_act(reading: &Reading, verb: usize) -> bool {
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
    let own = ["I", "we"].iter().any(|word| reading.is_word(committer.start, word)) && committer.len() == 1;
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
fn expected(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
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

/// "would bind each of them to keep the limit", "a draft commits Mali to open".
fn obliged(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    if !reading.is(i, Class::Obliging) || is_noun(reading, i) || i == sentence.start {
        return None;
    }
    let would = reading.is(i - 1, Class::Will);
    let committer = subject(reading, verb_start(reading, i, sentence.start), sentence.start);
    if !(would || is_paper(reading, &committer)) {
        return None;
    }
    let far = sentence.end.min(i + 14);
    let to = (i + 2..far).find(|&at| reading.is_word(at, "to") || is_finite(reading, at))?;
    if !reading.is_word(to, "to") {
        return None;
    }
    let start = i - usize::from(would);
    undertaking(
        reading,
        start..i + 1,
        i + 1..to,
        to + 1..sentence.end,
        false,
        Frame::Obliged,
    )
}

/// "Under the contract, the yard must pay for each day": what a paper makes its
/// parties do.
fn bound(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    if !reading.is_word(i, "must") {
        return None;
    }
    let negative = reading.is(i + 1, Class::Negation);
    let verb = i + 1 + usize::from(negative);
    let committer = subject(reading, i, sentence.start);
    let paper =
        (sentence.start..committer.start).any(|at| reading.is(at, Class::Paper) && !reading.is(at, Class::Agent));
    if !paper || !is_act(reading, verb) || !is_agent(reading, &committer) {
        return None;
    }
    undertaking(
        reading,
        i..i + 1,
        committer,
        i + 1..sentence.end,
        negative,
        Frame::Obliged,
    )
}

/// "last year’s pledge not to fire on cranes".
fn noun(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    let sum = reading.is_word(i + 1, "of") && is_sum(reading, i + 2);
    let (from, negative) = if sum {
        (i + 2, false)
    } else {
        infinitive(reading, i + 1)?
    };
    let verbal = reading.is_any(i, &[Class::Pledging, Class::Offering]) && !is_noun(reading, i);
    let denied = i > sentence.start && reading.is_word(i - 1, "no");
    let acts = negative || sum || reading.is(from, Class::Act);
    if !reading.is(i, Class::UndertakingNoun) || verbal || denied || !acts {
        return None;
    }
    let near = i.saturating_sub(4).max(sentence.start);
    let owner = (near..i)
        .rev()
        .find(|&at| reading.is_word(at, "'s") || reading.is_word(at, "’s"));
    let owner = owner.filter(|&owner| owner > sentence.start && reading.is_capital(owner - 1));
    let committer = match owner {
        Some(owner) => owner - 1..owner,
        None => {
            let verb = (sentence.start + 1..i).rev().find(|&at| is_finite(reading, at));
            let start = verb.map(|verb| verb_start(reading, verb, sentence.start));
            start.map_or(i..i, |start| subject(reading, start, sentence.start))
        }
    };
    // The verb of the sentence comes after it: "the pledge to build was broken".
    let verbs = [Class::Be, Class::Have, Class::Modal];
    let end = (from + 1..sentence.end).find(|&at| reading.is_any(at, &verbs));
    let end = end.unwrap_or(sentence.end);
    undertaking(reading, i..i + 2, committer, from..end, negative, Frame::Noun)
}

/// Whether a sum of money begins here: "$40 million".
fn is_sum(reading: &Reading, i: usize) -> bool {
    let money = reading.is_one_of(i, &['$', '€', '£']);
    let number = |i: usize| reading.token(i).is_some_and(|token| token.kind == Kind::Number);
    money || number(i) && reading.is(i + 1, Class::Quantity)
}

/// Where an undertaking begins that stands after "to", which is at token `to`, or after
/// "not to"; and whether it is not to be done.
fn infinitive(reading: &Reading, to: usize) -> Option<(usize, bool)> {
    let negative = reading.is(to, Class::Negation) && reading.is_word(to + 1, "to");
    if negative {
        return Some((to, true));
    }
    reading.is_word(to, "to").then_some((to + 1, false))
}

/// Whether the verb that starts at a token is only wanted: "to offer".
fn is_infinitive(reading: &Reading, sentence: &Range<usize>, start: usize) -> bool {
    start > sentence.start && reading.is_word(start - 1, "to")
}

/// Whether what is promised begins here: "85 million euros", "a new main".
fn is_object(reading: &Reading, i: usize) -> bool {
    let number = reading.token(i).is_some_and(|token| token.kind == Kind::Number);
    let money = reading.is_one_of(i, &['$', '€', '£']);
    number || money || reading.is_any(i, &[Class::Determiner, Class::Quantity])
}

/// Whether a word that may be a noun is one here: after "the", "of", "’s".
fn is_noun(reading: &Reading, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else {
        return true;
    };
    let owned = reading.is_word(before, "'s") || reading.is_word(before, "’s") || reading.is_word(before, "-");
    let named = reading.is_any(before, &[Class::Determiner, Class::Preposition]);
    let verbal = reading.is_capital(before)
        || reading.is_any(
            before,
            &[
                Class::Subject,
                Class::Adverb,
                Class::Have,
                Class::Agent,
                Class::Relative,
            ],
        )
        || reading.word(before).ends_with('s');
    let both = reading.is(i, Class::NounToo) && reading.is(i, Class::UndertakingNoun);
    owned || named || both && !verbal
}

fn undertaking(
    reading: &Reading,
    cue: Range<usize>,
    committer: Range<usize>,
    tokens: Range<usize>,
    negative: bool,
    frame: Frame,
) -> Option<Undertaking> {
    let content = trimmed(reading, tokens.start..undertaking_end(reading, tokens));
    (content.len() > 1).then_some(Undertaking {
        cue,
        committer,
        content,
        negative,
        frame,
    })
}
