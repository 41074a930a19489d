//! Changes of what is marked already: other words, other labels, links.

use std::rc::Rc;

use super::{Work, count, edited};
use crate::model::annotation::{Annotation, Id, LabelId, Relation, Timestamp, Value};
use crate::model::annotation_set::AnnotationSet;
use crate::model::caret;
use crate::model::intake::counted;
use crate::model::offset::{TextRange, TextSize};
use crate::model::project::{Facts, Markup, Project};
use crate::model::session::{Mode, Said};
use crate::model::short::short;
use crate::model::span::Span;

impl Work {
    pub(super) fn respan(&mut self, id: &Id, span: Span, at: Timestamp) -> Option<Said> {
        let old = self.annotations().get(id)?;
        if old.span == span {
            return None;
        }
        let new = Annotation {
            span,
            by: edited(old),
            modified: Some(at),
            ..(**old).clone()
        };
        if self.annotations().twin(&new).is_some() {
            return Some(self.twice(&new.label));
        }
        let said = format!("Now it is {}", self.describe(&new));
        self.annotate(self.annotations().with(new));
        Some(Said::Good(said))
    }

    pub(super) fn split(&mut self, id: &Id, cut: TextSize, second: Id, at: Timestamp) -> Option<Said> {
        let old = self.annotations().get(id)?;
        let Some((before, after)) = caret::split(self.text(), old.span, cut) else {
            return Some(Said::Bad(
                "To split an annotation, put the caret inside of it: click between two of its words.".to_owned(),
            ));
        };
        let first = Annotation {
            span: before,
            modified: Some(at.clone()),
            ..(**old).clone()
        };
        let second = Annotation {
            id: second,
            span: after,
            note: None,
            created: Some(at.clone()),
            modified: Some(at),
            ..(**old).clone()
        };
        let all = self.annotations();
        if all.twin(&first).is_some() || all.twin(&second).is_some() {
            return Some(self.twice(&first.label));
        }
        let said = format!("Split. {}", self.describe(&first));
        self.annotate(all.with(first).with(second));
        Some(Said::Good(said))
    }

    pub(super) fn join(&mut self, id: &Id, at: Timestamp) -> Option<Said> {
        let all = self.annotations();
        let old = all.get(id)?;
        let mut next = all.neighbour(id, false);
        while let Some(other) = next.filter(|other| other.label != old.label) {
            next = all.neighbour(&other.id, false);
        }
        let Some(other) = next else {
            let label = self.called(&old.label);
            return Some(Said::Bad(format!("There is no later {label} to join this one with.")));
        };
        let end = old.span.end().max(other.span.end());
        let mut new = (**old).clone();
        new.span = Span::new(self.text(), TextRange::new(old.span.start(), end)).unwrap_or(old.span);
        new.modified = Some(at);
        for (attribute, value) in &other.attributes {
            let absent = !new.attributes.contains_key(attribute);
            absent.then(|| new.attributes.insert(Rc::clone(attribute), value.clone()));
        }
        new.note = match (new.note, &other.note) {
            (Some(note), Some(more)) => Some([&*note, " ", more].concat().into()),
            (note, more) => note.or(more.clone()),
        };
        let without = all.without(&other.id);
        // One that has the other inside of it stands on the words of both already.
        if without.twin(&new).is_some_and(|twin| twin.id != *id) {
            return Some(self.twice(&new.label));
        }
        let said = format!("Joined. {}", self.describe(&new));
        let relations = led_over(&self.markup().relations, &other.id, id);
        let annotations = without.with(new);
        if self.chosen.as_ref() == Some(&other.id) {
            self.chosen = Some(id.clone());
        }
        self.change(Markup { annotations, relations });
        Some(Said::Good(said))
    }

    pub(super) fn duplicate(&mut self, id: &Id, label: LabelId, new: Id, at: Timestamp) -> Option<Said> {
        let span = self.annotations().get(id)?.span;
        self.tag(span, label, new, at)
    }

    pub(super) fn tag_all(&mut self, label: &LabelId, spans: Vec<(Span, Id)>, at: &Timestamp) -> Option<Said> {
        let asked = spans.len();
        let mut all: AnnotationSet = self.annotations().clone();
        for (span, id) in spans {
            let annotation = Annotation::new(id, label.clone(), span, at.clone());
            if all.twin(&annotation).is_none() {
                all = all.with(annotation);
            }
        }
        let added = all.len() - self.annotations().len();
        self.annotate(all);
        let mut said = format!("Added {} as {}.", counted(added, "annotation"), self.called(label));
        if added < asked {
            said.push_str(&format!(" {} there already.", count_were(asked - added)));
        }
        Some(Said::Good(said))
    }

    pub(super) fn relate(&mut self, relation: Relation) -> Option<Said> {
        self.mode = Mode::Mark;
        let all = self.annotations();
        let (from, to) = (all.get(&relation.from)?, all.get(&relation.to)?);
        let relations = &self.markup().relations;
        let same = |other: &Relation| {
            let straight = (&other.from, &other.to) == (&relation.from, &relation.to);
            other.kind == relation.kind && straight
        };
        if relation.from == relation.to {
            return Some(Said::Bad("An annotation cannot be linked to itself.".to_owned()));
        }
        if relations.iter().any(same) {
            return Some(Said::Bad("These two are linked in this way already.".to_owned()));
        }
        let scheme = self.scheme();
        if !scheme.joins(&relation.kind, &from.label, &to.label) {
            let (from, to) = (self.called(&from.label), self.called(&to.label));
            let name = scheme.relation_name(&relation.kind);
            return Some(Said::Bad(format!("“{name}” does not lead from a {from} to a {to}.")));
        }
        let name = scheme.relation_name(&relation.kind);
        let said = format!("Linked. {} {name} {}", self.describe(from), self.describe(to));
        let relations = relations.iter().cloned().chain([relation]).collect();
        let annotations = all.clone();
        self.change(Markup {
            annotations,
            relations: Rc::new(relations),
        });
        Some(Said::Good(said))
    }

    pub(super) fn unrelate(&mut self, id: &Id) -> Option<Said> {
        let Markup { annotations, relations } = self.markup();
        relations.iter().find(|relation| relation.id == *id)?;
        let relations: Vec<_> = relations
            .iter()
            .filter(|relation| relation.id != *id)
            .cloned()
            .collect();
        let annotations = annotations.clone();
        self.change(Markup {
            annotations,
            relations: Rc::new(relations),
        });
        Some(Said::Good("The link is gone.".to_owned()))
    }

    pub(super) fn describe_document(&mut self, facts: Facts) -> Option<Said> {
        let document = Rc::new(self.document().with(facts));
        if document == *self.document() {
            return None;
        }
        self.change_project(Project {
            document,
            ..self.project().clone()
        });
        Some(Said::Good(format!(
            "What is known about the article was changed. {}.",
            count(self.annotations())
        )))
    }

    pub(super) fn turn(&mut self, mode: Mode) -> Option<Said> {
        let said = match &mode {
            Mode::Mark if self.mode == Mode::Mark => return None,
            Mode::Mark => "Select words, then choose a label.".to_owned(),
            Mode::Brush(label) => format!("Every selection becomes a {}.", self.called(label)),
            Mode::Pick { id, attribute } => {
                let label = &self.annotations().get(id)?.label;
                let name = self.scheme().attribute_name(label, attribute).to_ascii_lowercase();
                format!("Select the words of the article that are the {name}.")
            }
            Mode::Link { from, kind } => {
                self.annotations().get(from)?;
                let name = self.scheme().relation_name(kind);
                format!("Choose where the link “{name}” leads: click an annotation, or go to it and press Enter.")
            }
        };
        self.selected = None;
        self.mode = mode;
        Some(Said::Good(said))
    }

    pub(super) fn settle(&mut self, id: Id, at: Timestamp) -> Option<Said> {
        let span = self.selected?;
        match self.mode.clone() {
            Mode::Mark | Mode::Link { .. } => None,
            Mode::Brush(label) => self.tag(span, label, id, at),
            Mode::Pick { id, attribute } => {
                self.mode = Mode::Mark;
                self.selected = None;
                let label = self.annotations().get(&id)?.label.clone();
                let name = self.scheme().attribute_name(&label, &attribute).to_owned();
                self.edit(&id, at, |annotation| {
                    annotation.attributes.insert(attribute, Value::Quote(span));
                });
                let words = short(span.quote(self.text()), 80);
                Some(Said::Good(format!("{name}: “{words}”")))
            }
        }
    }

    pub(super) fn twice(&self, label: &LabelId) -> Said {
        Said::Bad(format!(
            "These words are marked as {} already: remove one of the two instead.",
            self.called(label)
        ))
    }
}

fn count_were(number: usize) -> String {
    if number == 1 {
        "1 was".to_owned()
    } else {
        format!("{number} were")
    }
}

/// Relations with those of `gone` led to `stays`; none from an annotation to
/// itself, and none twice.
fn led_over(relations: &Rc<Vec<Relation>>, gone: &Id, stays: &Id) -> Rc<Vec<Relation>> {
    let leads = |relation: &Relation| relation.from == *gone || relation.to == *gone;
    let (led, mut all): (Vec<Relation>, Vec<Relation>) = relations.iter().cloned().partition(leads);
    let lead = |end: Id| if end == *gone { stays.clone() } else { end };
    for relation in led {
        let relation = Relation {
            from: lead(relation.from),
            to: lead(relation.to),
            ..relation
        };
        let there =
            |other: &Relation| other.kind == relation.kind && other.from == relation.from && other.to == relation.to;
        if relation.from != relation.to && !all.iter().any(there) {
            all.push(relation);
        }
    }
    Rc::new(all)
}
