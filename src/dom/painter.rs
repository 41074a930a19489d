//! The article in the page: the whole text, and the annotations near what is seen.
//!
//! ```text
//! article            role region; its textContent is the document's text
//!   div.section      laid out by the browser only near the viewport
//!     div.chunk      likewise
//!       text         a chunk that nobody has come near
//!     div.chunk
//!       p            one paragraph with the line feed that ends it
//!         text, mark elements nest as the model's pieces say
//! ```
//!
//! Browsers look at each box beside those that change: sections keep the boxes of
//! a long text few on each level.
//!
//! Chunks become paragraphs and annotations are drawn near the viewport. The
//! others are brought up to date when they come near, and become plain text again
//! when they have been far for long.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, Node, Range,
};

use super::chunk::{Chunk, Hold, Measure};
use super::page::{self, document};
use super::selection;
use crate::model::annotation::{Annotation, Id};
use crate::model::annotation_set::AnnotationSet;
use crate::model::chunks::chunks;
use crate::model::offset::{TextRange, TextSize, Utf16};
use crate::model::scheme::Scheme;
use crate::model::text::Text;

/// How far beyond the viewport annotations are drawn, in hundredths of its height.
const MARGIN: f64 = 25.0;

/// Two jumps to somewhere else within so many milliseconds are a fling through
/// the text.
const FLING: f64 = 100.0;

/// How long a fling must rest, in milliseconds, before what came into view is drawn.
const REST: u32 = 40;

/// How many chunks are paragraphs at most, besides those near the viewport.
const READY: usize = 64;

/// How many chunks a section holds.
const SECTION: usize = 16;

/// Draws an article and its annotations. Cloning gives another handle on the
/// same drawing.
#[derive(Clone)]
pub struct Painter(Rc<RefCell<Drawing>>);

struct Drawing {
    article: HtmlElement,
    text: Text,
    scheme: Rc<Scheme>,
    annotations: AnnotationSet,
    chunks: Vec<Chunk>,
    /// The chunks that are paragraphs, the longest ago first.
    ready: VecDeque<usize>,
    chosen: Light,
    hovered: Light,
    /// Where the caret was last, in bytes.
    caret: Option<TextSize>,
    /// When something came into view last that was far from what was seen before.
    jumped: f64,
    /// The look at what can be seen that is still to come.
    later: Option<Timeout>,
    observer: Option<IntersectionObserver>,
    /// Kept alive as long as the observer.
    _near: Option<Closure<dyn FnMut(js_sys::Array)>>,
}

/// The annotations that stand out, and the elements that have the class for that.
struct Light {
    class: &'static str,
    on: Vec<Rc<Annotation>>,
    elements: Vec<Element>,
}

thread_local! {
    static CURRENT: RefCell<Option<Painter>> = const { RefCell::new(None) };
    static WATCHER: RefCell<Option<Watcher>> = const { RefCell::new(None) };
}

/// Hears which annotation the mouse is over, of several the first.
pub type Watcher = Rc<dyn Fn(Option<&Id>)>;

/// Has this one, and no other, hear what the mouse is over, in whatever article is open.
pub fn watch_hover(watcher: Option<Watcher>) {
    WATCHER.set(watcher);
}

/// The painter of the article that is open: a page shows one at most.
pub fn current() -> Option<Painter> {
    CURRENT.with_borrow(Clone::clone)
}

/// Where a part of the article is laid out, in CSS pixels of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strip {
    /// The byte that it begins with.
    pub start: TextSize,
    /// Its upper edge.
    pub top: f64,
    /// Its height.
    pub height: f64,
}

impl Painter {
    /// Makes this the painter of the article that is open, or none.
    pub fn set_current(painter: Option<&Self>) {
        CURRENT.set(painter.cloned());
    }

    /// Puts a text into the article element, in place of what is there.
    pub fn new(article: HtmlElement, text: Text, scheme: Rc<Scheme>) -> Self {
        article.set_text_content(None);
        let measure = Measure::of_window();
        // What can be seen at first is drawn at once: the observer speaks only after the first frame.
        let mut seen = page::height() * (1.0 + MARGIN / 100.0);
        let chunk = |(number, range)| {
            let mut chunk = Chunk::new(&text, range, number, measure);
            chunk.near = seen > 0.0;
            seen -= chunk.height;
            chunk
        };
        let chunks: Vec<_> = chunks(&text).into_iter().enumerate().map(chunk).collect();
        for (number, chunks) in chunks.chunks(SECTION).enumerate() {
            let _ = article.append_child(&section(number * SECTION, chunks));
        }
        let light = |class| Light {
            class,
            on: Vec::new(),
            elements: Vec::new(),
        };
        let drawing = Rc::new(RefCell::new(Drawing {
            article,
            text,
            scheme,
            annotations: AnnotationSet::default(),
            chunks,
            ready: VecDeque::new(),
            chosen: light("chosen"),
            hovered: light("hovered"),
            caret: None,
            jumped: f64::NEG_INFINITY,
            later: None,
            observer: None,
            _near: None,
        }));
        Self::observe(&drawing);
        Self(drawing)
    }

    /// Shows these annotations, and one of them as chosen. What is selected stays so.
    pub fn paint(&self, annotations: &AnnotationSet, chosen: Option<&Rc<Annotation>>) {
        self.show(annotations, chosen, selection::keep);
    }

    /// Does the same when nothing is selected: only to ask for that costs a layout.
    pub fn paint_bare(&self, annotations: &AnnotationSet, chosen: Option<&Rc<Annotation>>) {
        self.show(annotations, chosen, |_, replace| replace());
    }

    fn show(&self, annotations: &AnnotationSet, chosen: Option<&Rc<Annotation>>, hold: Hold) {
        let drawing = &mut *self.0.borrow_mut();
        drawing.annotations = annotations.clone();
        drawing.chosen.on = chosen.cloned().into_iter().collect();
        drawing.draw_near(hold);
    }

    /// Shows what the mouse is over, and says so to who [watches](watch_hover).
    pub fn hover(&self, hovered: &[Rc<Annotation>]) {
        {
            let drawing = &mut *self.0.borrow_mut();
            drawing.hovered.on = hovered.to_vec();
            drawing.light();
        }
        let watcher = WATCHER.with_borrow(Clone::clone);
        if let Some(watcher) = watcher {
            watcher(hovered.first().map(|annotation| &annotation.id));
        }
    }

    /// The article's element.
    pub fn article(&self) -> HtmlElement {
        self.0.borrow().article.clone()
    }

    /// The element in which an annotation starts, drawn if it was not yet.
    pub fn mark(&self, annotation: &Annotation) -> Option<Element> {
        let drawing = &mut *self.0.borrow_mut();
        let starts_by = |chunk: &Chunk| chunk.range.start() <= annotation.span.start();
        let number = drawing.chunks.partition_point(starts_by).checked_sub(1)?;
        drawing.draw(number, selection::keep);
        drawing.light();
        drawing.chunks[number].marks(annotation).next().cloned()
    }

    /// The offset in the article of a point of the page, as a selection has it;
    /// a point before the article is its start, one behind it its end.
    pub fn offset(&self, node: &Node, offset: u32) -> Option<Utf16> {
        let drawing = self.0.borrow();
        let article: &Node = &drawing.article;
        let around = document().create_range().ok()?;
        around.select_node_contents(article).ok()?;
        match around.compare_point(node, offset).ok()? {
            ..0 => return Some(Utf16(0)),
            0 => {}
            1.. => return drawing.end(),
        }
        let start = |number: usize| {
            let chunk = drawing.chunks.get(number);
            chunk.map_or_else(|| drawing.end(), |chunk| Some(chunk.start))
        };
        if node.is_same_node(Some(article)) {
            return start(offset as usize * SECTION);
        }
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
        let part = element.closest("[data-chunk]").ok()??;
        let number = number(&part)?;
        if part.class_name() == "section" {
            return start(number + offset as usize);
        }
        let chunk = drawing.chunks.get(number)?;
        let within = selection::length_to(&chunk.element, node, offset)?;
        Some(Utf16(chunk.start.0 + within))
    }

    /// The text node and the offset in it that stand for an offset in the
    /// article. Where two nodes meet it is the later one, or with `ends` the
    /// earlier: a selection hugs its words on both sides.
    pub fn point(&self, at: Utf16, ends: bool) -> Option<(Node, u32)> {
        let drawing = self.0.borrow();
        let before = |chunk: &Chunk| if ends { chunk.start < at } else { chunk.start <= at };
        let number = drawing.chunks.partition_point(before).saturating_sub(1);
        let chunk = drawing.chunks.get(number)?;
        selection::point_in(&chunk.element, at.0 - chunk.start.0, ends)
    }

    /// Notes where the caret is, in bytes.
    pub fn remember(&self, caret: TextSize) {
        self.0.borrow_mut().caret = Some(caret);
    }

    /// Where the caret was last, in bytes.
    pub fn remembered(&self) -> Option<TextSize> {
        self.0.borrow().caret
    }

    /// A part of the article, in bytes, as a range of the page.
    pub fn range(&self, part: TextRange) -> Option<Range> {
        let text = self.0.borrow().text.clone();
        let (start, from) = self.point(text.utf16(part.start())?, false)?;
        let (end, to) = self.point(text.utf16(part.end())?, true)?;
        let range = document().create_range().ok()?;
        range.set_start(&start, from).ok()?;
        range.set_end(&end, to).ok()?;
        Some(range)
    }

    /// Scrolls so that the start of a part of the article, in bytes, is seen, clear of what covers the window's
    /// upper third.
    pub fn reveal(&self, part: TextRange) {
        let bounds = |range: Range| range.get_bounding_client_rect();
        let Some(now) = self.range(part).map(bounds) else {
            return;
        };
        let third = page::height() / 3.0;
        if now.top() < third || now.bottom() > page::height() - page::HEADER {
            page::scroll_by(now.top() - third - page::HEADER);
        }
    }

    /// Scrolls so that the start of a part of the article, in bytes, is seen above what covers the window's lower
    /// half.
    pub fn lift(&self, part: TextRange) {
        let top = self.range(part).map(|range| range.get_bounding_client_rect().top());
        let third = page::height() / 3.0;
        if let Some(top) = top.filter(|top| !(page::HEADER..third).contains(top)) {
            page::scroll_by(top - page::HEADER * 1.5);
        }
    }

    /// The parts of the article that the browser lays out one by one, in order; to
    /// ask it for more than sections would have it lay out all of them.
    pub fn strips(&self) -> Vec<Strip> {
        let drawing = self.0.borrow();
        let mut strips = Vec::with_capacity(drawing.chunks.len());
        for chunks in drawing.chunks.chunks(SECTION) {
            let Some(section) = chunks[0].element.parent_element() else {
                continue;
            };
            let bounds = section.get_bounding_client_rect();
            let share = bounds.height() / chunks.iter().map(|chunk| chunk.height).sum::<f64>();
            let mut top = bounds.top();
            for chunk in chunks {
                let (start, height) = (chunk.range.start(), chunk.height * share);
                strips.push(Strip { start, top, height });
                top += height;
            }
        }
        strips
    }

    fn observe(drawing: &Rc<RefCell<Drawing>>) {
        let weak = Rc::downgrade(drawing);
        let near = Closure::new(move |entries: js_sys::Array| Self::moved(&weak, entries));
        let options = IntersectionObserverInit::new();
        options.set_root_margin(&format!("{}% 0px", MARGIN as u32));
        let observer = IntersectionObserver::new_with_options(near.as_ref().unchecked_ref(), &options);
        let drawing = &mut *drawing.borrow_mut();
        match observer {
            Ok(observer) => {
                for chunk in &drawing.chunks {
                    observer.observe(&chunk.element);
                }
                drawing.observer = Some(observer);
                drawing._near = Some(near);
            }
            // Without an observer everything counts as near: slower, but right.
            Err(_) => drawing.chunks.iter_mut().for_each(|chunk| chunk.near = true),
        }
    }

    /// Chunks came near the viewport, or left it.
    fn moved(weak: &Weak<RefCell<Drawing>>, entries: js_sys::Array) {
        let Some(shared) = weak.upgrade() else {
            return;
        };
        let drawing = &mut *shared.borrow_mut();
        let mut came = Vec::new();
        let mut now = drawing.jumped;
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let Some(number) = number(&entry.target()).filter(|number| *number < drawing.chunks.len()) else {
                continue;
            };
            drawing.chunks[number].near = false;
            now = entry.time();
            if entry.is_intersecting() {
                came.push(number);
            }
        }
        let stays = drawing.chunks.iter().any(|chunk| chunk.near);
        for &number in &came {
            drawing.chunks[number].near = true;
        }
        let since = now - drawing.jumped;
        if !stays {
            drawing.jumped = now;
        }
        if stays || since > FLING {
            drawing.later = None;
            drawing.draw_near(selection::keep);
        } else {
            // Far from what was seen a moment ago, and that far from what was seen before: nobody can read it.
            let weak = weak.clone();
            drawing.later = Some(Timeout::new(REST, move || {
                if let Some(drawing) = weak.upgrade() {
                    drawing.borrow_mut().draw_near(selection::keep);
                }
            }));
        }
    }
}

/// The element of a section, with the number of its first chunk.
fn section(number: usize, chunks: &[Chunk]) -> Element {
    let section = page::element("div");
    section.set_class_name("section");
    let _ = section.set_attribute("data-chunk", &number.to_string());
    let height: f64 = chunks.iter().map(|chunk| chunk.height).sum();
    page::set_property(section.unchecked_ref(), "--height", &format!("{}px", height as u32));
    for chunk in chunks {
        let _ = section.append_child(&chunk.element);
    }
    section
}

/// The number of a chunk's element.
fn number(chunk: &Element) -> Option<usize> {
    chunk.get_attribute("data-chunk")?.parse().ok()
}

impl Drawing {
    /// Brings a chunk up to date.
    fn draw(&mut self, number: usize, hold: Hold) {
        let chunk = &mut self.chunks[number];
        if !chunk.is_ready() {
            self.ready.push_back(number);
        }
        chunk.draw(&self.text, &self.annotations, &self.scheme, hold);
    }

    /// Brings up to date what can be seen.
    fn draw_near(&mut self, hold: Hold) {
        for number in 0..self.chunks.len() {
            if self.chunks[number].near {
                self.draw(number, hold);
            }
        }
        self.forget();
        self.light();
    }

    /// Makes chunks plain that have been far from the viewport for long.
    fn forget(&mut self) {
        for _ in READY..self.ready.len() {
            let Some(number) = self.ready.pop_front() else {
                return;
            };
            if self.chunks[number].near {
                self.ready.push_back(number);
            } else {
                self.chunks[number].forget(&self.text);
            }
        }
    }

    /// Has the right elements stand out.
    fn light(&mut self) {
        for light in [&mut self.chosen, &mut self.hovered] {
            let now: Vec<_> = light
                .on
                .iter()
                .flat_map(|annotation| elements(&self.chunks, annotation))
                .collect();
            if now == light.elements {
                continue;
            }
            for (elements, on) in [(&light.elements, false), (&now, true)] {
                for element in elements {
                    let _ = element.class_list().toggle_with_force(light.class, on);
                }
            }
            light.elements = now;
        }
    }

    fn end(&self) -> Option<Utf16> {
        self.text.utf16(self.text.len())
    }
}

/// The elements of an annotation that are drawn.
fn elements(chunks: &[Chunk], annotation: &Annotation) -> Vec<Element> {
    let span = annotation.span;
    let first = chunks.partition_point(|chunk| chunk.range.end() <= span.start());
    chunks[first..]
        .iter()
        .take_while(|chunk| chunk.range.start() < span.end())
        .flat_map(|chunk| chunk.marks(annotation))
        .cloned()
        .collect()
}

impl Drop for Drawing {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
