//! Tables.

use crate::{check, example, losses, written};
use gloss::model::format::table::{Frame, format};

fn header() -> &'static str {
    match format("csv").map(|format| format.frame) {
        Some(Frame::Rows(header)) => header,
        _ => "",
    }
}

#[test]
fn a_row_for_each_annotation() {
    let written = written("csv");
    let rows: Vec<_> = written.parts[0].content.lines().collect();
    // The headline and the note would be run by a spreadsheet.
    let first = "d1,'=1+1,,,,en,a1,claim,22,45,crime fell 12% in Lagos,🌍 Mayor Ana Ruiz said ,\".";
    assert!(rows[0].starts_with(first), "{}", rows[0]);
    let last =
        r#"She left.","{""kind"":""number"",""speaker"":{""text"":""Ana Ruiz"",""start"":8,""end"":16}}",'-5%,,,"#;
    assert_eq!(rows[1], last);
    let lost = [
        "The scheme: names, looks, guidelines and fields of labels",
        "The text outside of annotations",
        "Links between annotations [r1]",
    ];
    assert_eq!(losses(&written), lost);
    let file = header().to_owned() + &written.parts[0].content;
    let all = ["claim[crime fell 12% in Lagos] place[Lagos] a b[lef]"];
    check("csv", &file, Some(&example().document), &all, &[]);
}

#[test]
fn tables_of_others() {
    let document = example().document;
    let file =
        "\u{feff}label;start;end;speaker\r\nplace;40;45;Ana\r\n\r\nplace;8.0;16.0;\r\nx;22;;\r\n;1;2;\r\ny;a;b;\r\n";
    let said = ["no \"end\"", "no \"label\"", "whole number"];
    check("csv", file, Some(&document), &["place[Ana Ruiz] place[Lagos]"], &said);
    // As pandas writes it, with the rows' numbers.
    let (_, found) =
        gloss::model::exchange::batch::recognise(",label,quote,speaker\n0,x,Lagos,Ana\n").expect("a table");
    let marks = &found.expect("it can be read").documents[0].marks;
    let names: Vec<_> = marks[0].attributes.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["speaker"]);
    // By words alone, and a text that is the annotation's.
    check(
        "csv",
        "quote\tlabel\nAna Ruiz\tperson\n",
        Some(&document),
        &["person[Ana Ruiz]"],
        &[],
    );
    check(
        "csv",
        "start,end,text,label\n8,16,Ana Ruiz,person\n",
        Some(&document),
        &["person[Ana Ruiz]"],
        &[],
    );
    // A text that is the document's.
    let file = "text,start,end,label\n\"In Lagos,\nhe said\",3,8,place\n\"In Lagos,\nhe said\",10,12,x\nOther,0,5,y\n";
    check("csv", file, None, &["place[Lagos] x[he]", "y[Other]"], &[]);
    let more = "label,start,end\nx,0,1,extra\n";
    check(
        "csv",
        more,
        Some(&document),
        &["x[🌍]"],
        &["cell 4, which has no column,"],
    );
}

#[test]
fn cells_that_a_spreadsheet_would_run_come_back() {
    for note in ["=1", "'=1", "''-1", "'tis", "@a", "+", "-1", "\tx", "\rx", "a=1", "'"] {
        let mut project = example();
        let first = project.markup.annotations.iter().next().expect("one").as_ref().clone();
        let changed = gloss::model::annotation::Annotation {
            note: Some(note.into()),
            ..first
        };
        project.markup.annotations = project.markup.annotations.with(changed);
        let format = format("csv").expect("it is one");
        let written = format.write.expect("it is written")(&project);
        let file = header().to_owned() + &written.parts[0].content;
        let (_, found) = gloss::model::exchange::batch::recognise(&file).expect("a table");
        let found = found.expect("it can be read");
        assert_eq!(found.documents[0].marks[0].note.as_deref(), Some(note), "{file}");
        let cells = file.split([',', '\n']).map(|cell| cell.trim_matches('"'));
        assert!(
            !cells
                .into_iter()
                .any(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])),
            "{file}"
        );
    }
}

#[test]
fn an_article_is_no_table() {
    for article in [
        "Label, start and end",
        "A start, an end",
        "a,b,c\n1,2,3\n",
        "label\nclaim\n",
    ] {
        assert!(gloss::model::exchange::batch::recognise(article).is_none(), "{article}");
    }
}
