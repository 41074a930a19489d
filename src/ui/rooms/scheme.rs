//! Stub.
use super::dialog::Dialog;
use crate::model::work::Work;
use crate::ui::store::Dispatch;
use yew::prelude::*;
#[derive(Clone, Properties)]
pub struct Props {
    pub version: u32,
    pub work: Work,
    pub dispatch: Dispatch,
    pub onclose: Callback<()>,
}
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}
#[component]
pub fn Editor(props: &Props) -> Html {
    html! { <Dialog title="Labels and guidelines" onclose={props.onclose.clone()}>{ "" }</Dialog> }
}
