//! A part of the article in the page: plain text far from what is seen, and
//! paragraphs with their marks near it.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use super::page::{self, document};
use super::{palette, selection};
use crate::model::annotation::{Annotation, Id};
use crate::model::annotation_set::AnnotationSet;
use crate::model::chunks;
use crate::model::marks::{Mark, Piece, pieces};
use crate::model::offset::{TextRange, Utf16};
use crate::model::scheme::Scheme;
use crate::model::text::Text;
use crate::model::unseen;

/// A chunk of the text and its element.
pub struct Chunk {
    /// Holds the text of the chunk, whatever else it holds.
    pub element: HtmlElement,
    /// What it holds.
    pub range: TextRange,
    /// Where it starts, as the DOM counts.
    pub start: Utf16,
    /// Whether it is near the viewport.
    pub near: bool,
    /// About how high it is, in CSS pixels.
    pub height: f64,
    /// Empty as long as it is plain.
    blocks: Vec<Block>,
}

/// A paragraph, or a part of one that is too long for a chunk.
struct Block {
    element: Element,
    range: TextRange,
    drawn: Vec<Rc<Annotation>>,
    /// What its nodes show.
    pieces: Vec<Piece>,
    marks: Vec<(Id, Element)>,
}

/// Has nodes replaced that are in another one, and does with the selection what
/// that takes: [`selection::keep`], or nothing.
pub type Hold = fn(&Node, &mut dyn FnMut());

/// How wide an average line is, for estimates.
#[derive(Clone, Copy)]
pub struct Measure {
    /// UTF-16 code units in a line.
    line: f64,
}

impl Measure {
    /// The measure of this window.
    pub fn of_window() -> Self {
        // The column is 44rem wide at most, and a character of its type about 8.6 pixels.
        let line = (page::width() - 32.0).clamp(200.0, 690.0) / 8.6;
        Self { line }
    }

    fn height(self, length: u32, paragraphs: usize) -> f64 {
        // A paragraph ends in the middle of a line, and then comes a gap.
        let lines = f64::from(length) / self.line + paragraphs as f64 * 0.5;
        (lines * 35.0 + paragraphs as f64 * 14.0).ceil()
    }
}

impl Chunk {
    /// A chunk as plain text, with its number in the article.
    pub fn new(text: &Text, range: TextRange, number: usize, measure: Measure) -> Self {
        let utf16 = |at| text.utf16(at).unwrap_or(Utf16(0));
        let (start, end) = (utf16(range.start()), utf16(range.end()));
        let height = measure.height(end.0 - start.0, chunks::paragraphs(text, range));
        let element: HtmlElement = page::element("div").unchecked_into();
        element.set_class_name("chunk");
        let _ = element.set_attribute("data-chunk", &number.to_string());
        page::set_property(&element, "--height", &format!("{}px", height as u32));
        element.set_text_content(text.slice(range));
        Self {
            element,
            range,
            start,
            near: false,
            height,
            blocks: Vec::new(),
        }
    }

    /// Whether it is paragraphs by now.
    pub fn is_ready(&self) -> bool {
        !self.blocks.is_empty()
    }

    /// Shows the annotations in it: draws the blocks in which they look otherwise
    /// than they do now, and no others.
    pub fn draw(&mut self, text: &Text, annotations: &AnnotationSet, scheme: &Scheme, hold: Hold) {
        let Self {
            element, range, blocks, ..
        } = self;
        if blocks.is_empty() {
            hold(element, &mut || {
                element.set_text_content(None);
                for block in chunks::blocks(text, *range) {
                    let mut block = Block::new(text, block);
                    block.drawn = annotations.overlapping(block.range).into_iter().cloned().collect();
                    block.render(text, scheme);
                    let _ = element.append_child(&block.element);
                    blocks.push(block);
                }
            });
            return;
        }
        for block in blocks {
            let now = annotations.overlapping(block.range);
            let unchanged = |(now, drawn): (&&Rc<Annotation>, &Rc<Annotation>)| Rc::ptr_eq(now, drawn);
            if now.len() == block.drawn.len() && now.iter().zip(&block.drawn).all(unchanged) {
                continue;
            }
            let looks = |a: &Rc<Annotation>| (a.id.clone(), a.label.clone(), a.span);
            let same = now.iter().map(|a| looks(a)).eq(block.drawn.iter().map(looks));
            block.drawn = now.into_iter().cloned().collect();
            if !same {
                let element = block.element.clone();
                hold(&element, &mut || block.render(text, scheme));
            }
        }
    }

    /// Makes it plain text again.
    pub fn forget(&mut self, text: &Text) {
        self.blocks.clear();
        let (element, range) = (&self.element, self.range);
        selection::keep(element, &mut || element.set_text_content(text.slice(range)));
    }

    /// The elements of an annotation, in the order of the text.
    pub fn marks<'a>(&'a self, annotation: &'a Annotation) -> impl Iterator<Item = &'a Element> {
        let span = annotation.span;
        self.blocks
            .iter()
            .filter(move |block| block.range.start() < span.end() && block.range.end() > span.start())
            .flat_map(|block| &block.marks)
            .filter(|(id, _)| *id == annotation.id)
            .map(|(_, element)| element)
    }
}

impl Block {
    fn new(text: &Text, range: TextRange) -> Self {
        let element = page::element("p");
        let _ = element.set_attribute("dir", "auto");
        let words = text.slice(range).unwrap_or_default();
        if words.trim().is_empty() {
            element.set_class_name("blank");
        } else if !words.ends_with('\n') && range.end() < text.len() {
            element.set_class_name("cut");
        }
        Self {
            element,
            range,
            drawn: Vec::new(),
            pieces: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Draws it anew, but for the nodes at its start and its end that stay as they
    /// are: to lay out what is new takes the browser longer than all else.
    fn render(&mut self, text: &Text, scheme: &Scheme) {
        let drawn: Vec<_> = self.drawn.iter().collect();
        let now = pieces(text, self.range, &drawn);
        let (old, new) = (nodes(&self.pieces), nodes(&now));
        let most = old.len().min(new.len());
        let head = (0..most).find(|&at| old[at] != new[at]).unwrap_or(most);
        let differs = |&back: &usize| old[old.len() - 1 - back] != new[new.len() - 1 - back];
        let tail = (0..most - head).find(differs).unwrap_or(most - head);
        let (gone, come) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
        let children = self.element.child_nodes();
        for node in gone.iter().filter_map(|_| children.item(head as u32)) {
            let _ = self.element.remove_child(&node);
        }
        let after = children.item(head as u32);
        let mut behind = self.marks.split_off(marks(&old[..head]));
        let mut behind = behind.split_off(marks(gone));
        self.insert(come, after.as_ref(), text, scheme);
        self.marks.append(&mut behind);
        self.pieces = now;
    }

    /// Puts new nodes before another one, or at the end, and their marks behind those
    /// that are known.
    fn insert(&mut self, nodes: &[&[Piece]], before: Option<&Node>, text: &Text, scheme: &Scheme) {
        let mut open: Vec<Element> = Vec::new();
        let block = self.element.clone();
        let put = |open: &[Element], node: &Node| {
            let _ = match open.last() {
                Some(parent) => parent.append_child(node),
                None => block.insert_before(node, before),
            };
        };
        for piece in nodes.iter().flat_map(|node| node.iter()) {
            match piece {
                Piece::Open(mark) => {
                    let element = mark_element(mark, scheme);
                    put(&open, &element);
                    self.marks.push((mark.id.clone(), element.clone()));
                    open.push(element);
                }
                Piece::Words(words) => {
                    let words = text.slice(*words).unwrap_or_default();
                    put(&open, &document().create_text_node(words));
                }
                Piece::Control(words, control) => {
                    let element = page::element("span");
                    element.set_class_name("control");
                    let _ = element.set_attribute("data-code", &unseen::name(*control));
                    element.set_text_content(text.slice(*words));
                    put(&open, &element);
                }
                Piece::Close => {
                    open.pop();
                }
            }
        }
    }
}

/// The pieces of a paragraph, in runs of which each is one node in it.
fn nodes(pieces: &[Piece]) -> Vec<&[Piece]> {
    let mut depth = 0;
    let goes_on = |piece: &Piece, _: &Piece| {
        match piece {
            Piece::Open(_) => depth += 1,
            Piece::Close => depth -= 1,
            Piece::Words(_) | Piece::Control(..) => {}
        }
        depth > 0
    };
    pieces.chunk_by(goes_on).collect()
}

fn marks(nodes: &[&[Piece]]) -> usize {
    let is_open = |piece: &&Piece| matches!(piece, Piece::Open(_));
    nodes.iter().copied().flatten().filter(is_open).count()
}

/// How many lanes have a class; those below them get their place as a property.
const LANES: usize = 8;

fn mark_element(mark: &Mark, scheme: &Scheme) -> Element {
    let element = page::element("mark");
    let mut classes = format!("{} lane-{}", palette::class(scheme, &mark.label), mark.lane.min(LANES));
    let suggested = mark.id.is_suggested();
    for (class, is) in [
        (" starts", mark.starts),
        (" ends", mark.ends),
        (" suggested", suggested),
    ] {
        if is {
            classes.push_str(class);
        }
    }
    element.set_class_name(&classes);
    let _ = element.set_attribute("data-id", mark.id.as_str());
    let name = scheme.label_name(&mark.label);
    let said = if suggested { &format!("Suggested {name}") } else { name };
    let _ = element.set_attribute("data-label", said);
    if mark.lane >= LANES {
        page::set_property(element.unchecked_ref(), "--lane", &mark.lane.to_string());
    }
    element
}
