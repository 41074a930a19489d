//! What can be changed of a type of relation.

use std::rc::Rc;

use yew::prelude::*;

use super::label_form::{button, text};
use crate::model::annotation::LabelId;
use crate::model::scheme::{RelationType, Scheme};
use crate::model::scheme_edit::Edit;

/// The form.
pub fn relation_form(relation: &RelationType, scheme: &Scheme, edit: &Callback<Edit>) -> Html {
    let rename = {
        let id = Rc::clone(&relation.id);
        edit.reform(move |name| Edit::RenameRelation {
            relation: Rc::clone(&id),
            name,
        })
    };
    let same = {
        let relation = relation.clone();
        edit.reform(move |_: Event| Edit::SetEnds {
            relation: Rc::clone(&relation.id),
            from: relation.from.clone(),
            to: relation.to.clone(),
            same_label: !relation.same_label,
        })
    };
    let remove = Edit::RemoveRelation {
        relation: Rc::clone(&relation.id),
    };
    html! {
        <section key={&*relation.id} aria-label={relation.name.clone()}>
            { text("Name", relation.name.clone(), rename) }
            { ends("From", relation, scheme, edit, true) }
            { ends("To", relation, scheme, edit, false) }
            <label class="check"><input type="checkbox" checked={relation.same_label} onchange={same} />{ "Both ends have the same label" }</label>
            <div class="ready">{ button("Remove", &relation.name, Some(remove), edit) }</div>
        </section>
    }
}

/// The labels that one end may have; none ticked means any.
fn ends(name: &'static str, relation: &RelationType, scheme: &Scheme, edit: &Callback<Edit>, first: bool) -> Html {
    let now = if first { &relation.from } else { &relation.to };
    let boxes = scheme.labels.iter().map(|label| {
        let on = now.contains(&label.id);
        let onchange = {
            let (relation, id) = (relation.clone(), label.id.clone());
            edit.reform(move |_: Event| {
                let toggled = |ends: &[LabelId]| -> Vec<LabelId> {
                    let others = ends.iter().filter(|end| **end != id).cloned();
                    others.chain((!on).then(|| id.clone())).collect()
                };
                let (from, to) = if first {
                    (toggled(&relation.from), relation.to.clone())
                } else {
                    (relation.from.clone(), toggled(&relation.to))
                };
                Edit::SetEnds {
                    relation: Rc::clone(&relation.id),
                    from,
                    to,
                    same_label: relation.same_label,
                }
            })
        };
        html! { <label key={label.id.as_str()} class="check"><input type="checkbox" checked={on} {onchange} />{ &label.name }</label> }
    });
    html! {
        <fieldset class="link-ends">
            <legend>{ name }{ if now.is_empty() { " any label" } else { "" } }</legend>
            { for boxes }
        </fieldset>
    }
}
