//! What the two formats of INCEpTION have in common: its layers are types of
//! Apache UIMA.

use std::collections::BTreeSet;

use super::identifier;
use crate::model::annotation::Value;
use crate::model::scheme::Scheme;
use crate::model::text::Text;

/// The layer of our annotations. INCEpTION wants its custom layers there.
pub const LAYER: &str = "webanno.custom.Gloss";

/// The layer of our relations.
pub const RELATIONS: &str = "webanno.custom.GlossRelation";

/// The feature that holds the label, of an annotation and of a relation.
pub const LABEL: &str = "label";

/// The feature that holds the note.
pub const NOTE: &str = "note";

/// Names of features that mean something else: to UIMA, to us, and in a TSV; and
/// those that no field can have in Python, where DKPro Cassis makes fields of them.
pub const RESERVED: &[&str] = &[
    "begin", "end", "sofa", LABEL, NOTE, "id", "by", "created", "modified", "self", "type", "xmiID", "False", "None",
    "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
    "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
    "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Features of an annotation besides its attributes.
pub const FEATURES: [&str; 6] = [LABEL, NOTE, "id", "by", "created", "modified"];

/// The two layers as a description of types, which INCEpTION imports on a project's
/// page of layers: annotations may overlap, begin inside of words and go over
/// sentences there. Without them it drops what it imports, or refuses the file.
pub fn layers(scheme: &Scheme) -> (&'static str, String) {
    let attributes = scheme.labels.iter().flat_map(|label| &label.attributes);
    let attributes: BTreeSet<&str> = attributes.map(|attribute| &*attribute.id).collect();
    let attributes = attributes.into_iter().map(|id| identifier::encode(id, false, RESERVED));
    let features = FEATURES.into_iter().map(str::to_owned).chain(attributes);
    let strings = |names: &mut dyn Iterator<Item = String>| -> String {
        names.map(|name| feature(&name, "uima.cas.String")).collect()
    };
    let relation = strings(&mut [LABEL, "id"].into_iter().map(str::to_owned))
        + &feature("Governor", LAYER)
        + &feature("Dependent", LAYER);
    let mut file = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n<types>\n"
        .to_owned();
    for (name, features) in [(LAYER, strings(&mut { features })), (RELATIONS, relation)] {
        file.push_str(&format!(
            "<typeDescription>\n<name>{name}</name>\n<description/>\n\
             <supertypeName>uima.tcas.Annotation</supertypeName>\n<features>\n{features}</features>\n\
             </typeDescription>\n"
        ));
    }
    file.push_str("</types>\n</typeSystemDescription>\n");
    ("inception-layers.xml", file)
}

fn feature(name: &str, range: &str) -> String {
    format!(
        "<featureDescription><name>{name}</name><description/><rangeTypeName>{range}</rangeTypeName></featureDescription>\n"
    )
}

/// Whether a type is one of DKPro Core's for words and sentences, or holds what
/// INCEpTION has to remember: nothing that a person marked.
pub fn is_machinery(name: &str) -> bool {
    const PACKAGES: [&str; 6] = [
        "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
        "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.",
        "de.tudarmstadt.ukp.dkpro.core.api.syntax.",
        "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
        "de.tudarmstadt.ukp.clarin.webanno.api.type.",
        "uima.",
    ];
    PACKAGES.iter().any(|package| name.starts_with(package))
}

/// Which of a foreign layer's features says what kind of thing is marked.
pub fn label_feature<'a>(features: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    const NAMES: [&str; 4] = [LABEL, "value", "relationType", "category"];
    NAMES
        .iter()
        .find_map(|name| features.clone().find(|feature| feature.eq_ignore_ascii_case(name)))
}

/// The last part of a type's name: what it is called if no feature says more.
pub fn short_name(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// A value as words of a feature, if they would not be read as something else.
pub fn held<'a>(value: &'a Value, text: &'a Text) -> Option<&'a str> {
    let words = match value {
        Value::Text(words) => words.as_str(),
        Value::Quote(span) => span.quote(text),
        Value::Flag(true) => return Some("true"),
        Value::Flag(false) => return Some("false"),
        Value::Unknown(_) => return None,
    };
    (!matches!(words, "" | "true" | "false")).then_some(words)
}

/// The value that stands in a feature as words.
pub fn value(words: &str) -> Value {
    match words {
        "true" => Value::Flag(true),
        "false" => Value::Flag(false),
        words => Value::Text(words.to_owned()),
    }
}

/// The length of words in UTF-16 code units.
pub fn utf16(words: &str) -> u32 {
    words.chars().map(|c| c.len_utf16() as u32).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::format::gloss::built_in_scheme;

    #[test]
    fn the_scheme_is_a_description_of_types() {
        let (name, file) = layers(&built_in_scheme());
        assert_eq!(name, "inception-layers.xml");
        // INCEpTION takes what does not begin so for a layer in JSON.
        assert!(file.starts_with("<?xml version="));
        for name in ["label", "note", "worth_checking"] {
            let feature = format!("<name>{name}</name><description/><rangeTypeName>uima.cas.String<");
            assert_eq!(file.matches(&feature).count(), if name == "label" { 2 } else { 1 });
        }
        assert_eq!(file.matches("<rangeTypeName>webanno.custom.Gloss<").count(), 2);
    }

    #[test]
    fn layers_of_words_are_told_from_others() {
        assert!(is_machinery(
            "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
        ));
        assert!(!is_machinery("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"));
        assert_eq!(label_feature(["x", "value", "Label"].into_iter()), Some("Label"));
        assert_eq!(short_name("webanno.custom.Gloss"), "Gloss");
    }
}
