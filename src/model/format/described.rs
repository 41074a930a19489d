//! Fields of annotations in other tools' files that are called as ours are.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::object::{Fields, Object, words};
use super::problem::{Problem, Trouble};
use super::records::filling;
use crate::model::annotation::{Id, Timestamp};
use crate::model::exchange::foreign::{Mark, Source};
use crate::model::offset::TextSize;
use crate::model::project::Facts;
use crate::model::text::Text;

/// Takes what is known about a mark besides its label and place. What is of the
/// wrong kind is reported and left out.
pub fn describe(mark: &mut Mark, fields: &mut Fields, problems: &mut Vec<Problem>) {
    let Source { record, place } = mark.source;
    let mut report = |trouble| problems.push(Problem { record, place, trouble });
    mark.id = identity(fields);
    let mut said = |name| match fields.words(name) {
        Ok(words) => words.map(|words| Rc::from(&*words)),
        Err(_) => {
            report(Trouble::Ignored(format!("\"{name}\"").into()));
            None
        }
    };
    (mark.note, mark.by) = (said("note"), said("by"));
    if let Some(json) = fields.raw("attributes") {
        match Fields::of(json) {
            Ok(attributes) => {
                let filled = |(name, json): (Cow<str>, _)| Some((Rc::from(&*name), filling(json)?));
                mark.attributes.extend(attributes.rest().filter_map(filled));
            }
            Err(_) => report(Trouble::Ignored("\"attributes\"".into())),
        }
    }
    let mut moment = |name| {
        let json = fields.raw(name)?;
        let moment = words(json).ok().and_then(|moment| Timestamp::new(&moment));
        if moment.is_none() {
            report(Trouble::NoTime(name));
        }
        moment
    };
    (mark.created, mark.modified) = (moment("created"), moment("modified"));
}

/// Takes an id: words or a number.
pub fn identity(fields: &mut Fields) -> Option<Id> {
    let json = fields.raw("id")?;
    let id = words(json).unwrap_or(Cow::Borrowed(json));
    Some(Id::new(&id)).filter(|id| !id.as_str().is_empty())
}

/// Takes what is known about the article; what is no words stays where it is.
pub fn facts(fields: &mut Fields) -> Facts {
    let mut fact = |name| {
        fields.peek(name).filter(|json| json.starts_with('"'))?;
        fields.words(name).ok().flatten().map(String::from)
    };
    Facts {
        title: fact("title"),
        url: fact("url"),
        author: fact("author"),
        published: fact("published"),
        language: fact("language"),
    }
}

/// Writes where a range of bytes stands, in code points.
pub fn write_offsets(object: &mut Object, text: &Text, range: &Range<usize>) {
    let offset = |at: usize| text.code_point(TextSize::from(at as u32)).map(|at| at.0);
    object
        .number("start", offset(range.start))
        .number("end", offset(range.end));
}
