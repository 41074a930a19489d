//! A piece of work: a document, a scheme, and what was marked.

use std::rc::Rc;

use super::annotation::{Extra, Id, Relation};
use super::annotation_set::AnnotationSet;
use super::scheme::Scheme;
use super::text::Text;

/// An article and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name for ever.
    pub id: Id,
    /// The headline, if someone gave it.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Its language, a BCP 47 tag.
    pub language: Option<String>,
    /// The article itself.
    pub text: Text,
    /// What a newer Gloss wrote.
    pub extra: Extra,
}

/// What is known about an article besides its text. What is unknown is `None`,
/// never empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The headline.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Its language, a BCP 47 tag.
    pub language: Option<String>,
}

impl Document {
    /// The same article with other facts.
    #[must_use]
    pub fn with(&self, facts: Facts) -> Self {
        let Facts {
            title,
            url,
            author,
            published,
            language,
        } = facts;
        Self {
            title,
            url,
            author,
            published,
            language,
            ..self.clone()
        }
    }

    /// What is known about it.
    pub fn facts(&self) -> Facts {
        Facts {
            title: self.title.clone(),
            url: self.url.clone(),
            author: self.author.clone(),
            published: self.published.clone(),
            language: self.language.clone(),
        }
    }

    /// What is known about it, each fact with its name in files.
    pub fn named_facts(&self) -> [(&'static str, Option<&str>); 5] {
        [
            ("title", self.title.as_deref()),
            ("url", self.url.as_deref()),
            ("author", self.author.as_deref()),
            ("published", self.published.as_deref()),
            ("language", self.language.as_deref()),
        ]
    }

    /// A document of which only the text is known.
    pub fn new(id: Id, text: Text) -> Self {
        Self {
            id,
            title: None,
            url: None,
            author: None,
            published: None,
            language: None,
            text,
            extra: Extra::new(),
        }
    }

    /// What to call it on the page: its title, or else its first line, of which
    /// at most 400 bytes.
    pub fn heading(&self) -> &str {
        const LONGEST: usize = 400;
        let start = || {
            let text = self.text.as_str().trim_start();
            let start = &text[..text.floor_char_boundary(LONGEST)];
            start.lines().next().unwrap_or_default()
        };
        self.title.as_deref().unwrap_or_else(start).trim()
    }

    /// A name for its file, without an extension: letters and digits of the
    /// heading, joined by hyphens, at most 48 bytes. Never empty.
    pub fn slug(&self) -> String {
        let mut slug = String::new();
        for word in self
            .heading()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            let word = word.to_ascii_lowercase();
            if slug.len() + word.len() >= 48 {
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(&word);
        }
        if slug.is_empty() { "article".to_owned() } else { slug }
    }
}

/// What was marked in a document: the part of the work that undo goes back in.
/// A value whose parts are shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    /// The annotations.
    pub annotations: AnnotationSet,
    /// The relations between them. Both ends are among the annotations.
    pub relations: Rc<Vec<Relation>>,
}

impl Markup {
    /// Without the annotation of this id and the relations that end in it.
    #[must_use]
    pub fn without(&self, id: &Id) -> Self {
        let touches = |relation: &Relation| relation.from == *id || relation.to == *id;
        let relations = if self.relations.iter().any(touches) {
            Rc::new(self.relations.iter().filter(|r| !touches(r)).cloned().collect())
        } else {
            Rc::clone(&self.relations)
        };
        Self {
            annotations: self.annotations.without(id),
            relations,
        }
    }
}

/// Everything that a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The article.
    pub document: Rc<Document>,
    /// What can be marked.
    pub scheme: Rc<Scheme>,
    /// What was marked.
    pub markup: Markup,
    /// What a newer Gloss wrote.
    pub extra: Extra,
}

impl Project {
    /// An article in which nothing is marked yet.
    pub fn new(document: Document, scheme: Scheme) -> Self {
        Self {
            document: Rc::new(document),
            scheme: Rc::new(scheme),
            markup: Markup::default(),
            extra: Extra::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::intake;
    use super::*;

    #[test]
    fn file_names_are_our_own_slug() {
        for (text, slug) in [
            ("Paris \"Talks\": what/next?\nbody", "paris-talks-what-next"),
            ("../../etc/passwd", "etc-passwd"),
            ("🌍", "article"),
            ("北京 今天", "北京-今天"),
            (
                "a very long headline that goes on and on and on until the end",
                "a-very-long-headline-that-goes-on-and-on-and-on",
            ),
        ] {
            let text = intake::clean(text).expect("a text").text;
            assert_eq!(Document::new(Id::new("d"), text).slug(), slug);
        }
    }
}
