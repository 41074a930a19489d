//! A Word document (.docx, ECMA-376) as an article: its text and what its
//! properties say.
//!
//! Text is that of the document with all tracked changes accepted: what was
//! deleted or moved away is not in it. Paragraphs, line breaks, tabs and the cells
//! of tables are kept, headings are paragraphs; text boxes follow the paragraph
//! that they hang on. Footnotes, endnotes and comments are counted and left out.
//!
//! Limitations: numbers of lists and what fields would work out anew are not in the
//! file as text. Headers and footers of pages are not read.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::article::{Article, LeftOut};
use super::package::is_zip;
use super::prose::Prose;
use crate::model::format::incoming::Refusal;
use crate::model::intake;
use crate::model::project::Facts;

/// The largest part of a document that is unpacked, in bytes: 128 MB.
const LIMIT: usize = crate::model::format::gloss::LIMIT;

/// Whether bytes are a Word document: a zip in which a part of Word's stands.
pub fn is(bytes: &[u8]) -> bool {
    is_zip(bytes) && main_part(bytes).is_some()
}

/// Reads a Word document.
///
/// # Errors
/// [`Refusal::Word`] if it is broken, encrypted or too large; [`Refusal::Text`] if
/// there is no text in it.
pub fn read(bytes: &[u8]) -> Result<Article, Refusal> {
    let document = main_part(bytes)
        .and_then(|name| part(bytes, &name))
        .ok_or(Refusal::Word)?;
    let (text, left_out) = text(&document).ok_or(Refusal::Word)?;
    let facts = part(bytes, "docProps/core.xml").map(|core| facts(&core));
    Ok(Article {
        intake: intake::clean(text).map_err(Refusal::Text)?,
        facts: facts.unwrap_or_default(),
        left_out,
    })
}

/// The name of the part with the text, as the package tells it; it need not be
/// `word/document.xml`.
fn main_part(bytes: &[u8]) -> Option<String> {
    let relations = part(bytes, "_rels/.rels")?;
    let mut reader = Reader::from_str(&relations);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return None,
            Event::Start(tag) | Event::Empty(tag) if local(&tag) == "Relationship" => {
                let is_main = attribute(&tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
                let target = attribute(&tag, "Target").unwrap_or_default();
                let target = target.trim_start_matches('/');
                if is_main && target.starts_with("word/") {
                    return Some(target.to_owned());
                }
            }
            _ => {}
        }
    }
}

/// A part of the package, as text.
fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let entry = zip.by_name(name).ok()?;
    let mut content = Vec::new();
    // One byte more tells that it is too much, whatever the zip says of itself.
    entry.take(LIMIT as u64 + 1).read_to_end(&mut content).ok()?;
    if content.len() > LIMIT {
        return None;
    }
    intake::decode(content).ok()
}

/// The text of the main part; `None` if it is no XML.
fn text(xml: &str) -> Option<(String, Vec<LeftOut>)> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut body = Body::default();
    let mut open = 0_usize;
    loop {
        match reader.read_event().ok()? {
            // A file that breaks off is broken.
            Event::Eof => return (open == 0).then(|| body.finish()),
            Event::Start(tag) => {
                open += 1;
                body.start(&tag);
            }
            Event::Empty(tag) => {
                body.start(&tag);
                body.end(local(&tag));
            }
            Event::End(tag) => {
                open = open.saturating_sub(1);
                body.end(tag.local_name().as_ref());
            }
            Event::Text(words) => body.words(&words.xml10_content()),
            Event::CData(words) => body.words(&words.xml10_content()),
            Event::GeneralRef(name) => {
                let c = name.resolve_char_ref().ok().flatten().or_else(|| entity(&name));
                body.words(c.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut [0; 4]));
            }
            _ => {}
        }
    }
}

/// A document's body on its way to text. Elements nest without limit, so only what
/// is counted is kept of where it is.
#[derive(Debug, Default)]
struct Body {
    prose: Prose,
    /// The text boxes of the paragraph, and how many are open.
    boxes: Prose,
    box_depth: usize,
    /// Elements that are open and whose words are not wanted.
    gone: usize,
    /// How many properties are open, in which elements mean something else.
    properties: usize,
    /// Whether words of a run are.
    in_words: bool,
    /// Whether the run is hidden, and the paragraph's end deleted.
    hidden: bool,
    joined: bool,
    in_row: bool,
    deleted: usize,
    notes: usize,
    comments: usize,
}

impl Body {
    fn prose(&mut self) -> &mut Prose {
        if self.box_depth > 0 {
            &mut self.boxes
        } else {
            &mut self.prose
        }
    }

    fn start(&mut self, tag: &BytesStart) {
        let name = local(tag);
        if is_gone(name) && self.properties == 0 {
            self.deleted += usize::from(matches!(name, "del" | "moveFrom") && self.gone == 0);
            self.gone += 1;
            return;
        }
        if self.gone > 0 {
            return;
        }
        match name {
            _ if is_properties(name) => self.properties += 1,
            "vanish" if self.properties == 1 => self.hidden = is_on(tag),
            "del" if self.properties == 2 => self.joined = true,
            _ if self.properties > 0 => {}
            "p" => self.joined = false,
            "r" => self.hidden = false,
            "t" => self.in_words = true,
            "tab" | "ptab" => self.exactly("\t"),
            "br" | "cr" => self.line(),
            "noBreakHyphen" => self.exactly("\u{2011}"),
            "softHyphen" => self.exactly("\u{ad}"),
            "footnoteReference" | "endnoteReference" => self.notes += 1,
            "commentReference" => self.comments += 1,
            "tbl" => self.prose().table(),
            "tr" => {
                self.prose().row();
                self.in_row = false;
            }
            "tc" if std::mem::replace(&mut self.in_row, true) => self.prose().cell(),
            "txbxContent" => self.box_depth += 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if is_gone(name) && self.properties == 0 {
            self.gone = self.gone.saturating_sub(1);
            return;
        }
        if self.gone > 0 {
            return;
        }
        match name {
            _ if is_properties(name) => self.properties = self.properties.saturating_sub(1),
            _ if self.properties > 0 => {}
            "t" => self.in_words = false,
            "p" if !std::mem::take(&mut self.joined) => {
                self.prose().paragraph();
                if self.box_depth == 0 {
                    let boxes = std::mem::take(&mut self.boxes).finish();
                    self.prose.exactly(&boxes);
                    self.prose.paragraph();
                }
            }
            "tbl" => self.prose().table(),
            "txbxContent" => self.box_depth = self.box_depth.saturating_sub(1),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_words && self.gone == 0 && self.properties == 0 {
            self.exactly(words);
        }
    }

    fn exactly(&mut self, words: &str) {
        if !self.hidden {
            self.prose().exactly(words);
        }
    }

    fn line(&mut self) {
        if !self.hidden {
            self.prose().line();
        }
    }

    fn finish(self) -> (String, Vec<LeftOut>) {
        let left_out = [
            LeftOut::Notes(self.notes),
            LeftOut::Comments(self.comments),
            LeftOut::Deleted(self.deleted),
        ];
        let counts = [self.notes, self.comments, self.deleted];
        let some = left_out.into_iter().zip(counts).filter(|&(_, count)| count > 0);
        (self.prose.finish(), some.map(|(left_out, _)| left_out).collect())
    }
}

/// Elements whose words are not part of the text: what was deleted or moved away,
/// what stands in for programs that cannot show something, and how to read ruby.
fn is_gone(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback" | "rt")
}

/// Elements that say how something looks.
fn is_properties(name: &str) -> bool {
    matches!(
        name,
        "pPr" | "rPr" | "sectPr" | "tblPr" | "trPr" | "tcPr" | "sdtPr" | "pPrChange" | "rPrChange"
    )
}

/// Whether a switch is on: it is unless it says so.
fn is_on(tag: &BytesStart) -> bool {
    let value = attribute(tag, "val");
    !matches!(value.as_deref(), Some("0" | "false" | "off"))
}

/// What the properties of the document say (Dublin Core).
fn facts(xml: &str) -> Facts {
    let mut facts = Facts::default();
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut name = String::new();
    let mut words = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) => {
                local(&tag).clone_into(&mut name);
                words.clear();
            }
            Event::Text(more) => words.push_str(&more.xml10_content()),
            Event::GeneralRef(name) => {
                words.extend(name.resolve_char_ref().ok().flatten().or_else(|| entity(&name)));
            }
            Event::End(_) => {
                let found = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
                match &*std::mem::take(&mut name) {
                    "title" => facts.title = found,
                    "creator" => facts.author = found,
                    "created" => facts.published = found,
                    "language" => facts.language = found,
                    _ => {}
                }
            }
            _ => {}
        }
    }
    facts
}

/// The entities that XML itself has.
fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

fn local<'a>(tag: &'a BytesStart) -> &'a str {
    let name = tag.name().0;
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// An attribute without its namespace.
fn attribute(tag: &BytesStart, wanted: &str) -> Option<String> {
    let found = tag
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == wanted)?;
    Some(
        found
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .ok()?
            .into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::package::zipped;
    use super::*;

    /// A Word document with this body, and these properties.
    fn document(body: &str, core: &str) -> Vec<u8> {
        let files = [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            (
                "_rels/.rels",
                "<Relationships><Relationship Type='http://x/core-properties' Target='docProps/core.xml'/>\
                 <Relationship Type='http://x/officeDocument' Target='/word/document2.xml'/></Relationships>"
                    .to_owned(),
            ),
            (
                "word/document2.xml",
                format!("<w:document><w:body>{body}</w:body></w:document>"),
            ),
            (
                "docProps/core.xml",
                format!("<cp:coreProperties>{core}</cp:coreProperties>"),
            ),
        ];
        zipped(&files.map(|(name, content)| (name.to_owned(), content))).expect("a zip")
    }

    fn check(body: &str, expected: &str) -> Article {
        let bytes = document(body, "");
        assert!(is(&bytes));
        let article = read(&bytes).expect("a document");
        assert_eq!(article.intake.text.as_str(), expected, "{body}");
        article
    }

    /// A run of words.
    fn run(words: &str) -> String {
        format!("<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>")
    }

    #[test]
    fn words_stand_as_they_are_seen() {
        check(
            "<w:p><w:pPr><w:pStyle w:val='Heading1'/><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>\
             <w:r><w:t>A &amp; b</w:t></w:r><w:r><w:tab/><w:t>c</w:t><w:br/><w:t>d&#8211;e</w:t></w:r></w:p>\
             <w:p/><w:p><w:r><w:instrText>PAGE</w:instrText><w:t>f</w:t><w:noBreakHyphen/></w:r></w:p>",
            "A & b\tc\nd–e\n\nf\u{2011}",
        );
        let cell = |words: &str| format!("<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>", run(words));
        let row = |a, b| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
        check(
            &format!(
                "<w:p>{}</w:p><w:tbl>{}{}</w:tbl><w:p>{}</w:p>",
                run("x"),
                row("a", "b"),
                row("c", "d"),
                run("y")
            ),
            "x\n\na\tb\nc\td\n\ny",
        );
    }

    #[test]
    fn what_is_not_seen_is_left_out_and_counted() {
        let article = check(
            &format!(
                "<w:p>{}<w:del w:id='1'><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins w:id='2'>{}</w:ins>\
                 <w:moveFrom w:id='3'>{}</w:moveFrom><w:r><w:footnoteReference w:id='2'/></w:r>\
                 <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>\
                 <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>!</w:t></w:r></w:p>",
                run("a"),
                run(" b"),
                run("moved")
            ),
            "a b!",
        );
        assert_eq!(article.left_out, [LeftOut::Notes(1), LeftOut::Deleted(2)]);
        check(
            &format!(
                "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>",
                run("one "),
                run("line")
            ),
            "one line",
        );
        let boxed = format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", run("box"));
        check(
            &format!(
                "<w:p>{}<w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback>\
                 </mc:AlternateContent></w:r>{}</w:p><w:p>{}</w:p>",
                run("a"),
                run("b"),
                run("c")
            ),
            "ab\n\nbox\n\nc",
        );
    }

    #[test]
    fn properties_are_facts() {
        let core = "<dc:title>A &amp; b</dc:title><dc:creator>Kim Doe</dc:creator><cp:lastModifiedBy>x</cp:lastModifiedBy>\
                    <dcterms:created xsi:type='dcterms:W3CDTF'>2026-01-06T10:00:00Z</dcterms:created><dc:language/>";
        let facts = read(&document(&format!("<w:p>{}</w:p>", run("x")), core))
            .expect("a document")
            .facts;
        assert_eq!(facts.title.as_deref(), Some("A & b"));
        assert_eq!(facts.author.as_deref(), Some("Kim Doe"));
        assert_eq!(facts.published.as_deref(), Some("2026-01-06T10:00:00Z"));
        assert_eq!(facts.language, None);
    }

    #[test]
    fn what_is_broken_is_refused() {
        assert_eq!(read(&document("<w:p></w:x>", "")), Err(Refusal::Word));
        assert_eq!(read(&document("", "")), Err(Refusal::Text(intake::Error::Blank)));
        let whole = document("<w:p/>", "");
        assert!(!is(&whole[..whole.len() / 2]));
        let files = [("a.txt".to_owned(), "x".to_owned())];
        assert!(!is(&zipped(&files).expect("a zip")));
        let nested = "<w:tbl><w:tr><w:tc><w:p>".repeat(100_000);
        assert_eq!(read(&document(&nested, "")), Err(Refusal::Word));
    }
}
