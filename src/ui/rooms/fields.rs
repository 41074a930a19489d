//! A field for an attribute of the chosen annotation.

use gloo_timers::callback::Timeout;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::place::place_field;
use crate::dom::{chance, page};
use crate::model::annotation::{Annotation, Value};
use crate::model::place::NAME;
use crate::model::scheme::{Attribute, AttributeKind};
use crate::model::session::{Action, Mode};
use crate::model::work::Work;
use crate::ui::later::{self, Ctx};

/// The field. What is left empty is absent from the file.
pub fn field(attribute: &Attribute, of: &Annotation, work: &Work, ctx: &Ctx) -> Html {
    let fill = {
        let (dispatch, id, attribute) = (ctx.store.dispatcher(), of.id.clone(), attribute.id.clone());
        Callback::from(move |value: Option<Value>| {
            dispatch.dispatch(Action::Fill {
                id: id.clone(),
                attribute: attribute.clone(),
                value,
                at: chance::now(),
            });
        })
    };
    let value = of.attributes.get(&attribute.id);
    let shown = value
        .map(|value| value.shown(work.text()).to_owned())
        .unwrap_or_default();
    let id = field_id(&attribute.id);
    let control = match &attribute.kind {
        AttributeKind::Choice(options) => choice(&id, options, shown, fill, false),
        AttributeKind::YesNo => choice(&id, &["yes".to_owned(), "no".to_owned()], shown, fill, true),
        AttributeKind::Text if &*attribute.id == NAME => place_field(&id, attribute, of, work.text(), ctx, fill),
        AttributeKind::Text => words(&id, attribute, shown, fill),
        AttributeKind::TextOrSpan(ready) => {
            let picking = matches!(&work.mode, Mode::Pick { attribute: picked, .. } if *picked == attribute.id);
            let pick = {
                let (dispatch, of, attribute) = (ctx.store.dispatcher(), of.id.clone(), attribute.id.clone());
                Callback::from(move |_: MouseEvent| {
                    let (id, attribute) = (of.clone(), attribute.clone());
                    // The words are selected there, by keys too.
                    page::focus_article();
                    dispatch.dispatch(Action::Turn(if picking {
                        Mode::Mark
                    } else {
                        Mode::Pick { id, attribute }
                    }));
                })
            };
            let quoted = matches!(value, Some(Value::Quote(_)));
            html! {
                <div class={classes!("filling", quoted.then_some("quoted"))}>
                    <div class="pickable">
                        { words(&id, attribute, shown.clone(), fill.clone()) }
                        <button
                            type="button"
                            class="pick"
                            aria-pressed={picking.to_string()}
                            aria-label={format!("{}: pick from the article", attribute.name)}
                            title="Pick the words from the article"
                            onclick={pick}
                        >
                            { "❝" }
                        </button>
                    </div>
                    if picking {
                        <p class="hint">{ "Select the words in the article." }</p>
                    }
                    if !ready.is_empty() {
                        <div class="ready">{ for ready.iter().map(|answer| ready_answer(attribute, answer, &shown, &fill)) }</div>
                    }
                </div>
            }
        }
    };
    let tall = matches!(attribute.kind, AttributeKind::TextOrSpan(_));
    let class = if tall { "field tall" } else { "field" };
    html! {
        <div key={format!("{}-{}", of.label.as_str(), attribute.id)} {class} title={attribute.hint.clone()}>
            <label for={id}>{ &attribute.name }</label>
            { control }
        </div>
    }
}

/// The id of the field's element.
pub fn field_id(attribute: &str) -> String {
    format!("field-{attribute}")
}

/// One click fills it in, the next takes it out.
fn ready_answer(attribute: &Attribute, answer: &str, shown: &str, fill: &Callback<Option<Value>>) -> Html {
    let on = shown == answer;
    let value = (!on).then(|| Value::Text(answer.to_owned()));
    let onclick = fill.reform(move |_: MouseEvent| value.clone());
    html! {
        <button
            key={answer.to_owned()}
            type="button"
            class="chip"
            aria-pressed={on.to_string()}
            aria-label={format!("{}: {answer}", attribute.name)}
            {onclick}
        >
            { answer.to_owned() }
        </button>
    }
}

fn choice(id: &str, options: &[String], value: String, fill: Callback<Option<Value>>, flag: bool) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let words = event.target_unchecked_into::<HtmlSelectElement>().value();
        fill.emit(match words.as_str() {
            "" => None,
            "yes" if flag => Some(Value::Flag(true)),
            "no" if flag => Some(Value::Flag(false)),
            _ => Some(Value::Text(words)),
        });
    });
    // A value that is not among the options is kept and shown.
    let other = (!value.is_empty() && !options.contains(&value)).then(|| value.clone());
    let options = options.iter().chain(&other).map(|option| {
        html! { <option key={option.clone()} value={option.clone()} selected={*option == value}>{ option }</option> }
    });
    html! {
        <select id={id.to_owned()} {onchange}>
            <option value="" selected={value.is_empty()}>{ "–" }</option>
            { for options }
        </select>
    }
}

/// A field for a line of words.
pub fn words(id: &str, attribute: &Attribute, before: String, fill: Callback<Option<Value>>) -> Html {
    let value = before.clone();
    let onchange = Callback::from(move |words: String| {
        let words = words.trim().to_owned();
        // Leaving the field as it was must not turn a quote into typed words.
        if words != before {
            fill.emit(Some(words).filter(|words| !words.is_empty()).map(Value::Text));
        }
    });
    html! { <Typed id={id.to_owned()} {value} placeholder={attribute.hint.clone()} soon=true {onchange} /> }
}

#[derive(Properties, PartialEq)]
pub struct TypedProps {
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What the work has.
    pub value: AttrValue,
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// How many lines there is room for, if for more than one.
    #[prop_or_default]
    pub rows: Option<usize>,
    /// Whether what is typed counts after a pause, too.
    #[prop_or_default]
    pub soon: bool,
    /// Hears the words when the field is left or the page is, and if `soon` after a pause.
    pub onchange: Callback<String>,
}

/// How long a person may pause in typing before the words count, in milliseconds.
const PAUSE: u32 = 700;

/// A field for words. Only another value of the work changes what stands in
/// it: the words that someone is typing stay when something else changes.
#[component]
pub fn Typed(props: &TypedProps) -> Html {
    let node = use_node_ref();
    // The words that were told last, and what tells the next ones after a pause.
    let told = use_mut_ref(|| None::<String>);
    let waiting = use_mut_ref(|| None::<Timeout>);
    {
        let (node, told) = (node.clone(), told.clone());
        use_effect_with(props.value.clone(), move |value| {
            // What comes back from here is no news to whoever goes on typing.
            let own = told.borrow().as_deref() == Some(value.as_str());
            put(&node, value, !own);
        });
    }
    // What was typed and taken back before the panel followed is no other value, but must go. (The card makes a new
    // `onchange` each time it is drawn, so this runs then.)
    {
        let (node, value) = (node.clone(), props.value.clone());
        use_effect(move || put(&node, &value, false));
    }
    {
        let waiting = waiting.clone();
        use_effect_with((), |()| move || settle(waiting.take()));
    }
    let oninput = props.soon.then(|| {
        let (node, waiting) = (node.clone(), waiting.clone());
        Callback::from(move |_: InputEvent| {
            let node = node.clone();
            let next = Timeout::new(PAUSE, move || {
                if let Some(field) = node.cast::<Element>() {
                    page::settle(&field);
                }
            });
            if waiting.replace(Some(next)).is_none() {
                later::typing(true);
            }
        })
    });
    let onchange = {
        let onchange = props.onchange.clone();
        Callback::from(move |words: String| {
            told.replace(Some(words.trim().to_owned()));
            onchange.emit(words);
            settle(waiting.take());
        })
    };
    if let Some(rows) = props.rows {
        let said = |event: Event| event.target_unchecked_into::<HtmlTextAreaElement>().value();
        return html! { <textarea ref={node} rows={rows.to_string()} dir="auto" {oninput} onchange={onchange.reform(said)} /> };
    }
    let said = |event: Event| event.target_unchecked_into::<HtmlInputElement>().value();
    html! {
        <input
            ref={node}
            id={props.id.clone()}
            type="text"
            dir="auto"
            autocomplete="off"
            placeholder={props.placeholder.clone()}
            {oninput}
            onchange={onchange.reform(said)}
        />
    }
}

/// What was typed is in the work, or will not be.
fn settle(waiting: Option<Timeout>) {
    if waiting.is_some() {
        later::typing(false);
    }
}

/// Puts words into a field, if they are not in it; with `typing` even while someone
/// types there.
pub fn put(field: &NodeRef, words: &str, typing: bool) {
    let free = |field: &Element| typing || !page::has_focus(field);
    if let Some(input) = field.cast::<HtmlInputElement>() {
        if free(&input) && input.value() != words {
            input.set_value(words);
        }
    } else if let Some(area) = field.cast::<HtmlTextAreaElement>()
        && free(&area)
        && area.value() != words
    {
        area.set_value(words);
    }
}
