//! How overlapping annotations are drawn, as plain data.
//!
//! The painter gets a list of [`Piece`]s in which elements nest properly and
//! never has to reason about overlap itself.

use std::rc::Rc;

use super::annotation::{Annotation, Id, LabelId};
use super::offset::{TextRange, TextSize};
use super::span::range;
use super::text::Text;
use super::unseen::unseen;

/// A step of drawing a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// An element opens for an annotation.
    Open(Mark),
    /// Plain words.
    Words(TextRange),
    /// An invisible character that must be seen.
    Control(TextRange, char),
    /// The element that was opened last closes.
    Close,
}

/// An annotation, or a part of one, as an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The annotation.
    pub id: Id,
    /// Its label.
    pub label: LabelId,
    /// How far down its line stands, from 0: no two annotations that share a
    /// character share a lane.
    pub lane: usize,
    /// Whether the annotation starts here and not in an earlier element.
    pub starts: bool,
    /// Whether the annotation ends here.
    pub ends: bool,
}

/// The pieces of `stretch`, given the annotations that overlap it in text order.
///
/// Laws: opens and closes match; the words and controls are the stretch, in
/// order, without a gap. An annotation is one element unless it crosses another
/// one (or leaves the stretch); of two that cross, the one that ends later is cut.
///
/// ```text
/// A: [-----]          <A>..<B>..</B></A><B>..</B>
/// B:     [----]
/// ```
pub fn pieces(text: &Text, stretch: TextRange, annotations: &[&Rc<Annotation>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Vec<(usize, &Annotation)> = Vec::new();
    let mut coming = annotations.iter().peekable();
    let mut at = stretch.start();
    loop {
        while let Some(annotation) = coming.next_if(|a| a.span.start() <= at) {
            // The first lane that no open annotation has.
            let taken = |lane: &usize| open.iter().any(|(l, _)| l == lane);
            let lane = (0..).find(|lane| !taken(lane)).unwrap_or_default();
            open.push((lane, annotation));
            pieces.push(element(annotation, lane, at, stretch));
        }
        let next_start = coming.peek().map(|a| a.span.start());
        let next_end = open.iter().map(|(_, a)| a.span.end()).min();
        let next = [next_start, next_end, Some(stretch.end())];
        let next = next.into_iter().flatten().min().unwrap_or(stretch.end());
        words(text, TextRange::new(at, next.max(at)), &mut pieces);
        at = next;
        // Close what ends here and, for the time being, what was opened inside it.
        if let Some(outermost) = open.iter().position(|(_, a)| a.span.end() <= at) {
            let inner = open.split_off(outermost);
            pieces.extend(inner.iter().map(|_| Piece::Close));
            for (lane, annotation) in inner {
                if annotation.span.end() > at && at < stretch.end() {
                    open.push((lane, annotation));
                    pieces.push(element(annotation, lane, at, stretch));
                }
            }
        }
        if at >= stretch.end() {
            pieces.extend(open.iter().map(|_| Piece::Close));
            say_ends(&mut pieces, annotations, stretch);
            return pieces;
        }
    }
}

fn element(annotation: &Annotation, lane: usize, at: TextSize, stretch: TextRange) -> Piece {
    Piece::Open(Mark {
        id: annotation.id.clone(),
        label: annotation.label.clone(),
        lane,
        starts: annotation.span.start() == at.max(stretch.start()),
        ends: false,
    })
}

/// Says of the last element of each annotation that it ends there.
fn say_ends(pieces: &mut [Piece], annotations: &[&Rc<Annotation>], stretch: TextRange) {
    for annotation in annotations.iter().filter(|a| a.span.end() <= stretch.end()) {
        let last = pieces.iter_mut().rev().find_map(|piece| match piece {
            Piece::Open(mark) if mark.id == annotation.id => Some(mark),
            _ => None,
        });
        if let Some(mark) = last {
            mark.ends = true;
        }
    }
}

/// Plain words, with each unseen character on its own.
fn words(text: &Text, stretch: TextRange, pieces: &mut Vec<Piece>) {
    let content = text.slice(stretch).unwrap_or_default();
    let base = usize::from(stretch.start());
    let mut plain = 0;
    for (at, c) in unseen(content) {
        if plain < at {
            pieces.push(Piece::Words(range(base + plain, base + at)));
        }
        plain = at + c.len_utf8();
        pieces.push(Piece::Control(range(base + at, base + plain), c));
    }
    if plain < content.len() {
        pieces.push(Piece::Words(range(base + plain, base + content.len())));
    }
}
