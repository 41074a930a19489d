//! Which place an annotation means: a person picks it from a list of those that may be
//! meant, or calls it by words of their own.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::knowledge::{Cities, cities};
use crate::dom::chance;
use crate::model::annotation::{Annotation, Id};
use crate::model::intake::{counted, grouped};
use crate::model::place::{GEONAMES, LAT, LON, NAME, known};
use crate::model::session::Action;
use crate::model::short::short;
use crate::model::suggest::gazetteer::{ATTRIBUTION, Place};
use crate::model::suggest::places::choice::{Choice, named, others, runners, words};
use crate::model::suggest::places::identity::description;
use crate::model::suggest::places::resolve::Article;
use crate::model::text::Text;
use crate::model::unseen::spelled;
use crate::model::work::Work;
use crate::ui::later::Ctx;
use crate::ui::rooms::combobox::Combobox;
use crate::ui::rooms::dialog::Dialog;
use crate::ui::store::Now;

/// How many places are listed.
const LISTED: usize = 40;

/// Asks which place is meant by what is looked at, once the list of places is here.
pub fn locate(ctx: &Ctx) {
    let (ctx, job) = (ctx.clone(), ctx.begin.emit(()));
    spawn_local(async move {
        let read = cities(&job).await;
        job.finish();
        match read {
            Ok(Some(cities)) => ask(&ctx, cities),
            Ok(None) => {}
            Err(why) => ctx.store.dispatch(Action::Fail(why)),
        }
    });
}

fn ask(ctx: &Ctx, cities: Rc<Cities>) {
    let Some(work) = ctx.store.now() else { return };
    let Some(of) = work.chosen_place().cloned() else { return };
    let article = Rc::new(named(&cities.gazetteer, work.shown(), work.text()));
    super::draw(ctx, move |ctx, onclose| {
        let (work, of) = (work.clone(), Rc::clone(&of));
        let (cities, article) = (Shared(Rc::clone(&cities)), Shared(Rc::clone(&article)));
        html! { <Locate {work} {of} {cities} {article} ctx={ctx.clone()} {onclose} /> }
    });
}

/// What is the same as long as it is at the same place.
struct Shared<T>(Rc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    work: Now,
    of: Rc<Annotation>,
    cities: Shared<Cities>,
    article: Shared<Article>,
    ctx: Ctx,
    onclose: Callback<()>,
}

#[component]
fn Locate(props: &Props) -> Html {
    let Props { work, of, .. } = props;
    let (cities, text) = (&props.cities.0, work.text());
    let gazetteer = &cities.gazetteer;
    let typed = use_state(|| words(of, text).to_owned());
    let alike = use_memo(of.id.clone(), |_| others(work.annotations(), text, of));
    let suggested = use_memo(of.id.clone(), |_| others(work.suggestions(), text, of));
    let count = alike.len() + suggested.len();
    let with_others = use_state(|| alike.iter().all(|other| is_same(other, of, text)));
    let found = use_memo((*typed).clone(), |typed| -> Vec<u32> {
        let runners = runners(gazetteer, &cities.index, typed, &props.article.0, LISTED);
        runners.into_iter().map(Place::number).collect()
    });
    let mut options: Vec<Html> = found
        .iter()
        .filter_map(|&number| gazetteer.place(number))
        .map(|place| option(place, of, work))
        .collect();
    let own = typed.trim().to_owned();
    if !own.is_empty() {
        options.push(html! {
            <>
                <span class="named"><b dir="auto">{ format!("“{}”", spelled(&short(&own, 60))) }</b></span>
                <span class="what">{ "as it is written, without a point on the map" }</span>
            </>
        });
    }
    let onpick = {
        let (ctx, onclose, work, of) = (props.ctx.clone(), props.onclose.clone(), work.clone(), Rc::clone(of));
        let (cities, found) = (Rc::clone(cities), Rc::clone(&found));
        let others: Vec<Rc<Annotation>> = if *with_others {
            alike.iter().chain(suggested.iter()).cloned().collect()
        } else {
            Vec::new()
        };
        Callback::from(move |number: usize| {
            let choice = match found.get(number).and_then(|&number| cities.gazetteer.place(number)) {
                Some(place) => Choice::Known(place),
                None => Choice::Called(&own),
            };
            onclose.emit(());
            choose(choice, &of, &others, &work, &ctx);
        })
    };
    let onwords = {
        let typed = typed.setter();
        Callback::from(move |words: String| typed.set(words))
    };
    let onothers = {
        let with_others = with_others.setter();
        Callback::from(move |event: Event| with_others.set(event.target_unchecked_into::<HtmlInputElement>().checked()))
    };
    let quote = of.span.quote(text);
    html! {
        <Dialog
            title={format!("Which place is “{}”?", spelled(&short(quote, 60)))}
            class="palette places"
            onclose={props.onclose.clone()}
        >
            <Combobox
                label="Name of the place"
                options_label="Places"
                placeholder="A name; or a name, a region or country"
                words={(*typed).clone()}
                {options}
                nothing="Write the name of a place."
                {onwords}
                {onpick}
            />
            if count > 0 {
                <label class="check">
                    <input type="checkbox" checked={*with_others} onchange={onothers} />
                    { format!("the same for {} of these words", counted(count, "other mention")) }
                </label>
            }
            <p class="hint">{ ATTRIBUTION }</p>
        </Dialog>
    }
}

/// Whether what is said of the place of two is the same.
fn is_same(a: &Annotation, b: &Annotation, text: &Text) -> bool {
    let ids: [&[&str]; 4] = [&[NAME], &GEONAMES, &LAT, &LON];
    ids.iter().all(|ids| known(a, text, ids) == known(b, text, ids))
}

/// A place in the list.
fn option(place: Place, of: &Annotation, work: &Work) -> Html {
    let now = known(of, work.text(), &GEONAMES);
    let people = match place.thousands() {
        0 => String::new(),
        thousands => format!(" · {},000 people", grouped(thousands as usize)),
    };
    html! {
        <>
            <span class="named">
                <b>{ place.name().to_owned() }</b>
                if now.is_some_and(|now| now == place.geonames()) {
                    <span class="now">{ "now" }</span>
                }
            </span>
            <span class="what">{ description(place) }{ people }</span>
            <span class="where">{ format!("{}, {}", place.lat(), place.lon()) }</span>
        </>
    }
}

/// Has annotations mean the place; suggestions are accepted with it.
fn choose(choice: Choice, of: &Rc<Annotation>, others: &[Rc<Annotation>], work: &Work, ctx: &Ctx) {
    let at = chance::now();
    let mut chosen: Option<Id> = None;
    let annotations: Vec<Annotation> = std::iter::once(of)
        .chain(others)
        .map(|annotation| {
            let mut made = choice.made(annotation, &at);
            if annotation.id.is_suggested() {
                made.id = chance::id();
                made.created = Some(at.clone());
            }
            chosen.get_or_insert_with(|| made.id.clone());
            made
        })
        .collect();
    let name = match choice {
        Choice::Known(place) => format!("{}, {}", place.name(), description(place)),
        Choice::Called(words) => format!("“{}”", short(words, 60)),
    };
    let words = short(of.span.quote(work.text()), 60);
    let said = match annotations.len() {
        1 => format!("“{words}” is {name}."),
        count => format!("{} of “{words}” are {name}.", counted(count, "mention")),
    };
    ctx.store.dispatch(Action::Annotate { annotations, said });
    ctx.store.dispatch(Action::Choose(chosen));
}
