//! A saved web page as an article: its text and what it says of itself.
//!
//! If there is an `<article>`, only that is read: the longest one if it holds at
//! least half of the words of all, for the others are teasers then; else all of
//! them, as on a page of short reports. Without any, `<main>` is read, and without
//! that the page. Facts are those that pages give to search engines and social
//! networks (<https://ogp.me/>, <https://schema.org/NewsArticle>).
//!
//! Limitation: the layout is not known, so advertising inside of the article that
//! looks like a part of it is in the text.

use super::article::{Article, LeftOut};
use super::hypertext::{Piece, Scope, Seen, pieces, text};
use crate::model::format::object::{Fields, items, words};
use crate::model::intake::{self, Error};
use crate::model::project::Facts;

/// How much is looked at to tell what a file is, in bytes.
const LOOKED_AT: usize = 1_024;

/// Whether a file is a web page: by its name, or because it begins as one.
pub fn is(name: &str, content: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if [".html", ".htm", ".xhtml"].iter().any(|ending| name.ends_with(ending)) {
        return true;
    }
    let start = content.trim_start_matches('\u{feff}').trim_start();
    let start = start[..start.floor_char_boundary(LOOKED_AT.min(start.len()))].to_ascii_lowercase();
    let declared = start.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let start = declared.map_or(&*start, |(_, rest)| rest.trim_start());
    start.starts_with("<!doctype html") || start.starts_with("<html>") || start.starts_with("<html ")
}

/// The text of a page's file: UTF-8, UTF-16 if it begins as such, or the encoding
/// of older Western pages if it says so. Pages that call that ISO 8859-1 or ASCII
/// mean windows-1252 (<https://encoding.spec.whatwg.org/#names-and-labels>).
///
/// # Errors
/// [`Error::NotUtf8`] for any other encoding.
pub fn decode(bytes: Vec<u8>) -> Result<String, Error> {
    const WESTERN: [&[u8]; 5] = [b"windows-1252", b"iso-8859-1", b"iso8859-1", b"latin1", b"us-ascii"];
    // U+0080 to U+009F, as the standard has them.
    const UPPER: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let start = bytes[..bytes.len().min(LOOKED_AT)].to_ascii_lowercase();
    let charset = memchr::memmem::find(&start, b"charset=").map(|at| &start[at + 8..]);
    let charset = charset.map(|name| name.strip_prefix(b"\"").or(name.strip_prefix(b"'")).unwrap_or(name));
    let is_western = charset.is_some_and(|charset| WESTERN.iter().any(|name| charset.starts_with(name)));
    if str::from_utf8(&bytes).is_ok() || !is_western {
        return intake::decode(bytes);
    }
    let upper: Vec<char> = UPPER.chars().collect();
    let decoded = bytes.iter().map(|&byte| match byte {
        0x80..=0x9F => upper.get(usize::from(byte - 0x80)).copied().unwrap_or_default(),
        _ => char::from(byte),
    });
    Ok(decoded.collect())
}

/// Reads a web page.
///
/// # Errors
/// As for any text, if there is none in it or it is too long.
pub fn read(html: &str) -> Result<Article, Error> {
    let page = look(html);
    let all: usize = page.articles.iter().sum();
    let longest = page.articles.iter().max().copied().unwrap_or_default();
    let (scope, others) = if all == 0 {
        let scope = if page.main > 0 {
            Scope::Element("main", None)
        } else {
            Scope::Page
        };
        (scope, 0)
    } else if longest * 2 >= all {
        let number = page.articles.iter().position(|&size| size == longest);
        let others = page.articles.iter().filter(|&&size| size > 0).count() - 1;
        (Scope::Element("article", number), others)
    } else {
        (Scope::Element("article", None), 0)
    };
    let intake = intake::clean(text(html, scope))?;
    let left_out = (others > 0).then_some(LeftOut::Articles(others));
    Ok(Article {
        intake,
        facts: page.facts(),
        left_out: left_out.into_iter().collect(),
    })
}

/// What a page says of itself, and how much text its parts have, in bytes.
#[derive(Debug, Default)]
struct Page {
    articles: Vec<usize>,
    main: usize,
    title: String,
    language: Option<String>,
    canonical: Option<String>,
    meta: Vec<(String, String)>,
    linked: Facts,
}

fn look(html: &str) -> Page {
    let mut page = Page::default();
    let mut article = Seen::of(Scope::Element("article", None));
    let mut main = Seen::of(Scope::Element("main", None));
    let mut wanted = None;
    pieces(html, &mut |piece| {
        let in_article = article.piece(&piece);
        let in_main = main.piece(&piece);
        match piece {
            Piece::Start(name, attributes) => {
                let of = |wanted: &str| {
                    attributes
                        .iter()
                        .find(|(name, _)| name == wanted)
                        .map(|(_, value)| &**value)
                };
                match name {
                    "html" => page.language = of("lang").or(of("xml:lang")).map(str::to_owned),
                    "title" if page.title.is_empty() => wanted = Some(Wanted::Title),
                    "script" if of("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) => {
                        wanted = Some(Wanted::Linked);
                    }
                    "link" if of("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                        page.canonical = of("href").map(str::to_owned);
                    }
                    "meta" => {
                        let name = of("property").or(of("name")).or(of("itemprop"));
                        if let (Some(name), Some(content)) = (name, of("content")) {
                            page.meta.push((name.to_ascii_lowercase(), content.to_owned()));
                        }
                    }
                    _ => {}
                }
            }
            Piece::Words(words) => {
                let size = words.trim().len();
                if in_article && let Some(number) = article.number() {
                    page.articles.resize(page.articles.len().max(number + 1), 0);
                    page.articles[number] += size;
                }
                if in_main {
                    page.main += size;
                }
                match wanted.take() {
                    Some(Wanted::Title) => page.title = words.to_owned(),
                    Some(Wanted::Linked) if page.linked == Facts::default() => page.linked = linked(words),
                    _ => {}
                }
            }
            Piece::End(_) => wanted = None,
            Piece::Comment(_) => {}
        }
    });
    page
}

/// What the words that come next are good for.
#[derive(Debug)]
enum Wanted {
    Title,
    Linked,
}

impl Page {
    fn facts(self) -> Facts {
        let meta = |names: &[&str]| {
            let of = |name: &&str| {
                self.meta
                    .iter()
                    .find(|(n, content)| n == name && !content.trim().is_empty())
            };
            names.iter().find_map(of).map(|(_, content)| tidy(content))
        };
        let Self {
            ref title,
            ref language,
            ref canonical,
            linked,
            ..
        } = self;
        let some = |words: &str| Some(tidy(words)).filter(|words| !words.is_empty());
        let is_name = |author: &String| !is_address(author);
        let locale = || meta(&["og:locale"]).map(|locale| locale.replace('_', "-"));
        Facts {
            title: linked
                .title
                .or_else(|| meta(&["og:title", "twitter:title", "dc.title"]))
                .or_else(|| some(title)),
            url: canonical
                .clone()
                .filter(|url| is_address(url))
                .or_else(|| meta(&["og:url"]).filter(|url| is_address(url)))
                .or(linked.url),
            author: linked
                .author
                .or_else(|| meta(&["author"]).filter(is_name))
                .or_else(|| meta(&["article:author"]).filter(is_name))
                .or_else(|| meta(&["parsely-author", "dc.creator", "byl"]).filter(is_name)),
            published: linked.published.or_else(|| {
                meta(&[
                    "article:published_time",
                    "datepublished",
                    "dc.date.issued",
                    "dc.date",
                    "pubdate",
                    "date",
                ])
            }),
            language: language.as_deref().and_then(some).or(linked.language).or_else(locale),
        }
    }
}

/// What linked data says of the article: an object, one in a list, or one of a
/// graph, that is some kind of article.
fn linked(json: &str) -> Facts {
    let mut waiting = vec![json.trim()];
    let mut looked_at = 0;
    while let Some(json) = waiting.pop() {
        looked_at += 1;
        if looked_at > 1_000 {
            break;
        }
        if let Some(list) = items(json) {
            waiting.extend(list.into_iter().rev());
            continue;
        }
        let Ok(mut fields) = Fields::of(json) else { continue };
        if let Some(graph) = fields.raw("@graph") {
            waiting.push(graph);
        }
        let is_article = |kind: &str| kind.ends_with("Article") || kind == "BlogPosting" || kind == "Report";
        if !several(fields.raw("@type")).any(|kind| is_article(&kind)) {
            continue;
        }
        let mut plain = |name: &str| several(fields.raw(name)).next().filter(|words| !words.is_empty());
        return Facts {
            title: plain("headline").or_else(|| plain("name")),
            url: plain("url")
                .or_else(|| plain("mainEntityOfPage"))
                .filter(|url| is_address(url)),
            published: plain("datePublished"),
            language: plain("inLanguage"),
            author: {
                let names: Vec<_> = several(fields.raw("author")).filter(|name| !is_address(name)).collect();
                Some(names.join(", ")).filter(|names| !names.is_empty())
            },
        };
    }
    Facts::default()
}

/// The words of a value: itself, the names of objects, or all of these in a list.
fn several(json: Option<&str>) -> impl Iterator<Item = String> {
    let list = json
        .map(|json| items(json).unwrap_or_else(|| vec![json]))
        .unwrap_or_default();
    list.into_iter().filter_map(|json| match words(json) {
        Ok(words) => Some(tidy(&words)),
        Err(_) => {
            let mut fields = Fields::of(json).ok()?;
            let name = fields
                .words("name")
                .ok()
                .flatten()
                .or_else(|| fields.words("@id").ok().flatten())?;
            Some(tidy(&name))
        }
    })
}

fn tidy(words: &str) -> String {
    let words: Vec<_> = words.split_whitespace().collect();
    words.join(" ")
}

fn is_address(words: &str) -> bool {
    words.starts_with("https://") || words.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, text: &str, facts: [Option<&str>; 5]) -> Article {
        let article = read(html).expect("a page");
        assert_eq!(article.intake.text.as_str(), text);
        let found = article.facts.clone();
        let found = [found.title, found.url, found.author, found.published, found.language];
        assert_eq!(found, facts.map(|fact| fact.map(str::to_owned)));
        article
    }

    #[test]
    fn pages_are_told_by_name_or_beginning() {
        for (name, content, expected) in [
            ("a.HTM", "x", true),
            ("a.txt", "\u{feff}\n<!DOCTYPE html><p>", true),
            ("a", "<?xml version=\"1.0\"?>\n<html xmlns=\"x\">", true),
            ("a.txt", "<html><body>", true),
            ("a.txt", "The tag <html> begins a page", false),
            ("a.txt", "<htmlx>", false),
            ("a.txt", "", false),
        ] {
            assert_eq!(is(name, content), expected, "{name} {content}");
        }
    }

    #[test]
    fn older_western_pages_say_so() {
        for (bytes, expected) in [
            (&b"<meta charset=windows-1252>\x93caf\xE9\x94 \x80"[..], Ok("“café” €")),
            (b"<meta content='text/html; charset=ISO-8859-1'>\xE9", Ok("é")),
            (b"<meta charset='latin1'>\xC3\xA9", Ok("é")),
            (b"<meta charset=utf-8>\xE9", Err(())),
            (b"<meta charset=koi8-r>\xE9", Err(())),
        ] {
            let read = decode(bytes.to_owned()).and_then(|html| read(&html));
            let text = read
                .as_ref()
                .map(|article| article.intake.text.as_str())
                .map_err(|_| ());
            assert_eq!(text, expected, "{bytes:?}");
        }
    }

    #[test]
    fn facts_come_from_the_page() {
        check(
            "<html lang=en-GB><title>Head | Site</title><meta property=og:title content=Head>\
             <meta name=author content='Kim  Doe'><meta property='article:published_time' content='2026-01-06T10:00:00Z'>\
             <link rel=canonical href='https://example.org/a'><p>x",
            "x",
            [
                Some("Head"),
                Some("https://example.org/a"),
                Some("Kim Doe"),
                Some("2026-01-06T10:00:00Z"),
                Some("en-GB"),
            ],
        );
        check(
            "<title>T</title><meta property=og:locale content=de_DE><meta property=og:url content='javascript:x'>\
             <meta name=author content='https://example.org/kim'>x",
            "x",
            [Some("T"), None, None, None, Some("de-DE")],
        );
        check(
            r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":["NewsArticle"],"headline":"H",
               "author":[{"@type":"Person","name":"A"},{"name":"B"}],"datePublished":"2026-01-06",
               "mainEntityOfPage":{"@id":"https://example.org/b"}}]}</script><title>T</title>x"#,
            "x",
            [
                Some("H"),
                Some("https://example.org/b"),
                Some("A, B"),
                Some("2026-01-06"),
                None,
            ],
        );
        check(
            "<script type=application/ld+json>{ not json</script><title>T</title>x",
            "x",
            [Some("T"), None, None, None, None],
        );
    }

    #[test]
    fn only_the_article_is_read() {
        let none = [None; 5];
        check("<nav>n</nav><p>x</p><footer>f</footer>", "n\n\nx\n\nf", none);
        check(
            "<nav>n</nav><main><h1>H</h1><nav>n</nav><p>x</p></main><footer>f</footer>",
            "H\n\nx",
            none,
        );
        let page = "<form><article>teaser</article><article><h1>Head</h1><aside>more<article>inner</article></aside>\
                    <p>The words of it</p><button>Share</article><article>other</article></form>";
        let article = check(page, "Head\n\nThe words of it", none);
        assert_eq!(article.left_out, [LeftOut::Articles(2)]);
        let short = "<article>one two</article><article>three</article><article>four</article><p>x";
        assert_eq!(check(short, "one two\n\nthree\n\nfour", none).left_out, []);
    }
}
