//! Prodigy's tasks.

use crate::{check, losses, written};

#[test]
fn a_task() {
    let written = written("prodigy");
    let line = &written.parts[0].content;
    let start = concat!(
        r#"{"text":"🌍 Mayor Ana Ruiz said crime fell 12% in Lagos.\nShe left.","id":"d1","#,
        r#""meta":{"title":"=1+1","language":"en"},"tokens":[{"text":"🌍","start":0,"end":1,"id":0,"ws":true},"#,
    );
    assert!(line.starts_with(start), "{line}");
    let spans = concat!(
        r#""spans":[{"start":22,"end":45,"token_start":5,"token_end":10,"label":"claim","text":"crime fell 12% in Lagos","#,
        r#""id":"a1","attributes":{"kind":"number","speaker":{"text":"Ana Ruiz","start":8,"end":16}},"note":"-5%"},"#,
        r#"{"start":40,"end":45,"token_start":10,"token_end":10,"label":"place","text":"Lagos","id":"a2"},"#,
    );
    assert!(line.contains(spans), "{line}");
    let end = concat!(
        r#""relations":[{"head":10,"child":10,"#,
        r#""head_span":{"start":22,"end":45,"token_start":5,"token_end":10,"label":"claim"},"#,
        r#""child_span":{"start":40,"end":45,"token_start":10,"token_end":10,"label":"place"},"#,
        r#""label":"about","id":"r1"}],"answer":"accept"}"#,
    );
    assert!(line.ends_with(end), "{line}");
    assert_eq!(
        losses(&written),
        ["The scheme: names, looks, guidelines and fields of labels"]
    );
}

const TASK: &str = r##"{"text":"Ana in Lagos","_input_hash":1,"_task_hash":2,"tokens":[{"text":"Ana","start":0,"end":3,"id":0,"ws":true}],"_view_id":"relations","relations":[{"head":0,"child":2,"head_span":{"start":0,"end":3,"token_start":0,"token_end":0,"label":null},"child_span":{"start":7,"end":12,"token_start":2,"token_end":2,"label":"GPE"},"color":"#b5c6c9","label":"IN"}],"spans":[{"start":0,"end":3,"token_start":0,"token_end":0,"label":"PERSON","type":"span"},{"start":7,"end":12,"token_start":2,"token_end":2,"label":"GPE"}],"answer":"accept","_annotator_id":"kim"}"##;

#[test]
fn what_prodigy_wrote_is_read() {
    let all = ["PERSON[Ana] GPE[Lagos] IN(Ana, Lagos)"];
    check("prodigy", TASK, None, &all, &[]);
    // By the numbers of tokens alone.
    let start = TASK.find(",\"head_span\"").expect("a span");
    let end = TASK.find(",\"color\"").expect("a colour");
    let bare = TASK[..start].to_owned() + &TASK[end..];
    check("prodigy", &bare, None, &all, &[]);
    let elsewhere = bare.replace("\"head\":0", "\"head\":1");
    check(
        "prodigy",
        &elsewhere,
        None,
        &["PERSON[Ana] GPE[Lagos]"],
        &["no annotation with the id token 1"],
    );
    let hand_made = r#"{"text":"In Lagos","spans":[{"start":3,"end":8,"label":"GPE"}]}"#;
    check("prodigy", hand_made, None, &["GPE[Lagos]"], &[]);
    // What other tools write so.
    for other in [
        r#"{"text":"a","label":[[0,1,"x"]]}"#,
        r#"{"text":"a","spans":[{"token":1}]}"#,
    ] {
        assert!(gloss::model::exchange::batch::recognise(other).is_none_or(|(format, _)| format.id != "prodigy"));
    }
}

#[test]
fn what_was_rejected_is_no_annotation() {
    for answer in ["reject", "ignore"] {
        let task = TASK.replace("accept", answer);
        check(
            "prodigy",
            &task,
            None,
            &[""],
            &["its spans are no annotations. Left out."],
        );
    }
}

#[test]
fn who_made_it_and_what_prodigy_adds_is_kept() {
    let (_, found) = gloss::model::exchange::batch::recognise(TASK).expect("a task");
    let found = found.expect("it can be read");
    let document = &found.documents[0];
    let names: Vec<_> = document.extra.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["_input_hash", "_task_hash", "_view_id", "_annotator_id"]);
    assert_eq!(document.marks[0].by.as_deref(), Some("kim"));
}
