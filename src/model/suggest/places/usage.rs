//! How a place's name is used: for the place, for those who act there, or to
//! describe the next noun.
//!
//! The three are those of Gritta, Pilehvar and Collier, “A pragmatic guide to
//! geoparsing evaluation” (2019), <https://doi.org/10.1007/s10579-019-09475-3>.

use super::super::gazetteer::Kind;
use super::super::tokens::{Kind as TokenKind, Token};
use super::context::Context;
use super::words::Class;

/// How a name is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// For the place: “in Kyiv”.
    Literal,
    /// For its government, forces or people: “Kyiv agreed”.
    Metonymic,
    /// To describe the next noun: “the Kyiv mayor”, “Ukrainian grain”.
    Associative,
}

impl Use {
    /// As the scheme writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Literal => "literal",
            Self::Metonymic => "metonymic",
            Self::Associative => "associative",
        }
    }
}

/// What stands beside a name that tells how it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// After “in”, “near”.
    Inside,
    /// Before “border”, “city”.
    Ground,
    /// Before another noun.
    Describes,
    /// Before “agreed”, “will”.
    Acts,
    /// Before “insists”, “would not sign”: what even a town is said to do.
    Says,
    /// After “with”, “against”, or between other words of those who act.
    Party,
    /// Before “’s”.
    Owns,
    /// Before “and” and another name, of which it is to be used like.
    And,
    /// Nothing of these.
    Plain,
}

/// What tells how the name is used.
pub fn setting(context: &Context) -> Setting {
    if context.is_adjective() {
        return Setting::Describes;
    }
    let (lead, after) = (context.lead(), context.after());
    let led = |class| lead.is_some_and(|(_, of)| of.has(class));
    let inside = led(Class::Inside);
    if passes(context) {
        return Setting::Party;
    }
    if hyphen(context.next(0))
        || after.is_some_and(|(word, of)| word.capital() && !of.any(&[Class::After, Class::Acts, Class::Before]))
    {
        return Setting::Describes;
    }
    if context.owns() {
        return owner(context, inside);
    }
    if inside {
        return Setting::Inside;
    }
    if lead.is_some_and(|(word, _)| word.word == "of") && organ_of(context) {
        return Setting::Describes;
    }
    let subject = lead.is_none_or(|(_, of)| !of.has(Class::Object));
    if let Some((word, of)) = after {
        if of.has(Class::Ground) {
            return Setting::Ground;
        }
        // "Let Baghdad explain", "would have Texas pay"
        let made = ["let", "make", "makes", "made", "have", "had"];
        let caused = lead.is_some_and(|(lead, _)| made.iter().any(|word| lead.word.eq_ignore_ascii_case(word)));
        if caused && !word.capital() && !of.has(Class::After) {
            return Setting::Says;
        }
        if subject && says(context) {
            return Setting::Says;
        }
        if subject
            && (of.has(Class::Acts)
                || is_verb(word.word) && !of.any(&[Class::After, Class::Ground])
                || follows_as_verb(context, word))
        {
            return Setting::Acts;
        }
        if subject && matches!(word.word, "was" | "were" | "is" | "are") && addressed(context) {
            return Setting::Acts;
        }
        if matches!(word.word, "and" | "or" | "nor")
            && context
                .next(1)
                .is_some_and(|next| next.kind == TokenKind::Word && next.capital())
        {
            return if led(Class::Party) {
                Setting::Party
            } else {
                Setting::And
            };
        }
        if !of.any(&[Class::After, Class::Acts]) {
            return if subject && opens_quote(context) {
                Setting::Acts
            } else {
                Setting::Describes
            };
        }
    }
    if led(Class::Party) {
        return Setting::Party;
    }
    let which = context.next(0).is_some_and(|next| next.word == ",")
        && context
            .next(1)
            .is_some_and(|next| matches!(next.word, "which" | "whose"));
    let quote = context.next(0).is_some_and(|next| matches!(next.word, "“" | "\""));
    // “Paris, for its part, …”
    let part = context.next(0).is_some_and(|next| next.word == ",")
        && context.next(1).zip(context.next(2)).is_some_and(|(one, two)| {
            one.word == "for" && two.word == "its" || one.word == "by" && two.word == "contrast"
        });
    if subject && (which || quote || part) {
        Setting::Acts
    } else {
        Setting::Plain
    }
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
fn passes(context: &Context) -> bool {
    const LEADS: [&str; 4] = ["from", "to", "for", "on"];
    let Some((lead, _)) = context.before() else {
        return false;
    };
    let at = context.tokens.partition_point(|other| other.start < lead.start);
    let earlier = at.checked_sub(1).filter(|&at| at >= context.sentence.start);
    LEADS.contains(&lead.word)
        && earlier.is_some_and(|at| context.words.of(context.tokens[at].word).has(Class::Passes))
        && context
            .after()
            .is_none_or(|(word, of)| !word.capital() && of.has(Class::After))
}

fn hyphen(token: Option<&Token>) -> bool {
    token.is_some_and(|next| !next.spaced && matches!(next.word, "-" | "‐" | "‑"))
}

/// What belongs to the place: its minister, its coast, or what it says and does.
fn owner(context: &Context, inside: bool) -> Setting {
    let mut first = true;
    for on in 1..6 {
        let Some(token) = context.next(on).filter(|token| token.kind == TokenKind::Word) else {
            break;
        };
        let of = context.words.of(token.word);
        if of.any(&[Class::Organ, Class::Title]) {
            return Setting::Describes;
        }
        if of.has(Class::Ground) {
            return Setting::Ground;
        }
        // “Britain’s Competition and Markets Authority”
        let joins = token.word == "and" && context.next(on + 1).is_some_and(Token::capital);
        if !first && of.any(&[Class::After, Class::Acts]) && !joins {
            break;
        }
        first = false;
    }
    if inside { Setting::Inside } else { Setting::Owns }
}

/// Whether an organ stands before “of”: the government of Kenya.
fn organ_of(context: &Context) -> bool {
    let before = &context.tokens[context.sentence.start..context.found.tokens.start];
    let of = before.iter().rposition(|token| token.word == "of");
    let word = of.and_then(|of| before.get(of.checked_sub(1)?));
    word.is_some_and(|word| context.words.of(word.word).any(&[Class::Organ, Class::Title]))
}

/// Whether what follows “was” is done to those who act: told, invited.
fn addressed(context: &Context) -> bool {
    context.next(1).is_some_and(|next| {
        let of = context.words.of(next.word);
        of.any(&[Class::Party, Class::Acts]) && !of.has(Class::Object)
    })
}

/// Whether a word has the ending of the past, or is an adverb before a verb.
fn is_verb(word: &str) -> bool {
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
fn opens_quote(context: &Context) -> bool {
    context.next(1).is_some_and(|next| next.word == "“")
}

/// How a name is used in such a setting, if it is that of a place of this kind.
pub fn usage(setting: Setting, kind: Kind) -> Use {
    // Of a town, hardly anyone says that it agreed.
    let acts = matches!(
        kind,
        Kind::Country | Kind::Capital | Kind::Area | Kind::Continent | Kind::Region | Kind::Building
    );
    match setting {
        Setting::Describes => Use::Associative,
        Setting::Says => Use::Metonymic,
        Setting::Acts | Setting::Party if acts => Use::Metonymic,
        Setting::Owns if matches!(kind, Kind::Country | Kind::Area | Kind::Region) => Use::Metonymic,
        _ => Use::Literal,
    }
}
