//! What is selected in the article, in both directions.

use wasm_bindgen::JsCast;
use web_sys::{DomRect, Node, Range, Selection};

use super::page::{document, window};
use super::painter::Painter;
use crate::model::offset::{TextRange, TextSize};
use crate::model::text::Text;

/// What the browser has selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selected {
    /// Nothing.
    Nothing,
    /// Something outside of the article.
    Elsewhere,
    /// A point of the article.
    Point(TextSize),
    /// A part of the article, in bytes; what was selected beyond it is left out.
    Part(TextRange),
}

/// What is selected now.
pub fn read(painter: &Painter, text: &Text) -> Selected {
    let Some(range) = range() else {
        return Selected::Nothing;
    };
    let touches = range.intersects_node(&painter.article()).unwrap_or_default();
    if !touches {
        return if range.collapsed() {
            Selected::Nothing
        } else {
            Selected::Elsewhere
        };
    }
    let end = |node: Option<Node>, offset: u32| text.byte_of_utf16(painter.offset(&node?, offset)?);
    let start = end(range.start_container().ok(), range.start_offset().unwrap_or_default());
    let end = end(range.end_container().ok(), range.end_offset().unwrap_or_default());
    match (start, end) {
        (Some(start), Some(end)) if start < end => Selected::Part(TextRange::new(start, end)),
        (Some(start), _) if range.collapsed() => Selected::Point(start),
        _ => Selected::Nothing,
    }
}

/// The character of the article that stands at a point of the window, in CSS
/// pixels; `None` where the browser cannot tell.
pub fn at(painter: &Painter, text: &Text, x: i32, y: i32) -> Option<TextSize> {
    let document = document();
    // Safari learned it late.
    if !js_sys::Reflect::has(&document, &"caretPositionFromPoint".into()).unwrap_or_default() {
        return None;
    }
    let caret = document.caret_position_from_point(x as f32, y as f32)?;
    text.byte_of_utf16(painter.offset(&caret.offset_node()?, caret.offset())?)
}

/// Selects nothing. The painter remembers where the caret was: one that stood in
/// the article would have to be put back, at the cost of a layout, when what it
/// stands in is drawn anew.
pub fn clear() {
    if let Some(selection) = selection() {
        let _ = selection.remove_all_ranges();
    }
}

/// The ends of what is selected in the article, as it was selected: where it
/// began and where the caret is.
pub fn ends(painter: &Painter, text: &Text) -> Option<(TextSize, TextSize)> {
    let selection = selection()?;
    let article = painter.article();
    let byte = |node: Option<Node>, offset: u32| {
        let node = node.filter(|node| article.contains(Some(node)))?;
        text.byte_of_utf16(painter.offset(&node, offset)?)
    };
    let anchor = byte(selection.anchor_node(), selection.anchor_offset())?;
    let focus = byte(selection.focus_node(), selection.focus_offset())?;
    Some((anchor, focus))
}

/// Selects from one offset of the article to another, where the caret is then.
pub fn stretch(painter: &Painter, text: &Text, anchor: TextSize, focus: TextSize) {
    let point = |at: TextSize, ends| painter.point(text.utf16(at)?, ends);
    let back = focus < anchor;
    let points = point(anchor, back).zip(point(focus, !back && anchor != focus));
    if let (Some(((from, at), (to, until))), Some(selection)) = (points, selection()) {
        let _ = selection.set_base_and_extent(&from, at, &to, until);
    }
}

/// Moves the caret by a line of the screen, which only the browser knows.
pub fn move_by_line(back: bool, extend: bool) {
    let Some(selection) = selection() else {
        return;
    };
    // All browsers have it; web-sys does not.
    let modify = js_sys::Reflect::get(&selection, &"modify".into()).ok();
    if let Some(modify) = modify.and_then(|modify| modify.dyn_into::<js_sys::Function>().ok()) {
        let how = if extend { "extend" } else { "move" };
        let whither = if back { "backward" } else { "forward" };
        let _ = modify.call3(&selection, &how.into(), &whither.into(), &"line".into());
    }
}

/// Where on the page the selected words are: the box of their first line and
/// that of their last.
pub fn boxes() -> Option<(DomRect, DomRect)> {
    let boxes = range()?.get_client_rects()?;
    let first = boxes.item(0)?;
    let last = boxes.item(boxes.length() - 1)?;
    Some((first, last))
}

fn selection() -> Option<Selection> {
    window().get_selection().ok().flatten()
}

fn range() -> Option<Range> {
    let selection = selection().filter(|selection| selection.range_count() > 0)?;
    selection.get_range_at(0).ok()
}

/// The length of the text between the start of `from` and a point, in UTF-16.
pub(super) fn length_to(from: &Node, node: &Node, offset: u32) -> Option<u32> {
    let range = document().create_range().ok()?;
    range.set_start(from, 0).ok()?;
    range.set_end(node, offset).ok()?;
    let words: js_sys::JsString = range.to_string().unchecked_into();
    Some(words.length())
}

/// The text node in an element and the offset in it at which so many UTF-16 code
/// units of the element's text precede. Where two nodes meet it is the later one,
/// or with `ends` the earlier.
pub(super) fn point_in(element: &Node, mut left: u32, ends: bool) -> Option<(Node, u32)> {
    const TEXT: u32 = 4;
    let walker = document().create_tree_walker_with_what_to_show(element, TEXT).ok()?;
    let mut last = None;
    while let Ok(Some(node)) = walker.next_node() {
        let length = node.unchecked_ref::<web_sys::Text>().length();
        if left < length || ends && left == length {
            return Some((node, left));
        }
        left -= length;
        last = Some((node, length));
    }
    last
}

/// Replaces the nodes in an element, whose text stays the same, so that what is
/// selected stays selected: browsers would move an end that stands in a node that
/// goes to the start of the element.
pub(super) fn keep(element: &Node, replace: &mut dyn FnMut()) {
    let selection = selection().filter(|selection| selection.range_count() > 0);
    let ends = selection.as_ref().and_then(|selection| {
        let anchor = (selection.anchor_node()?, selection.anchor_offset());
        let focus = (selection.focus_node()?, selection.focus_offset());
        let inside = |end: &(Node, u32)| element.contains(Some(&end.0)) && !element.is_same_node(Some(&end.0));
        (inside(&anchor) || inside(&focus)).then(|| {
            [anchor, focus].map(|end| {
                let length = Some(&end)
                    .filter(|end| inside(end))
                    .and_then(|(node, at)| length_to(element, node, *at));
                (end, length)
            })
        })
    });
    replace();
    let (Some(selection), Some(ends)) = (selection, ends) else {
        return;
    };
    let is_gone = |((node, _), length): &((Node, u32), Option<u32>)| length.is_some() && !element.contains(Some(node));
    if !ends.iter().any(is_gone) {
        return;
    }
    let [(anchor, from), (focus, to)] = ends.map(|(end, length)| {
        length
            .and_then(|length| point_in(element, length, false))
            .unwrap_or(end)
    });
    let _ = selection.set_base_and_extent(&anchor, from, &focus, to);
}
