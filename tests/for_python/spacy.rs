//! spaCy's JSON.

use crate::{check, losses, written};

#[test]
fn a_line_for_from_json() {
    let written = written("spacy");
    let line = &written.parts[0].content;
    let start = concat!(
        r#"{"text":"🌍 Mayor Ana Ruiz said crime fell 12% in Lagos.\nShe left.","#,
        r#""ents":[{"start":22,"end":45,"label":"claim"},{"start":51,"end":54,"label":"a b"}],"#,
        r#""tokens":[{"id":0,"start":0,"end":1},{"id":1,"start":2,"end":7},"#,
    );
    assert!(line.starts_with(start), "{line}");
    // The line end is a token of its own, and a word is cut where an annotation ends.
    let middle = concat!(
        r#"{"id":10,"start":40,"end":45},{"id":11,"start":45,"end":46},{"id":12,"start":46,"end":47},"#,
        r#"{"id":13,"start":47,"end":50},{"id":14,"start":51,"end":54},{"id":15,"start":54,"end":55},"#,
    );
    assert!(line.contains(middle), "{line}");
    let spans = concat!(
        r#""spans":{"sc":[{"start":22,"end":45,"label":"claim","kb_id":""},"#,
        r#"{"start":40,"end":45,"label":"place","kb_id":""},"#,
        r#"{"start":51,"end":54,"label":"a b","kb_id":""}]},"#,
        r#""gloss":{"id":"d1","title":"=1+1","language":"en","annotations":[{"id":"a1","label":"claim","#,
    );
    assert!(line.contains(spans), "{line}");
    assert_eq!(
        losses(&written),
        ["The scheme: names, looks, guidelines and fields of labels"]
    );
}

#[test]
fn what_spacy_wrote_is_read() {
    // Doc.to_json() of a pipeline.
    let line = r#"{"text":"Ana in Lagos","ents":[{"start":7,"end":12,"label":"GPE"}],"sents":[{"start":0,"end":12}],"tokens":[{"id":0,"start":0,"end":3,"tag":"NNP","head":0},{"id":1,"start":4,"end":6},{"id":2,"start":7,"end":12}],"spans":{"sc":[{"start":7,"end":12,"label":"GPE","kb_id":""},{"start":0,"end":12,"label":"","kb_id":"Q1"}]}}"#;
    let ignored = ["\"tag\" of tokens", "\"sents\""];
    check("spacy", line, None, &["sc[Ana in Lagos] GPE[Lagos]"], &ignored);
    check(
        "spacy",
        &format!("[{line},\n{line}]"),
        None,
        &["sc[Ana in Lagos] GPE[Lagos]"; 2],
        &[ignored, ignored].concat(),
    );
    let pretty = line.replace(",\"", ",\n  \"").replace('[', "[\n");
    check("spacy", &pretty, None, &["sc[Ana in Lagos] GPE[Lagos]"], &ignored);
    let plain = r#"{"text":"Ana in","tokens":[{"id":0,"start":0,"end":3},{"id":1,"start":4,"end":6}]}"#;
    let broken = format!("{plain}\n{{\"text\n{plain}\n");
    check("spacy", &broken, None, &["", ""], &["the line is no JSON"]);
    let words = r#"{"text":"Ana in","tokens":["Ana","in"]}"#;
    assert!(gloss::model::exchange::batch::recognise(words).is_none());
    let bad = r#"{"text":"Ana","tokens":[],"ents":[{"start":0,"label":"A"},{"start":0,"end":9,"label":"A"},7,{"start":0,"end":3}]}"#;
    let said = [
        "no \"end\"",
        "7 is not an object",
        "no \"label\"",
        "the text has 3 characters",
    ];
    check("spacy", bad, None, &[""], &said);
}

#[test]
fn what_gloss_knows_comes_back_also_from_user_data() {
    let line = &written("spacy").parts[0].content;
    let all = ["claim[crime fell 12% in Lagos] place[Lagos] a b[lef] about(crime fell 12% in Lagos, Lagos)"];
    check("spacy", line, None, &all, &[]);
    let underscore = line.replace("\"gloss\":{", "\"_\":{\"gloss\":{") + "}";
    check("spacy", &underscore, None, &all, &[]);
    // Someone took a span away in spaCy.
    let fewer = line.replace(r#"{"start":40,"end":45,"label":"place","kb_id":""},"#, "");
    let left = ["claim[crime fell 12% in Lagos] a b[lef]"];
    check(
        "spacy",
        &fewer,
        None,
        &left,
        &["no \"span\"", "no annotation with the id a2"],
    );
}

#[test]
fn an_edge_that_no_token_can_have_is_in_what_gloss_knows() {
    // The space after a word is of no token, but here it carries an accent.
    let line = r#"{"text":"a \u0301b","ents":[],"tokens":[{"id":0,"start":0,"end":1},{"id":1,"start":2,"end":4}],"spans":{"sc":[{"start":2,"end":4,"label":"x","kb_id":""}]},"gloss":{"annotations":[{"label":"x","start":1,"end":4,"quote":" \u0301b"}]}}"#;
    check("spacy", line, None, &["x[ \u{301}b]"], &[]);
}
