//! A sorted sequence of annotations whose versions share their parts.

use std::cmp::Ordering;
use std::ops::Range;
use std::rc::Rc;

use super::annotation::Annotation;
use super::offset::{TextRange, TextSize};

/// Annotations in some order, no two equal in it. A value: inserting or removing
/// one makes a new sequence that shares all but a path of the old one's nodes.
///
/// A weight-balanced tree (Adams 1993, with the parameters 3 and 2 that Hirai and
/// Yamamoto proved right in 2011). Each node knows how many annotations are below
/// it, so that the nth is found, and how far they reach, so that those that
/// overlap a range are found. One step of any operation but `iter` and `==` looks
/// at no more nodes than the tree is deep: about twice the binary logarithm of
/// its length.
#[derive(Clone, Debug)]
pub struct Tree {
    root: Link,
    order: Order,
}

/// Which of two annotations comes first.
pub type Order = fn(&Annotation, &Annotation) -> Ordering;

type Link = Option<Rc<Node>>;

#[derive(Debug)]
struct Node {
    item: Rc<Annotation>,
    left: Link,
    right: Link,
    /// How many items are here and below.
    len: usize,
    /// The furthest end of the items here and below.
    reach: TextSize,
}

impl Tree {
    /// The tree of these, which are sorted, with no two equal.
    pub fn of_sorted(sorted: &[Rc<Annotation>], order: Order) -> Self {
        let root = balanced(sorted);
        Self { root, order }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        len(&self.root)
    }

    /// The one at this place, counted from 0.
    pub fn nth(&self, mut place: usize) -> Option<&Rc<Annotation>> {
        let mut link = &self.root;
        while let Some(node) = link {
            let before = len(&node.left);
            link = match place.cmp(&before) {
                Ordering::Less => &node.left,
                Ordering::Equal => return Some(&node.item),
                Ordering::Greater => {
                    place -= before + 1;
                    &node.right
                }
            };
        }
        None
    }

    /// How many come before the first that is not `before`, which must be true
    /// of some at the start and of none after them.
    pub fn partition_point(&self, before: &dyn Fn(&Annotation) -> bool) -> usize {
        let mut place = 0;
        let mut link = &self.root;
        while let Some(node) = link {
            if before(&node.item) {
                place += len(&node.left) + 1;
                link = &node.right;
            } else {
                link = &node.left;
            }
        }
        place
    }

    /// Those that share at least one character with `range`, if the order is by
    /// start: none if it is empty.
    pub fn overlapping(&self, range: TextRange) -> Vec<&Rc<Annotation>> {
        let mut found = Vec::new();
        if !range.is_empty() {
            overlapping(&self.root, range, &mut found);
        }
        found
    }

    /// What is in this tree but not in `other`, and the other way round, each in
    /// order. Nodes that both share are skipped, so that it takes time that grows with
    /// the number of changes between versions of one tree.
    pub fn changes(&self, other: &Self) -> (Vec<Rc<Annotation>>, Vec<Rc<Annotation>>) {
        let (mut only_here, mut only_there) = (Vec::new(), Vec::new());
        let (mut here, mut there) = (Rest::of(&self.root), Rest::of(&other.root));
        loop {
            match (here.0.last().copied(), there.0.last().copied()) {
                (Some(Piece::Below(a)), Some(Piece::Below(b))) if Rc::ptr_eq(a, b) => {
                    here.0.pop();
                    there.0.pop();
                }
                // The larger one is opened first, so that what both share comes up side by side.
                (Some(Piece::Below(a)), Some(Piece::Below(b))) if a.len >= b.len => here.open(),
                (_, Some(Piece::Below(_))) => there.open(),
                (Some(Piece::Below(_)), _) => here.open(),
                (Some(Piece::Item(a)), Some(Piece::Item(b))) => {
                    let order = (self.order)(a, b);
                    let same = order.is_eq() && a == b;
                    if order.is_le() {
                        only_here.extend((!same).then(|| Rc::clone(a)));
                        here.0.pop();
                    }
                    if order.is_ge() {
                        only_there.extend((!same).then(|| Rc::clone(b)));
                        there.0.pop();
                    }
                }
                (Some(Piece::Item(a)), None) => {
                    only_here.push(Rc::clone(a));
                    here.0.pop();
                }
                (None, Some(Piece::Item(b))) => {
                    only_there.push(Rc::clone(b));
                    there.0.pop();
                }
                (None, None) => return (only_here, only_there),
            }
        }
    }

    /// All, in their order.
    pub fn iter(&self) -> Iter<'_> {
        let places = 0..self.len();
        Iter { tree: self, places }
    }

    /// The tree with one more, in place of one that is equal in the order.
    #[must_use]
    pub fn with(&self, item: Rc<Annotation>) -> Self {
        let (root, order) = (Some(insert(&self.root, item, self.order)), self.order);
        Self { root, order }
    }

    /// The tree without the one that is equal to `item` in the order.
    #[must_use]
    pub fn without(&self, item: &Annotation) -> Self {
        let (root, order) = (remove(&self.root, item, self.order), self.order);
        Self { root, order }
    }
}

impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        same(&self.root, &other.root)
    }
}

impl Eq for Tree {}

/// The annotations of a tree in their order, from either end.
#[derive(Clone, Debug)]
pub struct Iter<'a> {
    tree: &'a Tree,
    places: Range<usize>,
}

impl<'a> Iterator for Iter<'a> {
    type Item = &'a Rc<Annotation>;

    fn next(&mut self) -> Option<Self::Item> {
        self.tree.nth(self.places.next()?)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }

    fn nth(&mut self, n: usize) -> Option<Self::Item> {
        self.tree.nth(self.places.nth(n)?)
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.tree.nth(self.places.next_back()?)
    }
}

impl ExactSizeIterator for Iter<'_> {}

/// What is left of a tree on a walk in order: the next piece is the last.
struct Rest<'a>(Vec<Piece<'a>>);

#[derive(Clone, Copy)]
enum Piece<'a> {
    Below(&'a Rc<Node>),
    Item(&'a Rc<Annotation>),
}

impl<'a> Rest<'a> {
    fn of(root: &'a Link) -> Self {
        Self(root.iter().map(Piece::Below).collect())
    }

    /// Takes the next node apart.
    fn open(&mut self) {
        if let Some(Piece::Below(node)) = self.0.pop() {
            self.0.extend(node.right.iter().map(Piece::Below));
            self.0.push(Piece::Item(&node.item));
            self.0.extend(node.left.iter().map(Piece::Below));
        }
    }
}

fn len(link: &Link) -> usize {
    link.as_ref().map_or(0, |node| node.len)
}

fn node(item: Rc<Annotation>, left: Link, right: Link) -> Rc<Node> {
    let reach = |link: &Link| link.as_ref().map_or(TextSize::from(0), |node| node.reach);
    Rc::new(Node {
        len: len(&left) + 1 + len(&right),
        reach: item.span.end().max(reach(&left)).max(reach(&right)),
        item,
        left,
        right,
    })
}

fn balanced(sorted: &[Rc<Annotation>]) -> Link {
    let (left, rest) = sorted.split_at(sorted.len() / 2);
    let (item, right) = rest.split_first()?;
    Some(node(Rc::clone(item), balanced(left), balanced(right)))
}

fn overlapping<'a>(link: &'a Link, range: TextRange, found: &mut Vec<&'a Rc<Annotation>>) {
    let Some(node) = link.as_ref().filter(|node| node.reach > range.start()) else {
        return;
    };
    overlapping(&node.left, range, found);
    let span = node.item.span;
    if span.start() < range.end() {
        if span.end() > range.start() {
            found.push(&node.item);
        }
        overlapping(&node.right, range, found);
    }
}

fn insert(link: &Link, item: Rc<Annotation>, order: Order) -> Rc<Node> {
    let Some(here) = link else {
        return node(item, None, None);
    };
    match order(&item, &here.item) {
        Ordering::Less => {
            let left = Some(insert(&here.left, item, order));
            rebalanced(&here.item, left, here.right.clone())
        }
        Ordering::Greater => {
            let right = Some(insert(&here.right, item, order));
            rebalanced(&here.item, here.left.clone(), right)
        }
        Ordering::Equal => node(item, here.left.clone(), here.right.clone()),
    }
}

fn remove(link: &Link, item: &Annotation, order: Order) -> Link {
    let here = link.as_ref()?;
    match order(item, &here.item) {
        Ordering::Less => {
            let left = remove(&here.left, item, order);
            Some(rebalanced(&here.item, left, here.right.clone()))
        }
        Ordering::Greater => {
            let right = remove(&here.right, item, order);
            Some(rebalanced(&here.item, here.left.clone(), right))
        }
        Ordering::Equal => match without_first(&here.right) {
            Some((next, right)) => Some(rebalanced(&next, here.left.clone(), right)),
            None => here.left.clone(),
        },
    }
}

fn without_first(link: &Link) -> Option<(Rc<Annotation>, Link)> {
    let here = link.as_ref()?;
    Some(match without_first(&here.left) {
        Some((first, left)) => (first, Some(rebalanced(&here.item, left, here.right.clone()))),
        None => (Rc::clone(&here.item), here.right.clone()),
    })
}

/// A node of two subtrees, one of which may have become too heavy by one item.
fn rebalanced(item: &Rc<Annotation>, left: Link, right: Link) -> Rc<Node> {
    const TOO_HEAVY: usize = 3;
    const TWICE: usize = 2;
    let item = Rc::clone(item);
    let (before, after) = (len(&left), len(&right));
    match (&left, &right) {
        (_, Some(heavy)) if before + after > 1 && after > TOO_HEAVY * before => {
            match &heavy.left {
                // The inner grandchild is heavy: it comes up.
                Some(inner) if inner.len >= TWICE * len(&heavy.right) => {
                    let low = node(item, left, inner.left.clone());
                    let high = node(Rc::clone(&heavy.item), inner.right.clone(), heavy.right.clone());
                    node(Rc::clone(&inner.item), Some(low), Some(high))
                }
                inner => {
                    let low = node(item, left, inner.clone());
                    node(Rc::clone(&heavy.item), Some(low), heavy.right.clone())
                }
            }
        }
        (Some(heavy), _) if before + after > 1 && before > TOO_HEAVY * after => match &heavy.right {
            Some(inner) if inner.len >= TWICE * len(&heavy.left) => {
                let low = node(Rc::clone(&heavy.item), heavy.left.clone(), inner.left.clone());
                let high = node(item, inner.right.clone(), right);
                node(Rc::clone(&inner.item), Some(low), Some(high))
            }
            inner => {
                let high = node(item, inner.clone(), right);
                node(Rc::clone(&heavy.item), heavy.left.clone(), Some(high))
            }
        },
        _ => node(item, left, right),
    }
}

/// Whether two trees hold equal items. Versions of one tree share most nodes,
/// and what is shared is not looked at.
fn same(a: &Link, b: &Link) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) if Rc::ptr_eq(a, b) => true,
        (Some(a), Some(b)) if a.len == b.len => {
            if len(&a.left) == len(&b.left) {
                return a.item == b.item && same(&a.left, &b.left) && same(&a.right, &b.right);
            }
            // Of another shape: one by one.
            let (mut left, mut right) = (Vec::with_capacity(a.len), Vec::with_capacity(b.len));
            items(a, &mut left);
            items(b, &mut right);
            left.into_iter().eq(right)
        }
        _ => false,
    }
}

fn items<'a>(node: &'a Node, all: &mut Vec<&'a Rc<Annotation>>) {
    if let Some(left) = &node.left {
        items(left, all);
    }
    all.push(&node.item);
    if let Some(right) = &node.right {
        items(right, all);
    }
}

#[cfg(test)]
mod tests {
    use super::super::annotation::{Id, LabelId};
    use super::super::intake;
    use super::super::span::{Span, range};
    use super::*;

    /// How deep the tree is; checks what every node says of what is below it.
    fn depth(link: &Link) -> usize {
        let Some(node) = link else {
            return 0;
        };
        let (left, right) = (len(&node.left), len(&node.right));
        assert_eq!(node.len, left + 1 + right);
        assert!(
            left + right <= 1 || left <= 3 * right && right <= 3 * left,
            "{left} beside {right}"
        );
        let below = [&node.left, &node.right].into_iter().flatten().map(|node| node.reach);
        assert_eq!(
            node.reach,
            below.chain([node.item.span.end()]).max().unwrap_or_default()
        );
        1 + depth(&node.left).max(depth(&node.right))
    }

    fn by_start(a: &Annotation, b: &Annotation) -> Ordering {
        a.span.cmp(&b.span)
    }

    #[test]
    fn trees_stay_balanced_and_share_what_does_not_change() {
        let text = intake::clean("ab ".repeat(2_000)).expect("a text").text;
        let item = |number: usize| {
            Rc::new(Annotation {
                id: Id::new(&number.to_string()),
                label: LabelId::new("claim"),
                span: Span::new(&text, range(number * 3, number * 3 + 2)).expect("a span"),
                attributes: Default::default(),
                note: None,
                by: None,
                created: None,
                modified: None,
                extra: Default::default(),
            })
        };
        // In order, backwards, and all over the place.
        let orders: [fn(usize) -> usize; 3] = [|i| i, |i| 1_999 - i, |i| i * 1_237 % 2_000];
        for order in orders {
            let mut tree = Tree::of_sorted(&[], by_start);
            for number in (0..2_000).map(order) {
                tree = tree.with(item(number));
            }
            assert!(depth(&tree.root) <= 22, "{}", depth(&tree.root));
            let all: Vec<_> = (0..2_000).map(item).collect();
            assert!(tree.iter().eq(&all));
            assert_eq!(tree, Tree::of_sorted(&all, by_start), "whatever the shape");
            let before = tree.clone();
            for number in (0..1_900).map(order) {
                tree = tree.without(&item(number));
                depth(&tree.root);
            }
            assert_eq!((tree.len(), before.len()), (100, 2_000));
            assert_ne!(tree, before);
        }
    }
}
