//! What the commands of the desk do.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::fields::field_id;
use crate::dom::painter::{self, Painter};
use crate::dom::selection::{self, Selected};
use crate::dom::{announce, caret as drawn, chance, page};
use crate::model::annotation::{Annotation, Id, Relation};
use crate::model::caret::{Unit, moved, with_edge_moved};
use crate::model::command::Command;
use crate::model::offset::{TextRange, TextSize};
use crate::model::session::{Action, Mode};
use crate::model::short::short;
use crate::model::text::Text;
use crate::model::work::Work;
use crate::ui::app::Shown;
use crate::ui::later::{Ctx, Formats, Seed, UNREACHABLE, load_formats};

/// The fields of a card.
const FIELDS: &str = ".card .field select, .card .field input, .card .field textarea";

/// How long after the panel was raised its fields can have the focus, in milliseconds.
const AFTER_RAISING: u32 = 50;

/// Does what a command asks for; those that the first part does itself do nothing here.
pub fn act(command: Command, ctx: &Ctx) {
    let session = &ctx.store.session;
    match command {
        // What was shown before closing may have been the last.
        Command::Back => ctx
            .store
            .dispatch(Action::Show(session.place().min(session.count().saturating_sub(1)))),
        Command::NextDocument => ctx.store.dispatch(Action::Leaf { back: false }),
        Command::PreviousDocument => ctx.store.dispatch(Action::Leaf { back: true }),
        Command::Documents => ctx.show.emit(Some(Shown::Documents)),
        Command::Map if ctx.map.is_some() => ctx.map.set(None),
        Command::Map => seldom(ctx, |formats| formats.map),
        Command::Export => seldom(ctx, |formats| formats.export),
        Command::Revise => seldom(ctx, |formats| formats.revise),
        Command::NextSuggestion if session.work.as_ref().is_some_and(|work| !work.is_suggested()) => {
            seldom(ctx, |formats| formats.suggest);
        }
        Command::NextSuggestion => ctx.store.dispatch(Action::StepSuggestion { back: false }),
        Command::PreviousSuggestion => ctx.store.dispatch(Action::StepSuggestion { back: true }),
        command => {
            if let Some(work) = &session.work {
                annotate(command, work, ctx);
            }
        }
    }
}

/// Does something that the third part of the program knows, once that is here.
fn seldom(ctx: &Ctx, what: fn(&Formats) -> fn(&Ctx)) {
    let ctx = ctx.clone();
    spawn_local(async move {
        match load_formats().await {
            Some(formats) => what(formats)(&ctx),
            None => ctx.store.dispatch(Action::Fail(UNREACHABLE.to_owned())),
        }
    });
}

fn annotate(command: Command, work: &Work, ctx: &Ctx) {
    let chosen = work.chosen();
    match command {
        Command::Enter => enter(work, ctx),
        Command::Leave => page::focus_article(),
        Command::Caret { unit, back, extend } => {
            if let Some(painter) = painter::current() {
                walk(&painter, work.text(), unit, back, extend);
            }
        }
        Command::Find => ctx.find.emit(Some(Seed::default())),
        Command::Sentences => ctx.find.emit(Some(Seed {
            sentences: true,
            ..Seed::default()
        })),
        Command::Accept => accept(work, ctx, false, |_, id| vec![id.clone()]),
        Command::AcceptAlike => accept(work, ctx, false, Work::alike),
        Command::Locate if work.chosen_place().is_some() => seldom(ctx, |formats| formats.locate),
        Command::Locate => ctx.store.dispatch(Action::Fail(
            "No place is chosen: choose an annotation whose label has a place to fill in.".to_owned(),
        )),
        _ if work.chosen_suggestion().is_some() => ctx.store.dispatch(Action::Fail(
            "This is a suggestion: accept it first, with y, or with Enter to change it.".to_owned(),
        )),
        command => match chosen {
            Some(annotation) => change(command, work, annotation, ctx),
            None => ctx.store.dispatch(Action::Fail(
                "No annotation is chosen: click one, or press n for the next.".to_owned(),
            )),
        },
    }
}

/// Accepts the suggestion that is looked at, or those that go with it.
fn accept(work: &Work, ctx: &Ctx, edit: bool, which: impl Fn(&Work, &Id) -> Vec<Id>) {
    let chosen = work.chosen_suggestion().map(|(annotation, _)| &annotation.id);
    ctx.store.dispatch(match chosen {
        Some(id) => Action::Accept {
            ids: which(work, id).into_iter().map(|id| (id, chance::id())).collect(),
            label: None,
            at: chance::now(),
            edit,
        },
        None => Action::Fail("No suggestion is chosen: press g for the next.".to_owned()),
    });
}

fn change(command: Command, work: &Work, annotation: &Annotation, ctx: &Ctx) {
    let (id, at) = (annotation.id.clone(), chance::now());
    match command {
        Command::Edge { edge, unit, outwards } => {
            ctx.store.dispatch(
                match with_edge_moved(work.text(), annotation.span, edge, unit, outwards) {
                    Some(span) => Action::Respan { id, span, at },
                    None => Action::Say("That edge cannot go further.".to_owned()),
                },
            );
        }
        Command::Occurrences => ctx.find.emit(Some(Seed {
            words: annotation.span.quote(work.text()).to_owned(),
            all: work.scheme().label(&annotation.label).map(|(number, _)| number),
            ..Seed::default()
        })),
        Command::Link => {
            page::focus_first(".link-kind");
        }
        Command::Duplicate => {
            page::focus_first(".also");
        }
        Command::Split => {
            let text = work.text();
            let caret = painter::current().map(|painter| selection::read(&painter, text));
            let cut = match caret {
                Some(Selected::Point(at)) => at,
                Some(Selected::Part(part)) => part.start(),
                _ => annotation.span.start(),
            };
            let second = chance::id();
            ctx.store.dispatch(Action::Split { id, cut, second, at });
        }
        Command::Join => ctx.store.dispatch(Action::Join { id, at }),
        _ => {}
    }
}

/// The key Enter: what it does depends on what a selection is for.
fn enter(work: &Work, ctx: &Ctx) {
    match (&work.mode, work.selected, &work.chosen) {
        (Mode::Pick { .. } | Mode::Brush(_), Some(_), _) => {
            ctx.store.dispatch(Action::Settle {
                id: chance::id(),
                at: chance::now(),
            });
            if let Mode::Pick { attribute, .. } = &work.mode {
                page::focus_by_id(&field_id(attribute));
            }
        }
        (Mode::Link { from, kind }, _, Some(to)) if from != to => ctx.store.dispatch(Action::Relate(Relation::new(
            chance::id(),
            Rc::clone(kind),
            from.clone(),
            to.clone(),
        ))),
        (_, _, Some(id)) if id.is_suggested() => {
            accept(work, ctx, true, |_, id| vec![id.clone()]);
            Timeout::new(AFTER_RAISING, to_fields).forget();
        }
        (_, _, Some(_)) => to_fields(),
        _ => {}
    }
}

/// Puts the focus on the first field of the card.
fn to_fields() {
    // On a narrow page the card lies under the article.
    if !page::focus_first(FIELDS) {
        page::click(".lift[aria-expanded=false]");
        Timeout::new(AFTER_RAISING, || {
            page::focus_first(FIELDS);
        })
        .forget();
    }
}

/// Moves the caret in the article, from where it is or else from the first words
/// that are seen.
fn walk(painter: &Painter, text: &Text, unit: Option<Unit>, back: bool, extend: bool) {
    let (anchor, focus) = selection::ends(painter, text).unwrap_or_else(|| {
        // A field that had the focus took the caret with it.
        let first = painter.remembered().unwrap_or_else(|| first_seen(painter, text));
        (first, first)
    });
    let to = match unit {
        Some(unit) => {
            // Without Shift, a selection is left by the end towards which the key points.
            let to = if anchor != focus && !extend && unit == Unit::Character {
                if back { anchor.min(focus) } else { anchor.max(focus) }
            } else {
                moved(text, focus, unit, back)
            };
            selection::stretch(painter, text, if extend { anchor } else { to }, to);
            to
        }
        None => {
            selection::stretch(painter, text, if extend { anchor } else { focus }, focus);
            selection::move_by_line(back, extend);
            // Beyond the first and the last line there are other things than the article.
            selection::ends(painter, text).map_or_else(
                || {
                    let end = if back { TextSize::default() } else { text.len() };
                    selection::stretch(painter, text, if extend { anchor } else { end }, end);
                    end
                },
                |ends| ends.1,
            )
        }
    };
    painter.remember(to);
    let point = text.utf16(to).and_then(|at| painter.point(at, back && extend));
    if let Some((node, offset)) = point {
        drawn::show(&node, offset);
    }
    announce::say(&heard(text, anchor, focus, to, unit, extend));
}

/// The start of the first strip of the article that is in the window.
fn first_seen(painter: &Painter, text: &Text) -> TextSize {
    let strips = painter.strips();
    let seen = strips.iter().find(|strip| strip.top + strip.height > page::HEADER);
    let x = painter.article().get_bounding_client_rect().left() + 24.0;
    let there = selection::at(painter, text, x as i32, (page::HEADER + 12.0) as i32);
    there.or(seen.map(|strip| strip.start)).unwrap_or_default()
}

/// What is said of a step: what was passed, or what is selected.
fn heard(text: &Text, anchor: TextSize, from: TextSize, to: TextSize, unit: Option<Unit>, extend: bool) -> String {
    let slice = |one: TextSize, other: TextSize| {
        let part = TextRange::new(one.min(other), one.max(other));
        short(text.slice(part).unwrap_or_default().trim(), 300)
    };
    if extend {
        return if anchor == to {
            "Nothing selected".to_owned()
        } else {
            format!("{}, selected", slice(anchor, to))
        };
    }
    match unit {
        Some(Unit::Character) => {
            let next = moved(text, to, Unit::Character, false);
            match text.slice(TextRange::new(to, next)).unwrap_or_default() {
                "" => "End".to_owned(),
                " " => "space".to_owned(),
                "\n" => "new line".to_owned(),
                character => character.to_owned(),
            }
        }
        Some(_) => slice(from, to),
        None => {
            let end = moved(text, to, Unit::Sentence, false);
            slice(to, end)
        }
    }
}
