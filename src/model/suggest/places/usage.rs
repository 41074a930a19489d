//! How a place's name is used: for the place, for those who act there, or to
//! describe the next noun.
//!
//! The three are those of Gritta, Pilehvar and Collier, “A pragmatic guide to
//! geoparsing evaluation” (2019), <https://doi.org/10.1007/s10579-019-09475-3>.

use super::super::gazetteer::Kind;
use super::super::tokens::{Kind as TokenKind, Token};
use super::acting::{acting, is_verb, passes};
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
    if passes(context) && !context.owns() {
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
    if after.is_some_and(|(_, of)| of.has(Class::Ground)) {
        return Setting::Ground;
    }
    // “offered Kabul electricity”
    let organ = after.is_some_and(|(_, of)| of.any(&[Class::Organ, Class::Title]));
    if led(Class::Gives) && !organ {
        return Setting::Party;
    }
    let subject = !context.is_led();
    if subject && let Some(acts) = acting(context) {
        return acts;
    }
    if let Some((word, of)) = after {
        if matches!(word.word, "and" | "or" | "nor")
            && context
                .next(1)
                .is_some_and(|next| next.kind == TokenKind::Word && (next.capital() || next.word == "the"))
        {
            return if led(Class::Party) {
                Setting::Party
            } else {
                Setting::And
            };
        }
        // "Relations with Moscow cooled."
        let cools = !subject && is_verb(word.word);
        if !of.any(&[Class::After, Class::Acts, Class::Happens]) && !cools {
            return Setting::Describes;
        }
    }
    if led(Class::Party) {
        Setting::Party
    } else {
        Setting::Plain
    }
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
        if of.has(Class::Ground) || of.has(Class::Owned) && !token.capital() {
            return Setting::Ground;
        }
        // “Germany’s largest maker of vans”, “Chad’s only bridge”
        let only = matches!(
            token.word,
            "most" | "only" | "first" | "second" | "third" | "biggest" | "best" | "main"
        );
        if first && (only || token.word.len() > 5 && token.word.ends_with("est")) {
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

/// How a name is used in such a setting, if it is that of a place of this kind, or of none that
/// is known.
pub fn usage(setting: Setting, kind: Option<Kind>) -> Use {
    use Kind::{Area, Building, Capital, City, Continent, Country, Region};
    let is = |kinds: &[Kind]| kind.is_some_and(|kind| kinds.contains(&kind));
    let metonymic = match setting {
        Setting::Describes => return Use::Associative,
        Setting::Says => true,
        Setting::Acts => is(&[Country, Capital, City, Area, Continent, Region, Building]),
        // “between Leeds and York” is the way between them.
        Setting::Party => is(&[Country, Capital, Area, Continent, Region, Building]),
        Setting::Owns => is(&[Country, Capital, Area, Region]),
        _ => false,
    };
    if metonymic { Use::Metonymic } else { Use::Literal }
}
