//! Help: how to mark, and every key.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dialog::Dialog;
use crate::model::command::{COMMANDS, Place};
use crate::model::format::gloss::built_in_scheme;
use crate::model::keys::Key;
use crate::model::work::Work;
use crate::ui::app::{set_singles, singles};

/// All keys, and how to mark.
pub fn help(work: Option<&Work>, onclose: Callback<()>) -> Html {
    let built_in = built_in_scheme();
    let scheme = work.map_or(&built_in, |work| work.scheme());
    let labels = scheme.labels.iter().filter_map(|label| {
        let key = label.key?;
        Some(html! {
            <tr key={label.id.as_str()}>
                <th scope="row"><kbd>{ key }</kbd></th>
                <td>{ format!("{}: tag the selection, or relabel the chosen annotation", label.name) }</td>
            </tr>
        })
    });
    // A label's key comes before a command's.
    let free = |key: &&Key| !key.is_single() || scheme.label_of_key(key.key).is_none();
    let rows = |place: fn(Place) -> bool| {
        COMMANDS
            .iter()
            .filter(move |entry| entry.keys.iter().any(|key| free(&key)) && place(entry.place))
            .map(move |entry| {
                let keys = entry
                    .keys
                    .iter()
                    .filter(free)
                    .map(|key: &Key| html! { <kbd key={key.to_string()}>{ key.to_string() }</kbd> });
                html! {
                    <tr key={entry.name}>
                        <th scope="row">{ for keys }</th>
                        <td>{ entry.about }</td>
                    </tr>
                }
            })
    };
    let onsingles =
        Callback::from(|event: Event| set_singles(event.target_unchecked_into::<HtmlInputElement>().checked()));
    html! {
        <Dialog title="Help" {onclose}>
            <h3>{ "Mark" }</h3>
            <ul>
                <li>{ "Drag over the words: the ends snap to whole words. Hold Alt to mark exactly what you drag." }</li>
                <li>{ "Double-click marks out a word, triple-click a sentence." }</li>
                <li>{ "Then press a label’s key, or its button beside the words." }</li>
                <li>{ "Click an annotation to choose it. Where several lie over each other, click again for the next one." }</li>
                <li>{ "Drag the handles at the ends of the chosen annotation, or use the keys below, to mark more or fewer words." }</li>
            </ul>
            <h3>{ "Mark without a mouse" }</h3>
            <ul>
                <li>{ "Go to the article with Tab and move the caret with the arrow keys; with Shift they select." }</li>
                <li><kbd>{ "s" }</kbd>{ " goes from sentence to sentence: press a label’s key to mark the one you hear." }</li>
                <li><kbd>{ "/" }</kbd>{ " finds words: type or paste them, go to the place with Enter, and choose a label." }</li>
            </ul>
            <h3>{ "Files" }</h3>
            <ul>
                <li>{ "Drop files anywhere on the page, or press Import: several at once, or in a zip." }</li>
                <li>{ "Articles are read from text files, web pages and Word documents." }</li>
                <li>{ "Work is read from Gloss, W3C Web Annotation (Recogito, Hypothesis), doccano, Label Studio, brat, INCEpTION and WebAnno, spaCy, Prodigy, CoNLL and CSV." }</li>
                <li>{ "Export says first what a format cannot hold. Only the Gloss file holds everything." }</li>
            </ul>
            <h3>{ "Keys" }</h3>
            <p class="check-line">
                <label class="check">
                    <input type="checkbox" checked={singles()} onchange={onsingles} />
                    { "Keys of a single character" }
                </label>
                <span class="hint">{ "Turn them off if they get in the way of speech input or a screen reader." }</span>
            </p>
            <table class="keys">
                <tbody>{ for labels }{ for rows(|place| place != Place::Article) }</tbody>
            </table>
            <h3>{ "Keys in the article (with Shift they select)" }</h3>
            <table class="keys">
                <tbody>{ for rows(|place| place == Place::Article) }</tbody>
            </table>
            <p class="hint">{ "On a Mac, Cmd stands for Ctrl." }</p>
        </Dialog>
    }
}
