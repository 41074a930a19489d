//! What is proposed for a place: what can be filled in, and why, in words.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::gazetteer::{Kind, Place, Role};
use super::super::{Suggestion, Tier};
use super::context::Verdict;
use super::identity::{description, identity};
use super::usage::{Setting, Use};
use crate::model::annotation::{LabelId, Value};
use crate::model::span::Span;

/// A mention of a place, with all that was found out about it.
pub struct Proposal<'a> {
    /// Where it stands.
    pub span: Span,
    /// Which place it is, if one is known.
    pub place: Option<Place<'a>>,
    /// How it is used.
    pub usage: Use,
    /// What stands beside it.
    pub setting: Setting,
    /// What it was taken for.
    pub verdict: Verdict,
    /// The kind that the name says itself.
    pub typed: Option<&'static str>,
}

impl Proposal<'_> {
    /// As it is proposed to a person; none if it was taken for no place.
    pub fn suggestion(&self) -> Option<Suggestion> {
        let tier = match self.verdict {
            Verdict::Surely | Verdict::Likely => Tier::Likely,
            Verdict::Perhaps => Tier::Check,
            Verdict::Company => Tier::Faint,
            Verdict::Person(_) | Verdict::No => return None,
        };
        Some(Suggestion {
            label: LabelId::new("place"),
            span: self.span,
            attributes: self.attributes(),
            reason: self.reason(),
            tier,
        })
    }

    /// The attributes have the ids by which the formats of maps know them.
    fn attributes(&self) -> BTreeMap<Rc<str>, Value> {
        let mut known = vec![("use", self.usage.word())];
        match self.place {
            Some(place) => known.extend(identity(place)),
            None => known.push(("kind", self.typed.unwrap_or_default())),
        }
        let known = known.into_iter().filter(|(_, value)| !value.is_empty());
        known
            .map(|(id, value)| (id, value.to_owned()))
            .chain(self.government().map(|government| ("stands_for", government)))
            .map(|(id, value)| (Rc::from(id), Value::Text(value)))
            .collect()
    }

    /// The government that a country's name, or its capital's, stands for most often.
    fn government(&self) -> Option<String> {
        let place = self.place.filter(|_| self.usage == Use::Metonymic)?;
        let country = match place.kind() {
            Kind::Country => place,
            Kind::Capital => place.country()?,
            _ => return None,
        };
        let adjective = country.names().find(|(_, role)| *role == Role::Adjective);
        adjective.map(|(adjective, _)| format!("the {adjective} government"))
    }

    fn reason(&self) -> String {
        let what = match (self.place, self.typed) {
            (Some(place), _) => format!("in the gazetteer: {}", description(place)),
            (None, Some("")) if self.verdict == Verdict::Perhaps => "a name that is not in the gazetteer".to_owned(),
            (None, Some("")) => "stands before a region or country; not in the gazetteer".to_owned(),
            (None, Some(kind)) => format!("a word of the name says that it is a place ({kind}); not in the gazetteer"),
            (None, None) => "a name of places, but none of them is known there".to_owned(),
        };
        let how = match self.setting {
            Setting::Inside => "; stands after “in” or the like",
            Setting::Ground => "; stands before a part of the land",
            Setting::Describes => "; describes the next word",
            Setting::Acts | Setting::Says => "; stands before what it does",
            Setting::Party => "; stands among those who act",
            Setting::Owns => "; stands before “’s”",
            Setting::And | Setting::Plain => "",
        };
        what + how
    }
}
