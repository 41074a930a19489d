//! The article in the page: the whole text, and the annotations near what is seen.
//!
//! ```text
//! article            role region; its textContent is the document's text
//!   div.chunk        about 16 kB, laid out by the browser only near the viewport
//!     p              one paragraph with the line feed that ends it
//!       text, mark   elements nest as the model's pieces say
//! ```
//!
//! Annotations are drawn in the chunks near the viewport and brought up to date
//! in the others when they come near.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, Node};

use super::page::document;
use super::{palette, selection};
use crate::model::annotation::{Annotation, Id};
use crate::model::annotation_set::AnnotationSet;
use crate::model::marks::{Mark, Piece, pieces};
use crate::model::offset::{TextRange, TextSize, Utf16};
use crate::model::scheme::Scheme;
use crate::model::span::Span;
use crate::model::text::Text;

/// How many bytes of text a chunk holds, and the longest block.
const CHUNK: usize = 16_384;

/// How many paragraphs a chunk holds at most.
const BLOCKS: usize = 256;

/// How far beyond the viewport annotations are drawn.
const MARGIN: &str = "50% 0px";

/// Draws an article and its annotations. Cloning gives another handle on the
/// same drawing.
#[derive(Clone)]
pub struct Painter(Rc<RefCell<Drawing>>);

struct Drawing {
    article: HtmlElement,
    text: Text,
    scheme: Rc<Scheme>,
    chunks: Vec<Chunk>,
    annotations: AnnotationSet,
    chosen: Option<Id>,
    /// Rises with each change of the annotations.
    version: u32,
    observer: Option<IntersectionObserver>,
    /// Kept alive as long as the observer.
    _near: Option<Closure<dyn FnMut(js_sys::Array)>>,
}

struct Chunk {
    element: Element,
    blocks: Vec<Block>,
    near: bool,
    /// The version that it shows.
    version: u32,
}

/// A paragraph, or a part of one that is too long for a chunk.
struct Block {
    element: Element,
    range: TextRange,
    start: Utf16,
    pieces: Vec<Piece>,
    marks: Vec<(Id, Element)>,
}

impl Painter {
    /// Puts a text into the article element, in place of what is there.
    pub fn new(article: HtmlElement, text: Text, scheme: Rc<Scheme>) -> Self {
        let chunks = chunks(&article, &text);
        let drawing = Rc::new(RefCell::new(Drawing {
            article,
            text,
            scheme,
            chunks,
            annotations: AnnotationSet::default(),
            chosen: None,
            version: 0,
            observer: None,
            _near: None,
        }));
        Self::observe(&drawing);
        Self(drawing)
    }

    /// Shows these annotations.
    pub fn paint(&self, annotations: &AnnotationSet, chosen: Option<&Id>) {
        let drawing = &mut *self.0.borrow_mut();
        if drawing.annotations != *annotations {
            drawing.annotations = annotations.clone();
            drawing.version = drawing.version.wrapping_add(1);
            for number in 0..drawing.chunks.len() {
                if drawing.chunks[number].near {
                    drawing.refresh(number);
                }
            }
        }
        if drawing.chosen.as_ref() != chosen {
            drawing.chosen = chosen.cloned();
            drawing.show_chosen();
        }
    }

    /// The article's element.
    pub fn article(&self) -> HtmlElement {
        self.0.borrow().article.clone()
    }

    /// The element in which an annotation starts, drawn if it was not yet.
    pub fn mark(&self, annotation: &Annotation) -> Option<Element> {
        let drawing = &mut *self.0.borrow_mut();
        let number = drawing.chunk_at(annotation.span);
        drawing.refresh(number);
        let chunk = drawing.chunks.get(number)?;
        let mut marks = chunk.blocks.iter().flat_map(|block| &block.marks);
        marks
            .find(|(id, _)| *id == annotation.id)
            .map(|(_, element)| element.clone())
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
        if node.is_same_node(Some(article)) {
            let chunk = drawing.chunks.get(offset as usize);
            return chunk
                .and_then(|chunk| chunk.blocks.first())
                .map_or_else(|| drawing.end(), |b| Some(b.start));
        }
        let number = drawing
            .chunks
            .iter()
            .position(|chunk| chunk.element.contains(Some(node)))?;
        let chunk = &drawing.chunks[number];
        if node.is_same_node(Some(&chunk.element)) {
            let next = drawing.chunks.get(number + 1).and_then(|chunk| chunk.blocks.first());
            let block = chunk.blocks.get(offset as usize).or(next);
            return block.map_or_else(|| drawing.end(), |block| Some(block.start));
        }
        let block = chunk.blocks.iter().find(|block| block.element.contains(Some(node)))?;
        Some(Utf16(
            block.start.0 + selection::length_to(&block.element, node, offset)?,
        ))
    }

    /// The text node and the offset in it that stand for an offset in the
    /// article. Where two nodes meet it is the later one, or with `ends` the
    /// earlier: a selection hugs its words on both sides.
    pub fn point(&self, at: Utf16, ends: bool) -> Option<(Node, u32)> {
        let drawing = self.0.borrow();
        let before = |start: Utf16| if ends { start < at } else { start <= at };
        let chunk = drawing
            .chunks
            .partition_point(|chunk| chunk.blocks.first().is_some_and(|b| before(b.start)));
        let chunk = drawing.chunks.get(chunk.saturating_sub(1))?;
        let block = chunk.blocks.partition_point(|block| before(block.start));
        let block = chunk.blocks.get(block.saturating_sub(1))?;
        let walker = document()
            .create_tree_walker_with_what_to_show(&block.element, 4)
            .ok()?;
        let mut left = at.0 - block.start.0;
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

    fn observe(drawing: &Rc<RefCell<Drawing>>) {
        let weak = Rc::downgrade(drawing);
        let near = Closure::new(move |entries: js_sys::Array| Self::moved(&weak, entries));
        let options = IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
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
    fn moved(drawing: &Weak<RefCell<Drawing>>, entries: js_sys::Array) {
        let Some(drawing) = drawing.upgrade() else {
            return;
        };
        let drawing = &mut *drawing.borrow_mut();
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let target = entry.target();
            let number: Option<usize> = target
                .get_attribute("data-chunk")
                .and_then(|number| number.parse().ok());
            let Some(number) = number.filter(|number| *number < drawing.chunks.len()) else {
                continue;
            };
            drawing.chunks[number].near = entry.is_intersecting();
            if entry.is_intersecting() {
                drawing.refresh(number);
            }
        }
    }
}

impl Drawing {
    /// Brings a chunk up to date: the blocks whose pieces changed, and no others.
    fn refresh(&mut self, number: usize) {
        let Some(chunk) = self.chunks.get_mut(number) else {
            return;
        };
        if chunk.version == self.version {
            return;
        }
        chunk.version = self.version;
        for block in &mut chunk.blocks {
            let annotations: Vec<_> = self.annotations.overlapping(block.range).collect();
            let pieces = pieces(&self.text, block.range, &annotations);
            if pieces != block.pieces {
                block.pieces = pieces;
                block.render(&self.text, &self.scheme, self.chosen.as_ref());
            }
        }
    }

    fn show_chosen(&self) {
        let marks = self
            .chunks
            .iter()
            .flat_map(|chunk| &chunk.blocks)
            .flat_map(|block| &block.marks);
        for (id, element) in marks {
            let _ = element
                .class_list()
                .toggle_with_force("chosen", Some(id) == self.chosen.as_ref());
        }
    }

    fn chunk_at(&self, span: Span) -> usize {
        let starts_by = |chunk: &Chunk| chunk.blocks.first().is_some_and(|b| b.range.start() <= span.start());
        self.chunks.partition_point(starts_by).saturating_sub(1)
    }

    fn end(&self) -> Option<Utf16> {
        self.text.utf16(self.text.len())
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl Block {
    fn render(&mut self, text: &Text, scheme: &Scheme, chosen: Option<&Id>) {
        self.element.set_text_content(None);
        self.marks.clear();
        let mut open: Vec<Element> = vec![self.element.clone()];
        for piece in &self.pieces {
            let Some(parent) = open.last() else {
                return;
            };
            match piece {
                Piece::Open(mark) => {
                    let element = mark_element(mark, scheme, chosen);
                    let _ = parent.append_child(&element);
                    self.marks.push((mark.id.clone(), element.clone()));
                    open.push(element);
                }
                Piece::Words(words) => {
                    let words = text.slice(*words).unwrap_or_default();
                    let _ = parent.append_child(&document().create_text_node(words));
                }
                Piece::Control(words, control) => {
                    let element = element("span");
                    element.set_class_name("control");
                    let _ = element.set_attribute("data-code", &format!("U+{:04X}", *control as u32));
                    element.set_text_content(text.slice(*words));
                    let _ = parent.append_child(&element);
                }
                Piece::Close => {
                    open.pop();
                }
            }
        }
    }
}

fn mark_element(mark: &Mark, scheme: &Scheme, chosen: Option<&Id>) -> Element {
    let element = element("mark");
    let mut classes = format!("{} lane-{}", palette::class(scheme, &mark.label), mark.lane.min(7));
    for (class, is) in [
        ("starts", mark.starts),
        ("ends", mark.ends),
        ("chosen", chosen == Some(&mark.id)),
    ] {
        if is {
            classes.push(' ');
            classes.push_str(class);
        }
    }
    element.set_class_name(&classes);
    let _ = element.set_attribute("data-label", scheme.label_name(&mark.label));
    element
}

/// Builds the elements of a text.
fn chunks(article: &HtmlElement, text: &Text) -> Vec<Chunk> {
    article.set_text_content(None);
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut size = CHUNK;
    for range in blocks(text) {
        let length = usize::from(range.len());
        let full = chunks.last().is_none_or(|chunk| chunk.blocks.len() >= BLOCKS);
        if full || size + length > CHUNK {
            let element = element("div");
            element.set_class_name("chunk");
            let _ = element.set_attribute("data-chunk", &chunks.len().to_string());
            let _ = article.append_child(&element);
            chunks.push(Chunk {
                element,
                blocks: Vec::new(),
                near: false,
                version: 0,
            });
            size = 0;
        }
        size += length;
        if let Some(chunk) = chunks.last_mut() {
            let block = block(text, range);
            let _ = chunk.element.append_child(&block.element);
            chunk.blocks.push(block);
        }
    }
    chunks
}

fn block(text: &Text, range: TextRange) -> Block {
    let element = element("p");
    let _ = element.set_attribute("dir", "auto");
    let words = text.slice(range).unwrap_or_default();
    if words.trim().is_empty() {
        element.set_class_name("blank");
    } else if !words.ends_with('\n') && range.end() < text.len() {
        element.set_class_name("cut");
    }
    let mut block = Block {
        element,
        range,
        start: text.utf16(range.start()).unwrap_or(Utf16(0)),
        pieces: pieces(text, range, &[]),
        marks: Vec::new(),
    };
    match *block.pieces {
        [Piece::Words(_)] => block.element.set_text_content(Some(words)),
        _ => block.render(text, &Scheme::default(), None),
    }
    block
}

/// The paragraphs, and the parts of those that are longer than a chunk.
fn blocks(text: &Text) -> impl Iterator<Item = TextRange> {
    text.paragraphs().flat_map(move |paragraph| {
        let mut start = paragraph.start();
        std::iter::from_fn(move || {
            if start >= paragraph.end() {
                return None;
            }
            let range = TextRange::new(start, part_end(text, start, paragraph.end()));
            start = range.end();
            Some(range)
        })
    })
}

/// Where a block ends that starts at `start`: with its paragraph, or else after
/// the last space that fits, or else after the last whole character.
fn part_end(text: &Text, start: TextSize, end: TextSize) -> TextSize {
    let (from, to) = (usize::from(start), usize::from(end));
    if to - from <= CHUNK {
        return end;
    }
    let content = text.as_str();
    let most = content.floor_char_boundary(from + CHUNK);
    let space = content[from..most].rfind(' ').map(|at| from + at + 1);
    let cut = space.unwrap_or_else(|| crate::model::segmentation::grapheme_floor(content, most));
    // A single character of more than a chunk is cut where it must be.
    let cut = if cut > from { cut } else { most };
    TextSize::from(cut as u32)
}

fn element(name: &str) -> Element {
    // Every name here is a valid one.
    document()
        .create_element(name)
        .unwrap_or_else(|_| wasm_bindgen::throw_str("no element could be made"))
}
