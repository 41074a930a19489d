//! Which place each mention means, and how it is used: worked out bit by bit once all is
//! read, because what a name means depends on the whole article.

use rustc_hash::FxHashMap;

use super::super::gazetteer::{Gazetteer, Kind, Named, Place};
use super::resolve::{Article, Told, lies_in, ranked};
use super::usage::{Setting, Use, usage};
use super::{Mention, Name};

/// What the names of an article mean. Places are told by their numbers.
#[derive(Default)]
pub struct Meaning {
    /// What each name means by itself, and how often it stands for a place.
    alone: Vec<Option<(u32, f32)>>,
    /// Which countries these say the article is about.
    article: Article,
    /// What a name means where so much is said of it.
    known: FxHashMap<(u32, Told), Option<u32>>,
    /// What each mention means.
    meant: Vec<Option<u32>>,
    /// How each is used, once it is known what all of them mean.
    uses: Vec<Use>,
}

impl Meaning {
    /// Looks at the next names, or mentions, at most `most`. How many more it could have.
    pub fn step(&mut self, gazetteer: &Gazetteer, names: &[Name], mentions: &[Mention], most: usize) -> usize {
        let mut left = most;
        while left > 0
            && let Some(name) = names.get(self.alone.len())
        {
            let ranked = ranked(&named(gazetteer, name), &Article::default(), name.told, None);
            let first = ranked.first().map(|&(place, _)| place);
            if let Some(place) = first {
                self.article.note(place, name.times);
            }
            self.alone.push(first.map(|place| (place.number(), name.times)));
            left -= 1;
        }
        while left > 0
            && let Some(mention) = mentions.get(self.meant.len())
        {
            let meant = self.place(gazetteer, &names[mention.name as usize], mention);
            self.meant.push(meant);
            left -= 1;
        }
        if left > 0 && self.uses.is_empty() {
            self.uses = uses(gazetteer, mentions, &self.meant);
        }
        left
    }

    /// What each mention means and how it is used, once all is known.
    pub fn whole(&self, mentions: &[Mention]) -> Option<impl Iterator<Item = (Option<u32>, Use)>> {
        let all = self.meant.iter().copied().zip(self.uses.iter().copied());
        (self.uses.len() == mentions.len()).then_some(all)
    }

    /// The place that a mention means, if one is known.
    fn place(&mut self, gazetteer: &Gazetteer, name: &Name, mention: &Mention) -> Option<u32> {
        let told = mention.told.or(name.told);
        let (article, alone) = (&self.article, self.alone[mention.name as usize]);
        *self.known.entry((mention.name, told)).or_insert_with(|| {
            let own = alone.and_then(|(number, times)| Some((gazetteer.place(number)?, times)));
            let ranked = ranked(&named(gazetteer, name), article, told, own);
            let best = ranked.first().map(|&(place, _)| place)?;
            // No place of this name is known in Texas: better none than one elsewhere.
            let state = |outer: Place| outer.kind() == Kind::Region && !outer.code().is_empty();
            let astray = |within: &u32| gazetteer.place(*within).is_some_and(state) && !lies_in(best, *within);
            told.within.filter(astray).is_none().then_some(best.number())
        })
    }
}

/// Whose the name is.
fn named<'a>(gazetteer: &'a Gazetteer, name: &Name) -> Vec<Named<'a>> {
    let named = name.places.iter().filter_map(|&(number, role)| {
        let place = gazetteer.place(number)?;
        let name = place.name();
        Some(Named { place, name, role })
    });
    named.collect()
}

/// How each mention is used.
fn uses(gazetteer: &Gazetteer, mentions: &[Mention], meant: &[Option<u32>]) -> Vec<Use> {
    let alone = |(mention, number): (&Mention, &Option<u32>)| {
        let place = number.and_then(|number| gazetteer.place(number));
        usage(mention.setting, place.map(Place::kind))
    };
    let mut uses: Vec<_> = mentions.iter().zip(meant).map(alone).collect();
    // Of names that “and” joins, one shows how both are used.
    for at in 1..mentions.len() {
        if mentions[at].after_and {
            if mentions[at - 1].setting == Setting::And && uses[at] == Use::Metonymic {
                uses[at - 1] = Use::Metonymic;
            }
            if mentions[at - 1].setting == Setting::Party && uses[at - 1] == Use::Metonymic && uses[at] == Use::Literal
            {
                uses[at] = Use::Metonymic;
            }
            let mut first = at;
            while first > 0 && (first == at || mentions[first].after_comma) {
                first -= 1;
            }
            // "People in Derna and Sabha got it.", "Envoys from Oman, Qatar and Kuwait met."
            if mentions[first].led && uses[first] == Use::Literal {
                for one in first..=at {
                    if mentions[one].setting == Setting::Acts {
                        uses[one] = Use::Literal;
                    }
                }
            }
            // "commits Mali, Chad and Niger to open them"
            if first + 1 < at && (first..=at).any(|one| uses[one] == Use::Metonymic) {
                for one in first..=at {
                    if uses[one] == Use::Literal && mentions[one].setting != Setting::Inside {
                        uses[one] = Use::Metonymic;
                    }
                }
            }
        }
    }
    uses
}
