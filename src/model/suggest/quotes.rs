//! Which words stand in quotation marks.

use super::tokens::{Kind, Token};
use std::ops::Range;

/// Words in quotation marks, as the numbers of their tokens, without the marks.
/// Quotations do not nest: marks within one are of it.
///
/// One that is not closed goes on to the end of its paragraph, as newspapers set
/// speech of several paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// What is quoted.
    pub inside: Range<usize>,
    /// Whether its end is marked.
    pub closed: bool,
}

impl Quotation {
    /// The quotation with its marks.
    pub fn outside(&self) -> Range<usize> {
        self.inside.start - 1..self.inside.end + usize::from(self.closed)
    }
}

/// The quotations in a paragraph, in order.
///
/// Limitation: a plural’s apostrophe (workers’) ends a quotation in single marks.
pub fn quotations(tokens: &[Token]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &[&str])> = None;
    for (i, token) in tokens.iter().enumerate() {
        if token.kind != Kind::Mark {
            continue;
        }
        let next = tokens.get(i + 1);
        let before_word = next.is_some_and(|next| !next.spaced);
        match open {
            Some((start, closers)) => {
                let apostrophe = matches!(token.word, "'" | "’") && before_word && next.is_some_and(is_word);
                if closers.contains(&token.word) && !apostrophe {
                    let inside = start + 1..i;
                    found.extend((!inside.is_empty()).then_some(Quotation { inside, closed: true }));
                    open = None;
                }
            }
            None if before_word => {
                let outward = token.spaced || i == 0 || tokens[i - 1].kind == Kind::Mark;
                open = closers(token.word)
                    .filter(|_| outward || token.word != "'")
                    .map(|closers| (i, closers));
            }
            None => {}
        }
    }
    // A single mark that is not closed was an apostrophe: ’90s.
    if let Some((start, closers)) = open
        && !closers.contains(&"’")
        && start + 1 < tokens.len()
    {
        let inside = start + 1..tokens.len();
        found.push(Quotation { inside, closed: false });
    }
    found
}

fn is_word(token: &Token) -> bool {
    token.kind == Kind::Word
}

/// The marks that can close what this one opens, if it can open anything.
fn closers(mark: &str) -> Option<&'static [&'static str]> {
    Some(match mark {
        "“" => &["”", "\""],
        "\"" => &["\"", "”"],
        "„" => &["“", "”"],
        "«" => &["»"],
        "»" => &["«"],
        "「" => &["」"],
        "‘" => &["’", "'"],
        "'" => &["'", "’"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::intake;
    use super::super::tokens::Reader;
    use super::*;

    /// The quotations of a text, with | between them; one that is not closed ends in …
    fn check(content: &str, expected: &str) {
        let mut reader = Reader::new(intake::clean(content).expect("a text").text);
        let paragraph = reader.next().expect("a paragraph");
        let tokens = paragraph.tokens();
        let quotations: Vec<String> = quotations(tokens)
            .into_iter()
            .map(|Quotation { inside, closed }| {
                let bytes = tokens[inside.start].start..tokens[inside.end - 1].end();
                content[bytes].to_owned() + if closed { "" } else { "…" }
            })
            .collect();
        assert_eq!(quotations.join("|"), expected, "{content}");
    }

    #[test]
    fn quotations_are_between_marks() {
        check("“We will,” she said. “Soon.”", "We will,|Soon.");
        check("\"We will,\" she said. \"Soon.\"", "We will,|Soon.");
        check("«Oui», dit-il", "Oui");
        check("„Ja“, sagte er", "Ja");
        check("‘We don’t know,’ he said", "We don’t know,");
        check("'We won't,' he said", "We won't,");
        check("the workers’ party won’t go", "");
        check("the ’90s weren’t “good", "good…");
        check("“He said ‘no’ twice,” she said", "He said ‘no’ twice,");
        check("“” and \"\"", "");
        check("a 5\" pipe", "");
        check("他说「好」。", "好");
    }
}
