//! Whether a name stands for those who act, by what they do or what is done to them.

use super::super::tokens::{Kind as TokenKind, Token};
use super::context::Context;
use super::usage::Setting;
use super::words::{Class, Classes};

/// The setting of a name that those stand behind who do something, if it is a subject.
pub fn acting(context: &Context) -> Option<Setting> {
    let (word, of) = match context.after() {
        Some(after) => after,
        None => return after_mark(context).then_some(Setting::Acts),
    };
    // “Let Baghdad explain”, “would have Texas pay”
    let made = ["let", "make", "makes", "made", "have", "had"];
    let lead = context.lead();
    let caused = lead.is_some_and(|(lead, _)| made.iter().any(|word| lead.word.eq_ignore_ascii_case(word)));
    if caused && !word.capital() && !of.has(Class::After) || says(context) {
        return Some(Setting::Says);
    }
    if of.has(Class::Happens) || has_on_it(context, word) {
        return None;
    }
    let plain = is_verb(word.word) && !of.any(&[Class::After, Class::Ground]);
    let does = of.has(Class::Acts) && !suffers(context) || plain || follows_as_verb(context, word);
    let acts = does || is_so(context) || opens_quote(context, of) || joined(context);
    acts.then_some(Setting::Acts)
}

/// Whether it is said what there is in the place: “Kenya has 54 million people”.
fn has_on_it(context: &Context, word: &Token) -> bool {
    let number = context.next(1).is_some_and(|next| next.kind == TokenKind::Number);
    let own = context
        .next(1)
        .zip(context.next(2))
        .is_some_and(|(its, own)| its.word == "its" && own.word == "own");
    matches!(word.word, "has" | "had" | "have") && (number || own)
}

/// Whether a clause that says what those do follows after a comma, or their words do.
fn after_mark(context: &Context) -> bool {
    let Some(mark) = context.next(0) else { return false };
    if mark.word != "," {
        return matches!(mark.word, "“" | "\"");
    }
    let Some(word) = context.next(1) else { return false };
    // “Paris, for its part, …”
    let part = context
        .next(2)
        .is_some_and(|next| word.word == "for" && next.word == "its" || word.word == "by" && next.word == "contrast");
    matches!(word.word, "which" | "whose") || part || context.words.of(word.word).has(Class::Willing) || aside(context)
}

/// Whether a verb of those who act follows what stands between commas: “Turkey, a member,
/// objected”, “Washington, meanwhile, agreed”.
fn aside(context: &Context) -> bool {
    const FAR: usize = 12;
    let Some(comma) = (2..FAR).find(|&on| context.next(on).is_some_and(|next| next.word == ",")) else {
        return false;
    };
    let short = context.next(1).is_some_and(|next| !next.capital());
    short
        && context.next(comma + 1).is_some_and(|verb| {
            let of = context.words.of(verb.word);
            let acts = of.any(&[Class::Acts, Class::Says]) || is_verb(verb.word);
            verb.kind == TokenKind::Word && acts && !of.any(&[Class::After, Class::Happens])
        })
}

/// Whether what follows is done by those who act even of a town, perhaps after “would not”.
fn says(context: &Context) -> bool {
    const AUXILIARIES: [&str; 14] = [
        "has", "have", "had", "will", "would", "won’t", "won't", "must", "should", "is", "not", "also", "never",
        "already",
    ];
    let mut on = 0;
    while on < 3 && context.next(on).is_some_and(|next| AUXILIARIES.contains(&next.word)) {
        on += 1;
    }
    let passive = on > 0
        && context.next(on - 1).is_some_and(|next| next.word == "is")
        && context.next(on).is_some_and(|next| !next.word.ends_with("ing"));
    !passive
        && context
            .next(on)
            .is_some_and(|next| next.kind == TokenKind::Word && context.words.of(next.word).has(Class::Says))
}

/// Whether something goes from, or to, those who act: “a letter from Paris”, “a tip to Suva”.
pub fn passes(context: &Context) -> bool {
    const LEADS: [&str; 4] = ["from", "to", "for", "on"];
    let Some((lead, _)) = context.before() else {
        return false;
    };
    let at = context.tokens.partition_point(|other| other.start < lead.start);
    let earlier = at.checked_sub(1).filter(|&at| at >= context.sentence.start);
    let of = |class| earlier.is_some_and(|at| context.words.of(context.tokens[at].word).has(class));
    let passes = LEADS.contains(&lead.word) && of(Class::Passes);
    // “critics of Ankara”, “called on Russia”
    let stance = lead.word == "of" && of(Class::Stance) || lead.word == "on" && of(Class::Imposes);
    (passes || stance)
        && context
            .after()
            .is_none_or(|(word, of)| !word.capital() && of.has(Class::After))
}

/// Whether what follows “is” is said of those who act: asked, ready, watching, to pay.
fn is_so(context: &Context) -> bool {
    const IDLE: [&str; 4] = ["now", "not", "also", "still"];
    if !context
        .next(0)
        .is_some_and(|next| matches!(next.word, "was" | "were" | "is" | "are"))
    {
        return false;
    }
    let idle = |token: &Token| IDLE.contains(&token.word) || token.word.len() > 4 && token.word.ends_with("ly");
    let on = 1 + usize::from(context.next(1).is_some_and(idle));
    let Some(word) = context
        .next(on)
        .filter(|word| word.kind == TokenKind::Word && !word.capital())
    else {
        return false;
    };
    let of = context.words.of(word.word);
    let told = of.any(&[Class::Party, Class::Acts]) && !of.has(Class::Object);
    // “is to rebuild”, but not “is to be rebuilt”
    let to = word.word == "to"
        && context
            .next(on + 1)
            .is_some_and(|verb| !verb.capital() && !matches!(verb.word, "be" | "the" | "a" | "an"));
    told || to || of.has(Class::Willing) || word.word.ends_with("ing") && !of.any(&[Class::Undergoes, Class::After])
}

/// Whether something is done to the place: “will be rebuilt”, “could be down”.
fn suffers(context: &Context) -> bool {
    const AUXILIARIES: [&str; 12] = [
        "will", "would", "can", "could", "may", "might", "must", "should", "has", "have", "had", "not",
    ];
    let mut on = 0;
    while context.next(on).is_some_and(|next| AUXILIARIES.contains(&next.word)) {
        on += 1;
    }
    if on == 0 || !context.next(on).is_some_and(|next| matches!(next.word, "be" | "been")) {
        return false;
    }
    context.next(on + 1).is_some_and(|next| {
        let of = context.words.of(next.word);
        // “re-roofed”, “down to 8 per cent”
        let set = matches!(next.word, "re" | "down" | "up" | "out" | "home");
        let ends = next.word.ends_with("ed") || next.word.ends_with("en");
        let done = set || ends || of.any(&[Class::Object, Class::Inside]);
        done && !of.any(&[Class::Willing, Class::Party])
    })
}

/// Whether a plain verb follows the last of several names: “Bolivia and Chile revive”, or a verb
/// follows what “and” joins to the name: “Kenya and the World Bank agreed”.
fn joined(context: &Context) -> bool {
    const FAR: usize = 6;
    let Some((word, of)) = context.after() else {
        return false;
    };
    if word.word == "and" {
        let of_name = |next: &Token| next.capital() || matches!(next.word, "the" | "of" | "’s");
        let mut on = 1;
        while on < FAR && context.next(on).is_some_and(of_name) {
            on += 1;
        }
        let verb = context.next(on).filter(|next| next.kind == TokenKind::Word);
        return on > 1
            && verb.is_some_and(|verb| {
                let of = context.words.of(verb.word);
                of.any(&[Class::Acts, Class::Says, Class::Jointly]) && verb.word != "and"
            });
    }
    let start = context.found.tokens.start;
    let earlier = |back: usize| {
        let at = start.checked_sub(back).filter(|&at| at >= context.sentence.start)?;
        Some(context.tokens[at].word)
    };
    let and = earlier(1) == Some("and") || earlier(1) == Some("the") && earlier(2) == Some("and");
    and && of.has(Class::Jointly) && !between(context)
}

/// Whether the names that “and” joins are the ends of something: “between Poti and Baku”.
fn between(context: &Context) -> bool {
    const FAR: usize = 6;
    let start = context.found.tokens.start;
    let near = start.saturating_sub(FAR).max(context.sentence.start)..start;
    context.tokens[near]
        .iter()
        .any(|token| matches!(token.word, "between" | "from" | "in"))
}

/// Whether a word has the ending of the past, or is an adverb before a verb.
pub fn is_verb(word: &str) -> bool {
    word.len() > 4 && (word.ends_with("ed") || word.ends_with("ly"))
}

/// Whether a word that ends in -s is rather a verb than a noun: a name that opens a
/// clause stands before it, and what follows it begins an object.
fn follows_as_verb(context: &Context, word: &Token) -> bool {
    const OBJECT: [&str; 18] = [
        "the", "a", "an", "its", "his", "their", "that", "to", "it", "them", "him", "no", "not", "any", "more", "up",
        "out", "with",
    ];
    let next = context.next(1);
    let object =
        next.is_some_and(|next| OBJECT.contains(&next.word) || next.capital() || next.kind == TokenKind::Number);
    word.word.len() > 3
        && word.word.ends_with('s')
        && !word.word.ends_with("ss")
        && object
        && context
            .before()
            .is_none_or(|(_, of)| of.any(&[Class::Party, Class::Before, Class::After]))
}

/// Whether a quotation follows the next word: Sarajevo merely “takes note”.
fn opens_quote(context: &Context, of: Classes) -> bool {
    !of.any(&[Class::After, Class::Acts]) && context.next(1).is_some_and(|next| next.word == "“")
}
