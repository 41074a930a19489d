//! When, where and to whom something is said: what stands between "said" and what is said.

use super::lexicon::Class;
use super::reading::Reading;

/// How many tokens from `i` say when: "on Tuesday", "late last week", "in June 2027".
pub fn time_length(reading: &Reading, i: usize) -> usize {
    let mut length = 0;
    let mut known = 0;
    // "Last week", but not "a week".
    let begins = reading.is_any(i, &[Class::TimeLead, Class::Adverb]) || reading.is_word(i, "the");
    if !(begins || reading.is(i, Class::Time) && (reading.is_capital(i) || reading.is(i, Class::Adverb))) {
        return 0;
    }
    loop {
        let at = i + length;
        let number = reading.is_number(at);
        if reading.is(at, Class::Time) || number && known > 0 || reading.is_year(at) && length > 0 {
            known = length + 1;
        } else if !(number
            || reading.is_any(at, &[Class::TimeLead, Class::Adverb, Class::Quantity])
            || reading.is_word(at, "the")
            || reading.is_word(at, "of"))
        {
            break;
        }
        length += 1;
        if length > 6 {
            break;
        }
    }
    known
}

/// The first token after what tells where, when and to whom something is said.
///
/// ```text
/// said |on Tuesday in a statement| that …
/// ```
pub fn after_circumstances(reading: &Reading, mut i: usize, end: usize) -> usize {
    while i < end {
        let time = time_length(reading, i);
        let length = if time > 0 {
            time
        } else if reading.is_adverb(i) && !reading.is_any(i, &[Class::Negation, Class::Determiner]) {
            1
        } else {
            place_length(reading, i, end)
        };
        if length == 0 {
            break;
        }
        i += length;
    }
    i.min(end)
}

/// How many tokens from `i` say where or to whom: "in a statement", "to reporters".
fn place_length(reading: &Reading, i: usize, end: usize) -> usize {
    const LEADS: [&str; 11] = [
        "to", "in", "at", "on", "during", "after", "from", "via", "through", "with", "by",
    ];
    if !reading.is_any_word(i, &LEADS) {
        return 0;
    }
    // "To warn residents" says what for, not to whom.
    let to = reading.is_word(i, "to");
    if to && reading.is(i + 1, Class::Act) {
        return 0;
    }
    let far = end.min(i + if to { 5 } else { 9 });
    let mut last = 0;
    for at in i + 1..far {
        let stops = reading.is_finite(at) || reading.is_any(at, &[Class::Subordinator, Class::Subject]);
        if reading.is_break(at) || stops || reading.is_word(at, "to") {
            break;
        }
        if reading.is_any(at, &[Class::Venue, Class::Hearer]) {
            last = at + 1 - i;
        }
    }
    if last > 0 {
        return last;
    }
    // Somewhere with a name: "in Paris".
    let name = i + 1 + usize::from(reading.is(i + 1, Class::Determiner));
    let capitals = (name..far).take_while(|&at| reading.is_capital(at)).count();
    if capitals > 0 { name + capitals - i } else { 0 }
}

/// The first token after who is told: "told |reporters on Monday| that".
pub fn after_hearer(reading: &Reading, from: usize, end: usize) -> usize {
    let far = end.min(from + 12);
    let stops = |at: usize| reading.is_word(at, "that") || reading.is_finite(at) || reading.is_break(at);
    let stop = (from..far).find(|&at| stops(at));
    if let Some(that) = stop.filter(|&stop| reading.is_word(stop, "that")) {
        return that;
    }
    let mut at = from;
    if reading.is_any(at, &[Class::Determiner, Class::Object]) {
        at += 1;
    }
    at += (at..far)
        .take_while(|&at| reading.is_capital(at) || reading.is_word(at, "’s"))
        .count();
    at += (at..far).take_while(|&at| reading.is(at, Class::Hearer)).count();
    // "told this newspaper,"
    let own = at > from && reading.is_any_word(at - 1, &["this", "the", "our", "my"]);
    let named = (at..far)
        .find(|&at| reading.is_break(at))
        .filter(|&stop| own && stop <= at + 3 && stop > at);
    if let Some(stop) = named {
        return stop;
    }
    // "told this weekly she would"
    let known = reading.is(at - usize::from(at > from), Class::Determiner);
    if known && reading.is(at + 1, Class::Subject) && !reading.is_break(at) {
        at += 1;
    }
    if at > from {
        after_circumstances(reading, at, end)
    } else {
        from
    }
}
