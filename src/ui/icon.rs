//! Small pictures, drawn in lines of the text's colour. Always beside words or
//! on a control that has a name, so hidden from screen readers.

use yew::prelude::*;

/// A picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// An arrow that turns back.
    Undo,
    /// An arrow that turns forward.
    Redo,
    /// Down, onto a tray.
    Download,
    /// Up, from a tray.
    Import,
    /// A sheet with a plus.
    New,
    /// A question mark.
    Help,
    /// A bin.
    Remove,
    /// A cross.
    Close,
    /// A sun and moon.
    Theme,
    /// A folder.
    Folder,
    /// Three dots.
    More,
    /// A magnifying glass.
    Find,
    /// A page with a spark.
    Sample,
    /// To the left.
    Back,
    /// To the right.
    On,
    /// Out of a box, to the right.
    Export,
    /// A pencil.
    Rename,
    /// Two sheets.
    Copy,
    /// A clock that goes back.
    Past,
    /// A tick.
    Accept,
    /// A pin in a map.
    Pin,
    /// A folded map.
    Map,
}

/// One picture.
pub fn icon(picture: Picture) -> Html {
    let path = match picture {
        Picture::Undo => "M4 8h9a5 5 0 0 1 0 10H8M4 8l4-4M4 8l4 4",
        Picture::Redo => "M20 8h-9a5 5 0 0 0 0 10h5M20 8l-4-4M20 8l-4 4",
        Picture::Download => "M12 3v11M7 10l5 5 5-5M4 17v3h16v-3",
        Picture::Import => "M12 15V4M7 8l5-5 5 5M4 17v3h16v-3",
        Picture::New => "M6 3h8l4 4v14H6zM12 10v7M8.5 13.5h7",
        Picture::Help => "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.5M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
        Picture::Remove => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
        Picture::Close => "M6 6l12 12M18 6L6 18",
        Picture::Theme => "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18M12 8h5M12 12h6M12 16h5",
        Picture::Folder => "M3 6h6l2 2h10v11H3z",
        Picture::More => "M4.5 12h1.5M11.25 12h1.5M18 12h1.5M4.5 11.3h1.5M11.25 11.3h1.5M18 11.3h1.5",
        Picture::Find => "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21",
        Picture::Back => "M15 5l-7 7 7 7",
        Picture::On => "M9 5l7 7-7 7",
        Picture::Export => "M11 4H5v16h14v-6M14 4h6v6M20 4l-9 9",
        Picture::Rename => "M4 20l1-4L16 5l3 3L8 19zM13.5 7.5l3 3",
        Picture::Copy => "M8 8h11v12H8zM5 16V4h10",
        Picture::Past => "M4 12a8 8 0 1 0 2.5-5.8M4 4v4h4M12 8v4.5l3 2",
        Picture::Pin => {
            "M12 21c4-5 6.5-8 6.5-11.5a6.5 6.5 0 1 0-13 0C5.5 13 8 16 12 21zM12 7.5a2 2 0 1 0 0 4a2 2 0 0 0 0-4z"
        }
        Picture::Accept => "M5 12.5l4.5 4.5L19 7.5",
        Picture::Map => "M9 4L3 6.5V20l6-2.5 6 2.5 6-2.5V4l-6 2.5zM9 4v13.5M15 6.5V20",
        Picture::Sample => "M6 3h12v18H6zM9 8h6M9 12h6M9 16h3",
    };
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={path} /></svg>
    }
}
