//! The field for which place an annotation means, and what is known of that place.

use yew::prelude::*;

use super::fields::words;
use crate::dom::chance;
use crate::model::annotation::{Annotation, Value};
use crate::model::command::Command;
use crate::model::place::{self, GEONAMES, LAT, LON, NAME, WIKIDATA};
use crate::model::scheme::Attribute;
use crate::model::session::Action;
use crate::model::suggest::places::choice::{Choice, is_known};
use crate::model::text::Text;
use crate::model::unseen::spelled;
use crate::ui::control::{Look, control};
use crate::ui::icon::Picture;
use crate::ui::later::Ctx;

/// A field for words, with a way to the list of places. Whoever writes another name takes
/// the point on the map away: it would be that of another place.
pub fn place_field(
    id: &str,
    attribute: &Attribute,
    of: &Annotation,
    text: &Text,
    ctx: &Ctx,
    fill: Callback<Option<Value>>,
) -> Html {
    let shown = of
        .attributes
        .get(NAME)
        .map(|value| value.shown(text))
        .unwrap_or_default();
    let fill = if is_known(of) {
        let (of, dispatch) = (of.clone(), ctx.store.dispatcher());
        Callback::from(move |value: Option<Value>| {
            let called = match &value {
                Some(Value::Text(words)) => words,
                _ => "",
            };
            dispatch.dispatch(Action::Annotate {
                annotations: vec![Choice::Called(called).made(&of, &chance::now())],
                said: "The place has another name: its point on the map is gone. Undo brings it back.".to_owned(),
            });
        })
    } else {
        fill
    };
    let look = Look {
        name: None,
        class: "compact pick",
    };
    html! {
        <div class="filling">
            <div class="pickable">
                { words(id, attribute, shown.to_owned(), fill) }
                { control(Command::Locate, Picture::Pin, true, &ctx.run, look) }
            </div>
            if let Some(known) = known(of, text) {
                <p class="hint">{ known }</p>
            }
        </div>
    }
}

/// What is known of the place that an annotation means, in a line: "city · US · 33.661,
/// -95.556 · GeoNames 4717560".
pub fn known(of: &Annotation, text: &Text) -> Option<String> {
    let said = |ids: &[&str]| {
        let value = place::known(of, text, ids)?.trim();
        (!value.is_empty()).then(|| spelled(value))
    };
    let point = said(&LAT).zip(said(&LON));
    let parts = [
        said(&["kind"]),
        said(&["country"]),
        point.map(|(lat, lon)| format!("{lat}, {lon}")),
        said(&GEONAMES).map(|id| format!("GeoNames {id}")),
        said(&WIKIDATA).map(|id| format!("Wikidata {id}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}
