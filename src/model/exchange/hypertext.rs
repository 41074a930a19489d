//! HTML as a person sees it: words and paragraphs, without what is hidden.
//!
//! It is read as browsers read it (the tokenizer follows the WHATWG's standard, so
//! there is no HTML that it refuses), but in one go and without a tree: nothing
//! grows with the depth of nesting, and it takes time in proportion to the length.
//!
//! Limitation: what a style sheet hides or lays out is not known.

use html5gum::ForwardingEmitter;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, Span, Tokenizer};

use super::prose::Prose;

/// A piece of HTML.
#[derive(Debug)]
pub enum Piece<'a> {
    /// A start tag, with its name and attributes in lower case.
    Start(&'a str, &'a [(String, String)]),
    /// An end tag.
    End(&'a str),
    /// Words, with their entities decoded; those of scripts and styles too.
    Words(&'a str),
    /// A comment.
    Comment(&'a str),
}

/// Which part of a page is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All that is seen.
    Page,
    /// Elements of this name, without what serves the page rather than the article;
    /// of those that stand beside one another only the one of this number, from 0, if
    /// there is one.
    Element(&'static str, Option<usize>),
}

/// What is copied from a web page, a word processor or a mail, as text with
/// paragraphs: the HTML that comes with a paste (`text/html`).
///
/// ```
/// # use gloss::model::exchange::hypertext::paragraphs;
/// let copied = "<meta charset=utf-8><!--StartFragment--><p>The  EU<br>said</p><p>&ldquo;No&rdquo;<!--EndFragment-->";
/// assert_eq!(paragraphs(copied), "The EU\nsaid\n\n“No”");
/// ```
pub fn paragraphs(html: &str) -> String {
    text(fragment(html), Scope::Page)
}

/// What stands between the marks that Windows and browsers put around what was
/// selected; all of it if there are none.
fn fragment(html: &str) -> &str {
    const START: &str = "<!--StartFragment-->";
    const END: &str = "<!--EndFragment-->";
    let start = html.find(START).map_or(0, |at| at + START.len());
    let end = html.rfind(END).filter(|&end| end >= start).unwrap_or(html.len());
    &html[start..end]
}

/// The text of a part of a page.
pub fn text(html: &str, scope: Scope) -> String {
    let mut prose = Prose::default();
    let mut seen = Seen::of(scope);
    let mut exact = 0_usize;
    let mut in_row = false;
    pieces(html, &mut |piece| {
        let before = seen.is_here();
        let shown = seen.piece(&piece);
        match piece {
            // What stands before and after it does not stand on one line.
            Piece::Start(name, _) if before && !shown => space(&mut prose, name),
            Piece::Words(_) | Piece::Start(..) | Piece::End(_) if !shown => {}
            Piece::Words(words) if exact > 0 => {
                for (number, line) in words.split('\n').enumerate() {
                    if number > 0 {
                        prose.line();
                    }
                    prose.exactly(line);
                }
            }
            Piece::Words(words) => prose.words(words),
            Piece::Comment(_) => {}
            Piece::Start(name, attributes) => {
                match name {
                    "br" if !has(attributes, "class", "Apple-interchange-newline") => prose.line(),
                    "br" => {}
                    "tr" => {
                        in_row = false;
                        return prose.row();
                    }
                    "td" | "th" if std::mem::replace(&mut in_row, true) => return prose.cell(),
                    "table" => return prose.table(),
                    "pre" => exact += 1,
                    _ => {}
                }
                space(&mut prose, name);
            }
            Piece::End(name) => {
                match name {
                    "pre" => exact = exact.saturating_sub(1),
                    "table" => return prose.table(),
                    // A cell and a row end where the next one begins.
                    "td" | "th" | "tr" => return,
                    _ => {}
                }
                space(&mut prose, name);
            }
        }
    });
    prose.finish()
}

/// Begins a line or a paragraph where an element of this name begins or ends.
fn space(prose: &mut Prose, name: &str) {
    const PARAGRAPHS: [&str; 28] = [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "dl",
        "table",
        "figure",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "hr",
        "details",
        "fieldset",
        "form",
        "hgroup",
        "menu",
        "center",
    ];
    const BLOCKS: [&str; 15] = [
        "div",
        "li",
        "tr",
        "dt",
        "dd",
        "td",
        "th",
        "address",
        "figcaption",
        "caption",
        "summary",
        "legend",
        "body",
        "html",
        "search",
    ];
    if PARAGRAPHS.contains(&name) {
        prose.paragraph();
    } else if BLOCKS.contains(&name) {
        prose.block();
    }
}

/// A hidden element that is open.
#[derive(Debug)]
struct Hidden {
    name: String,
    /// How many of its name are open.
    count: usize,
    /// How many parts of a page, with tags that end what is around them, began in it.
    parts: usize,
}

/// Follows what of a page is seen, from piece to piece.
#[derive(Debug)]
pub struct Seen {
    scope: Scope,
    /// How many elements of the scope's name are open, and how many began beside one
    /// another.
    open: usize,
    begun: usize,
    hidden: Option<Hidden>,
}

impl Seen {
    /// At the start of a page.
    pub fn of(scope: Scope) -> Self {
        Self {
            scope,
            open: 0,
            begun: 0,
            hidden: None,
        }
    }

    /// Whether the piece that comes next is seen. Call it with every piece.
    pub fn piece(&mut self, piece: &Piece) -> bool {
        match piece {
            Piece::Start(name, attributes) => self.start(name, attributes),
            Piece::End(name) => self.end(name),
            Piece::Words(_) | Piece::Comment(_) => self.is_here(),
        }
    }

    /// Which of the elements that stand beside one another is open.
    pub fn number(&self) -> Option<usize> {
        (self.open > 0).then(|| self.begun - 1)
    }

    fn is_here(&self) -> bool {
        let inside = match self.scope {
            Scope::Page => true,
            Scope::Element(_, wanted) => self.open > 0 && wanted.is_none_or(|wanted| self.begun == wanted + 1),
        };
        inside && self.hidden.is_none()
    }

    fn start(&mut self, name: &str, attributes: &[(String, String)]) -> bool {
        /// Elements whose end tag may be left out: the next one ends them.
        const ENDED: [&str; 8] = ["p", "li", "td", "th", "tr", "dt", "dd", "option"];
        if let Some(hidden) = &mut self.hidden {
            hidden.parts += usize::from(is_part(name));
            if hidden.name != name {
                return false;
            }
            if !ENDED.contains(&name) {
                hidden.count += 1;
                return false;
            }
            self.hidden = None;
        }
        if let Scope::Element(wanted, _) = self.scope
            && wanted == name
        {
            self.begun += usize::from(self.open == 0);
            self.open += 1;
        }
        let in_page = self.scope == Scope::Page;
        if is_hidden(name, attributes) || !in_page && self.open > 0 && serves_the_page(name) {
            self.hidden = Some(Hidden {
                name: name.to_owned(),
                count: 1,
                parts: 0,
            });
            return false;
        }
        self.is_here()
    }

    fn end(&mut self, name: &str) -> bool {
        let shown = self.is_here();
        if let Some(hidden) = &mut self.hidden {
            if hidden.name == name {
                hidden.count -= 1;
                if hidden.count == 0 {
                    self.hidden = None;
                }
                return false;
            }
            if !is_part(name) {
                return false;
            }
            if hidden.parts > 0 {
                hidden.parts -= 1;
                return false;
            }
            // What is around a hidden element ends it too.
            self.hidden = None;
        }
        if matches!(self.scope, Scope::Element(wanted, _) if wanted == name) {
            self.open = self.open.saturating_sub(1);
        }
        shown
    }
}

/// Whether an element is a part of a page so large that its end tag is never left out.
fn is_part(name: &str) -> bool {
    matches!(name, "article" | "main" | "body" | "html")
}

/// Whether nobody sees an element, wherever it stands.
fn is_hidden(name: &str, attributes: &[(String, String)]) -> bool {
    const NAMES: [&str; 22] = [
        "script", "style", "template", "noscript", "title", "svg", "iframe", "object", "video", "audio", "canvas",
        "select", "textarea", "datalist", "noembed", "noframes", "frameset", "applet", "map", "xml", "progress",
        "meter",
    ];
    const EMPTY: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    ];
    if EMPTY.contains(&name) {
        return false;
    }
    let of = |wanted: &str| {
        attributes
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| &**value)
    };
    // Word writes the bullets and numbers of lists as text, for programs that know no lists.
    let styled = of("style").is_some_and(|style| {
        let style: String = style.to_ascii_lowercase().split_ascii_whitespace().collect();
        ["display:none", "mso-list:ignore", "mso-hide:all"]
            .iter()
            .any(|hidden| style.contains(hidden))
    });
    let closed = name == "dialog" && of("open").is_none();
    NAMES.contains(&name) || of("hidden").is_some_and(|hidden| hidden != "until-found") || styled || closed
}

/// Whether an element stands in articles to serve the page.
fn serves_the_page(name: &str) -> bool {
    matches!(name, "nav" | "aside" | "footer" | "form" | "button")
}

fn has(attributes: &[(String, String)], name: &str, value: &str) -> bool {
    attributes.iter().any(|(n, v)| n == name && v == value)
}

/// Goes through HTML piece by piece.
pub fn pieces(html: &str, each: &mut dyn FnMut(Piece)) {
    let mut name = String::new();
    let mut attributes: Vec<(String, String)> = Vec::new();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        match event {
            CallbackEvent::OpenStartTag { name: new } => {
                name.clear();
                name.push_str(&String::from_utf8_lossy(new));
                attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                attributes.push((String::from_utf8_lossy(name).into_owned(), String::new()));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = attributes.last_mut() {
                    last.push_str(&String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::CloseStartTag { .. } => each(Piece::Start(&name, &attributes)),
            CallbackEvent::EndTag { name } => each(Piece::End(&String::from_utf8_lossy(name))),
            CallbackEvent::String { value } => each(Piece::Words(&String::from_utf8_lossy(value))),
            CallbackEvent::Comment { value } => each(Piece::Comment(&String::from_utf8_lossy(value))),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    });
    // Words of scripts and titles are not markup.
    emitter.naively_switch_states(true);
    // Nothing is handed on through the tokenizer itself.
    for _ in Tokenizer::new_with_emitter(html, Forgiving(emitter)) {}
}

/// An emitter that is told of no errors: to look for them takes a third of the time.
#[derive(Debug)]
struct Forgiving<E>(E);

impl<E: Emitter> ForwardingEmitter for Forgiving<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = Self::Token> {
        &mut self.0
    }

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(paragraphs(html), expected, "{html}");
    }

    #[test]
    fn words_and_paragraphs() {
        check("", "");
        check("The EU", "The EU");
        check("<p>The <b>EU</b>\n  said<p>no", "The EU said\n\nno");
        check("a<br>b<br><br>c", "a\nb\n\nc");
        check("<div>a</div><div>b<br></div><div><br></div><div>c</div>", "a\nb\n\nc");
        check("<h1>Head</h1><ul><li>a<li>b</ul>c", "Head\n\na\nb\n\nc");
        check(
            "&ldquo;1&nbsp;000 &lt;b&gt;&rdquo; &#x1F30D; &bogus; &amp",
            "“1\u{a0}000 <b>” 🌍 &bogus; &",
        );
        check("<pre>a  b\n  c</pre>", "a  b\n  c");
        check(
            "<p>x</p><table><tr><td><p>a</p></td><td>b</td></tr><tr><th>c<td>d</table>e",
            "x\n\na\tb\nc\td\n\ne",
        );
    }

    #[test]
    fn what_is_hidden_is_not_read() {
        check("a<script>var b = '</p>';</script><style>c{}</style> d", "a d");
        check(
            "<title>t</title><noscript><p>n</p></noscript><template>x</template>a",
            "a",
        );
        check("<p hidden>a<p>b<div style='display: none'>c<div>d</div></div>e", "b\ne");
        check(
            "<svg><title>t</title><text>x</text></svg>a<input value=b><select><option>c</select>",
            "a",
        );
        check("a\0b<!-- c --><nav>d</nav>", "ab\n\nd");
    }

    #[test]
    fn what_programs_put_on_the_clipboard_besides_is_left() {
        check(
            "<html>\r\n<body>\r\n<!--StartFragment--><p>a</p><!--EndFragment-->\r\n</body>\r\n</html>",
            "a",
        );
        // Word.
        check(
            "<!--[if gte mso 9]><xml><o:p>x</o:p></xml><![endif]--><p class=MsoNormal>The\nEU<o:p></o:p></p>\
             <p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoListParagraph><![if !supportLists]>\
             <span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>said<o:p></o:p></p>",
            "The EU\n\nsaid",
        );
        // Google Docs.
        check(
            "<meta charset='utf-8'><b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><p dir=\"ltr\">\
             <span>a</span></p><br /><p><span>b</span></p></b><br class=\"Apple-interchange-newline\">",
            "a\n\nb",
        );
    }

    #[test]
    fn nesting_without_end_and_great_length_are_read() {
        let deep = "<div><b><article>".repeat(200_000) + "a";
        check(&deep, "a");
        check(&"<p hidden>".repeat(100_000), "");
        check(
            &("a<br>".repeat(300_000) + "<td>".repeat(300_000).as_str()),
            &"a\n".repeat(300_000)[..599_999],
        );
    }
}
