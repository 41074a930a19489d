//! The reading caret: where it goes, and how the edges of a span follow it.

use super::offset::TextSize;
use super::segmentation::{grapheme_ceil, grapheme_floor, makes_word, sentence_at, word_of};
use super::span::{Span, range};
use super::text::Text;

/// What a move goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// What a reader sees as one character: a grapheme cluster.
    Character,
    /// A word, as [`snap_to_words`](super::segmentation::snap_to_words) sees it;
    /// in scripts that are written without spaces, one character.
    Word,
    /// A sentence, without the white space around it.
    Sentence,
    /// A line of the text, without the white space around it.
    Paragraph,
}

/// One of the two ends of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Where it starts.
    Start,
    /// Where it ends.
    End,
}

/// Where a caret at byte `at` goes. By a character: to the next boundary between
/// two. By any other unit: forward to the first end of a unit, `back` to the last
/// start of one, so that what lies between is tidy to mark; white space,
/// punctuation between words and blank lines are passed over.
///
/// ```text
/// She |said, “no”.    forward by a word:  She said|, “no”.
/// She said|, “no”.    and again:          She said, “no|”.
/// She said, “no|”.    back by a word:     She said, “|no”.
/// ```
///
/// Laws: forward grows until it is the text's length, and stays there; back
/// shrinks until it is 0. The result is between two characters.
///
/// Limitations: a word is followed for 512 bytes, a sentence for 32 kB; in what
/// is longer, the caret stops on the way. An `at` inside the encoding of a
/// character counts as before the character.
pub fn moved(text: &Text, at: TextSize, unit: Unit, back: bool) -> TextSize {
    if unit == Unit::Character {
        return across_character(text.as_str(), at, back);
    }
    match beside(text, at, unit, back) {
        Some(unit) if back => unit.start(),
        Some(unit) => unit.end(),
        None if back => TextSize::from(0),
        None => text.len(),
    }
}

fn across_character(content: &str, at: TextSize, back: bool) -> TextSize {
    let at = content.floor_char_boundary(at.into());
    let next = |c: Option<char>| c.map_or(0, char::len_utf8);
    let to = if back {
        grapheme_floor(content, at - next(content[..at].chars().next_back()))
    } else {
        grapheme_ceil(content, at + next(content[at..].chars().next()))
    };
    TextSize::from(to as u32)
}

/// The first sentence that ends after byte `at`, or, `back`, the last that starts
/// before it: a whole one, even if `at` is inside it. `None` if there is no more.
///
/// To go through a text: begin at 0; the next one after a sentence is the one
/// after its end, and the previous one is, `back`, the one at its start.
///
/// ```
/// # use gloss::model::{caret::sentence_after, intake};
/// let text = intake::clean("One. Two.").unwrap().text;
/// let one = sentence_after(&text, 0.into(), false).unwrap();
/// let two = sentence_after(&text, one.end(), false).unwrap();
/// assert_eq!(two.quote(&text), "Two.");
/// assert_eq!(sentence_after(&text, two.start(), true), Some(one));
/// assert_eq!(sentence_after(&text, two.end(), false), None);
/// ```
pub fn sentence_after(text: &Text, at: TextSize, back: bool) -> Option<Span> {
    beside(text, at, Unit::Sentence, back)
}

/// The span with one edge moved by one unit. `outwards`: to the far end of the
/// first unit beyond it. Inwards: its start goes to the next start of a unit
/// inside, its end to the last end of one. White space does not count as a
/// character here, so that each move is seen.
///
/// ```text
/// Prime [Minister] Modi said    its end outwards by a word:  Prime [Minister Modi] said
/// Prime [Minister Modi] said    its start inwards by a word: Prime Minister [Modi] said
/// ```
///
/// `None` if there is no more to take in, or nothing would be left. The other
/// edge stays where it is.
pub fn with_edge_moved(text: &Text, span: Span, edge: Edge, unit: Unit, outwards: bool) -> Option<Span> {
    let (start, end) = match (edge, outwards) {
        (Edge::Start, true) => (beside(text, span.start(), unit, true)?.start(), span.end()),
        (Edge::End, true) => (span.start(), beside(text, span.end(), unit, false)?.end()),
        (Edge::Start, false) => (next_start(text, span.start(), unit)?, span.end()),
        (Edge::End, false) => (span.start(), last_end(text, span.end(), unit)?),
    };
    if start >= end {
        return None;
    }
    let moved = Span::new(text, range(start.into(), end.into()))?;
    let grown = moved.range().len() > span.range().len();
    (moved != span && grown == outwards).then_some(moved)
}

/// The first start of a unit after `at`.
fn next_start(text: &Text, at: TextSize, unit: Unit) -> Option<TextSize> {
    let first = beside(text, at, unit, false)?;
    if first.start() > at {
        return Some(first.start());
    }
    Some(beside(text, first.end(), unit, false)?.start())
}

/// The last end of a unit before `at`.
fn last_end(text: &Text, at: TextSize, unit: Unit) -> Option<TextSize> {
    let last = beside(text, at, unit, true)?;
    if last.end() < at {
        return Some(last.end());
    }
    Some(beside(text, last.start(), unit, true)?.end())
}

/// The two parts of a span that is cut at byte `at`, or before the character that
/// `at` is inside of. `None` if one of them would have nothing in it.
///
/// ```text
/// [They met| and they left]  ->  [They met] [and they left]
/// ```
pub fn split(text: &Text, span: Span, at: TextSize) -> Option<(Span, Span)> {
    let at = TextSize::from(grapheme_floor(text.as_str(), at.into()) as u32);
    if at <= span.start() || at >= span.end() {
        return None;
    }
    let first = Span::new(text, range(span.start().into(), at.into()))?;
    let second = Span::new(text, range(at.into(), span.end().into()))?;
    Some((first, second))
}

/// The first unit that ends after `at`, or, `back`, the last that starts before
/// it. Here a character of white space is no unit.
fn beside(text: &Text, at: TextSize, unit: Unit, back: bool) -> Option<Span> {
    let content = text.as_str();
    let at = content.floor_char_boundary(at.into());
    let counts = |c: char| match unit {
        Unit::Word => makes_word(c),
        _ => !c.is_whitespace(),
    };
    // Between `at` and the first character that is of a unit, no unit ends.
    let at = if back {
        content[..at].rfind(counts)?
    } else {
        at + content[at..].find(counts)?
    };
    match unit {
        Unit::Character => {
            let end = content.ceil_char_boundary(at + 1);
            Span::new(text, range(at, end))
        }
        Unit::Word => Span::new(text, word_of(content, at)),
        Unit::Sentence => sentence_at(text, TextSize::from(at as u32)),
        Unit::Paragraph => {
            let (before, after) = content.as_bytes().split_at(at);
            let start = memchr::memrchr(b'\n', before).map_or(0, |line_feed| line_feed + 1);
            let end = memchr::memchr(b'\n', after).map_or(content.len(), |line_feed| at + line_feed);
            Span::new(text, range(start, end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::intake;
    use super::*;

    /// Steps of one kind from `|` lead to the places that the next strings mark.
    fn check(unit: Unit, back: bool, marked: &[&str]) {
        let text = intake::clean(marked[0].replace('|', "")).expect("a text").text;
        let place = |marked: &str| TextSize::from(marked.find('|').expect("a |") as u32);
        for step in marked.windows(2) {
            let to = moved(&text, place(step[0]), unit, back);
            let mut shown = text.as_str().to_owned();
            shown.insert(to.into(), '|');
            assert_eq!(shown, step[1], "from {}", step[0]);
        }
    }

    #[test]
    fn by_characters() {
        check(Unit::Character, false, &["|a b", "a| b", "a |b", "a b|", "a b|"]);
        check(
            Unit::Character,
            false,
            &[
                "|e\u{301}👨‍👩‍👧🇫🇷\n",
                "e\u{301}|👨‍👩‍👧🇫🇷\n",
                "e\u{301}👨‍👩‍👧|🇫🇷\n",
                "e\u{301}👨‍👩‍👧🇫🇷|\n",
                "e\u{301}👨‍👩‍👧🇫🇷\n|",
            ],
        );
        check(
            Unit::Character,
            true,
            &["a🇫🇷👍🏽|", "a🇫🇷|👍🏽", "a|🇫🇷👍🏽", "|a🇫🇷👍🏽", "|a🇫🇷👍🏽"],
        );
    }

    #[test]
    fn by_words() {
        check(
            Unit::Word,
            false,
            &[
                "|The U.S. said, “no” 👍.",
                "The| U.S. said, “no” 👍.",
                "The U.S|. said, “no” 👍.",
                "The U.S. said|, “no” 👍.",
                "The U.S. said, “no|” 👍.",
                "The U.S. said, “no” 👍.|",
            ],
        );
        check(
            Unit::Word,
            true,
            &[
                "“One\n\n tw|o’s 1,000 ",
                "“One\n\n |two’s 1,000 ",
                "“|One\n\n two’s 1,000 ",
                "|“One\n\n two’s 1,000 ",
            ],
        );
        check(
            Unit::Word,
            false,
            &["Zelenskyy|’s plan", "Zelenskyy’s| plan", "Zelenskyy’s plan|"],
        );
        check(
            Unit::Word,
            false,
            &["北|京、今天", "北京|、今天", "北京、今|天", "北京、今天|"],
        );
        check(Unit::Word, true, &["EU的กำ|", "EU的|กำ", "EU|的กำ", "|EU的กำ"]);
        check(
            Unit::Word,
            false,
            &["|विश्वविद्यालय में", "विश्वविद्यालय| में", "विश्वविद्यालय में|"],
        );
        check(Unit::Word, true, &["قال الرئيس|", "قال |الرئيس", "|قال الرئيس"]);
        check(Unit::Word, false, &["|👨‍👩‍👧 1️⃣ x", "👨‍👩‍👧 1️⃣| x", "👨‍👩‍👧 1️⃣ x|"]);
    }

    #[test]
    fn by_sentences_and_paragraphs() {
        check(
            Unit::Sentence,
            false,
            &[
                "On|e. Mr. Two left.  \n \n\nThree ",
                "One.| Mr. Two left.  \n \n\nThree ",
                "One. Mr. Two left.|  \n \n\nThree ",
                "One. Mr. Two left.  \n \n\nThree| ",
                "One. Mr. Two left.  \n \n\nThree |",
            ],
        );
        check(
            Unit::Sentence,
            true,
            &[
                "One. Two.\n\n Th|ree",
                "One. Two.\n\n |Three",
                "One. |Two.\n\n Three",
                "|One. Two.\n\n Three",
            ],
        );
        check(
            Unit::Paragraph,
            false,
            &[
                "One. T|wo. \n\n\nThree\n",
                "One. Two.| \n\n\nThree\n",
                "One. Two. \n\n\nThree|\n",
                "One. Two. \n\n\nThree\n|",
            ],
        );
        check(
            Unit::Paragraph,
            true,
            &[" A b.\n\n C|", " A b.\n\n |C", " |A b.\n\n C", "| A b.\n\n C"],
        );
        check(
            Unit::Sentence,
            false,
            &["今天|下雨。明天晴。", "今天下雨。|明天晴。", "今天下雨。明天晴。|"],
        );
    }

    /// What is between [ ] becomes what is between { }.
    fn span_of(text: &Text, marked: &str, marks: [char; 2]) -> Span {
        let plain = |marked: &str| marked.replace(['[', ']', '{', '}'], "").len();
        let [start, end] = marks.map(|mark| plain(&marked[..marked.find(mark).expect("both marks")]));
        Span::new(text, range(start, end)).expect("a span")
    }

    fn plain(marked: &str) -> Text {
        let content = marked.replace(['[', ']', '{', '}'], "");
        intake::clean(content).expect("a text").text
    }

    #[test]
    fn edges_move_by_units() {
        use Edge::{End, Start};
        use Unit::{Character, Word};
        for (marked, edge, unit, outwards) in [
            ("Prime {[Minister] Modi} said", End, Word, true),
            ("Prime {[Minister} Modi] said", End, Word, false),
            ("{Prime, [Minister]} Modi", Start, Word, true),
            ("Prime [Minister {Modi]} said", Start, Word, false),
            ("[“{We will go.]}”", Start, Word, false),
            ("{[“We will go}.]”", End, Word, false),
            ("{Presid[ent]} x", Start, Word, true),
            ("[P{resident x]}", Start, Character, false),
            ("a {b [c]} d", Start, Character, true),
            ("a b {[c]  \n d}", End, Character, true),
            ("a [b {c]} d", Start, Character, false),
            ("a {[b} c] d", End, Character, false),
            ("x {👨‍👩‍👧 [y]}", Start, Character, true),
            ("{[x] e\u{301}}", End, Character, true),
            ("他{说[明天]}", Start, Word, true),
            ("{[明} 天]", End, Word, false),
        ] {
            let text = plain(marked);
            let span = span_of(&text, marked, ['[', ']']);
            let expected = span_of(&text, marked, ['{', '}']);
            let found = with_edge_moved(&text, span, edge, unit, outwards);
            assert_eq!(found, Some(expected), "{marked}");
        }
    }

    #[test]
    fn edges_that_cannot_move() {
        for (marked, edge, unit, outwards) in [
            ("“ [One] two", Edge::Start, Unit::Word, true),
            ("One [two] …\n", Edge::End, Unit::Word, true),
            ("One [two,] three", Edge::Start, Unit::Word, false),
            ("One [“two] three", Edge::End, Unit::Word, false),
            (" [e\u{301}] ", Edge::Start, Unit::Character, true),
            (" [e\u{301}] ", Edge::End, Unit::Character, true),
            ("a [👨‍👩‍👧] b", Edge::Start, Unit::Character, false),
            ("a [👨‍👩‍👧] b", Edge::End, Unit::Character, false),
        ] {
            let text = plain(marked);
            let span = span_of(&text, marked, ['[', ']']);
            assert_eq!(with_edge_moved(&text, span, edge, unit, outwards), None, "{marked}");
        }
    }

    #[test]
    fn a_span_is_cut_in_two() {
        for (marked, expected) in [
            ("x [They met| and left] y", Some(("They met", "and left"))),
            ("[They met |\n and left]", Some(("They met", "and left"))),
            ("[a👨‍|👩‍👧]", Some(("a", "👨‍👩‍👧"))),
            ("[👨‍|👩‍👧a]", None),
            ("[|They met]", None),
            ("[They met|]", None),
            ("x| [They met]", None),
            ("[They met] x|", None),
        ] {
            let text = plain(&marked.replace('|', ""));
            let at = marked[..marked.find('|').expect("a |")].replace(['[', ']'], "").len();
            let span = span_of(&text, &marked.replace('|', ""), ['[', ']']);
            let halves = split(&text, span, TextSize::from(at as u32));
            let halves = halves.map(|(first, second)| (first.quote(&text), second.quote(&text)));
            assert_eq!(halves, expected, "{marked}");
        }
    }
}
