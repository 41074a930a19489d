//! Where characters (as readers see them), words and sentences begin and end.
//!
//! The rules for characters and sentences are those of Unicode's UAX #29, by
//! ICU4X.

use icu_segmenter::options::SentenceBreakInvariantOptions;
use icu_segmenter::{GraphemeClusterSegmenter, SentenceSegmenter};

use super::offset::TextRange;
use super::span::{Span, range};
use super::text::Text;

/// How far to look around a point: a word that someone would snap to is shorter.
const WINDOW: usize = 512;

/// The last grapheme-cluster boundary at or before byte `at`.
///
/// Limitation: after more than 4 kB without one place that is a boundary for
/// certain (flags or combining marks in a row), `at` itself counts as one.
pub fn grapheme_floor(content: &str, at: usize) -> usize {
    graphemes_around(content, at).0
}

/// The first grapheme-cluster boundary at or after byte `at`. It has the same
/// limitation.
pub fn grapheme_ceil(content: &str, at: usize) -> usize {
    graphemes_around(content, at).1
}

/// All grapheme-cluster boundaries of a text, its start and its end among them.
pub fn graphemes(content: &str) -> Vec<usize> {
    GraphemeClusterSegmenter::new().segment_str(content).collect()
}

fn graphemes_around(content: &str, at: usize) -> (usize, usize) {
    if at >= content.len() {
        return (at, at);
    }
    let start = match certain_boundary(content, content.floor_char_boundary(at)) {
        Some(start) if start < at => start,
        _ => return (at, at),
    };
    let mut floor = start;
    for boundary in GraphemeClusterSegmenter::new().segment_str(&content[start..]) {
        let boundary = start + boundary;
        if boundary >= at {
            return (if boundary == at { at } else { floor }, boundary);
        }
        floor = boundary;
    }
    (floor, content.len())
}

/// The last place at or before byte `at`, which is on a character, where a
/// cluster ends whatever else stands before it. `None` if there is none in 4 kB.
fn certain_boundary(content: &str, mut at: usize) -> Option<usize> {
    const FAR: usize = 1 << 12;
    let near = at.saturating_sub(FAR);
    while at > near {
        let before = content[..at].chars().next_back()?;
        let after = content[at..].chars().next()?;
        if breaks_always(before, after) {
            return Some(at);
        }
        at -= before.len_utf8();
    }
    (at == 0).then_some(0)
}

/// Whether a cluster ends between the two characters in any text. The rules
/// that look back beyond `before` (GB9c, GB11 to GB13) want it to be a mark or a
/// joiner, which would belong to an "a" before it, or the two to be half flags,
/// which belong together after an "a".
fn breaks_always(before: char, after: char) -> bool {
    if before.is_ascii() && after.is_ascii() {
        // CR LF would belong together, but there is no CR.
        return true;
    }
    let probe: String = ['a', before, after].into_iter().collect();
    let boundaries = GraphemeClusterSegmenter::new().segment_str(&probe);
    boundaries.take(3).eq([0, 1, 1 + before.len_utf8()])
}

/// The words that `drawn` touches: each end that stands inside a word moves out
/// to the word's edge, except in scripts that are written without spaces, where
/// what was drawn is what was meant.
///
/// ```text
/// Presid[ent Zelensk]yy's plan  ->  [President Zelenskyy's] plan
/// ```
pub fn snap_to_words(text: &Text, drawn: Span) -> Span {
    let content = text.as_str();
    let start = word_around(content, drawn.start().into()).map_or(drawn.start().into(), |w| w.0);
    let end = word_around(content, drawn.end().into()).map_or(drawn.end().into(), |w| w.1);
    Span::new(text, range(start, end)).unwrap_or(drawn)
}

/// Whether byte `at` is inside a word: an edge there would cut it in two.
pub(super) fn inside_word(content: &str, at: usize) -> bool {
    word_around(content, at).is_some()
}

/// The word that the character at byte `at` is of; in a script that is written
/// without spaces, that character.
///
/// Limitation: of a longer word, the 512 bytes on either side.
pub(super) fn word_of(content: &str, at: usize) -> TextRange {
    let Some(c) = content[at..].chars().next() else {
        return range(at, at);
    };
    let after = at + c.len_utf8();
    if unspaced(c) {
        return range(at, after);
    }
    let near = content.floor_char_boundary(at.saturating_sub(WINDOW));
    let far = content.ceil_char_boundary((after + WINDOW).min(content.len()));
    let start = at - reach(content[near..at].chars().rev(), c);
    range(start, after + reach(content[after..far].chars(), c))
}

/// Where the word ends of which the character at byte `at` is the first, as [`word_of`] has it.
pub(super) fn word_end(content: &str, at: usize) -> usize {
    // Most words are of plain letters, after which it is plain that nothing goes on.
    let bytes = &content.as_bytes()[at..content.len().min(at + WINDOW)];
    let plain = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    match bytes.get(plain) {
        Some(b' ' | b'\n') if plain > 0 => at + plain,
        _ => word_of(content, at).end().into(),
    }
}

/// Whether the character makes a word even if it stands alone.
pub(super) fn makes_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The word, start and end, that byte `at` is strictly inside of.
///
/// A rule of our own, in the spirit of UAX #29's: ICU4X's word tables would make
/// the page 5 kB larger. A word is letters, digits and marks, with an apostrophe
/// or a full stop between letters ("Zelenskyy’s", "U.S") and a full stop or a
/// comma between digits ("1,000.5").
fn word_around(content: &str, at: usize) -> Option<(usize, usize)> {
    let near = content.floor_char_boundary(at.saturating_sub(WINDOW));
    let far = content.ceil_char_boundary((at + WINDOW).min(content.len()));
    let (before, after) = (&content[near..at], &content[at..far]);
    let start = at - reach(before.chars().rev(), after.chars().next()?);
    let end = at + reach(after.chars(), before.chars().next_back()?);
    (start < at && at < end).then_some((start, end))
}

/// How many bytes of `chars`, going away from a word's character, are of the word.
fn reach(chars: impl Iterator<Item = char> + Clone, mut last: char) -> usize {
    let mut bytes = 0;
    let mut rest = chars;
    while let Some(c) = rest.next() {
        let next = rest.clone().next();
        let joint = next.is_some_and(|next| {
            let digits = last.is_numeric() && next.is_numeric();
            let letters = last.is_alphabetic() && next.is_alphabetic();
            letters && matches!(c, '\'' | '’' | '.' | '·') || digits && matches!(c, '.' | ',')
        });
        if unspaced(c) || !(of_word(c) || joint) {
            break;
        }
        bytes += c.len_utf8();
        last = c;
    }
    bytes
}

/// A letter, a digit, a mark on one, or a joiner between them.
pub(super) fn of_word(c: char) -> bool {
    makes_word(c)
        || matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{200C}' | '\u{200D}')
        || joins_indic_letters(c)
}

/// A nukta or a virama, which Unicode does not count as letters. The blocks from
/// Devanagari to Malayalam are of one plan, in which these two have fixed places.
fn joins_indic_letters(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{D7F}') && matches!(u32::from(c) % 0x80, 0x3C | 0x4D)
}

/// Whether the character belongs to a script in which words are not told apart
/// by spaces, so that finding them takes a dictionary: Han, kana, Thai, Lao,
/// Myanmar, Khmer and their neighbours.
pub(super) fn unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'
        | '\u{1950}'..='\u{19DF}' | '\u{1A20}'..='\u{1AAF}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AADF}')
}

/// The sentence around byte `at`, without the white space after it.
///
/// Limitation: in a paragraph of more than 64 kB the sentence is looked for in
/// the 32 kB on either side.
pub fn sentence_at(text: &Text, at: super::offset::TextSize) -> Option<Span> {
    const REACH: usize = 1 << 15;
    let content = text.as_str();
    let at = content.floor_char_boundary(at.into());
    let near = content.ceil_char_boundary(at.saturating_sub(REACH));
    let far = content.floor_char_boundary((at + REACH).min(content.len()));
    let start = content[near..at].rfind('\n').map_or(near, |lf| near + lf + 1);
    let end = content[at..far].find('\n').map_or(far, |lf| at + lf + 1);
    sentences(&content[start..end])
        .into_iter()
        .map(|sentence| sentence + super::offset::TextSize::from(start as u32))
        .find(|sentence| sentence.contains_inclusive((at as u32).into()) && usize::from(sentence.end()) > at)
        .and_then(|sentence| Span::new(text, sentence))
}

/// Where the sentences of a text start, in order; each line starts one.
pub fn sentence_starts(content: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut line = 0;
    for paragraph in content.split_inclusive('\n') {
        starts.extend(
            sentences(paragraph)
                .iter()
                .map(|sentence| line + usize::from(sentence.start())),
        );
        line += paragraph.len();
    }
    starts
}

/// The sentences of a paragraph; together they are the paragraph. UAX #29 ends
/// a sentence after "Mr." and "Jan.", and before a skin tone: those are joined
/// with what follows.
pub(super) fn sentences(paragraph: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut start = 0;
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    for end in segmenter.segment_str(paragraph) {
        let goes_on = |end| grapheme_floor(paragraph, end) < end || ends_in_abbreviation(&paragraph[start..end]);
        if end > start && (end == paragraph.len() || !goes_on(end)) {
            found.push(range(start, end));
            start = end;
        }
    }
    found
}

/// Titles, ranks, months and the like after which English news goes on.
const ABBREVIATIONS: &[&str] = &[
    "adm", "amb", "apr", "aug", "brig", "capt", "cf", "cmdr", "col", "dec", "dr", "feb", "fr", "gen", "gov", "hon",
    "jan", "lt", "maj", "messrs", "mr", "mrs", "ms", "no", "nov", "oct", "prof", "rep", "rev", "sen", "sept", "sgt",
    "sr", "st", "v", "vs",
];

fn ends_in_abbreviation(sentence: &str) -> bool {
    let Some(rest) = sentence.trim_end().strip_suffix('.') else {
        return false;
    };
    let word = rest
        .rsplit(|c: char| c.is_whitespace() || "(\"“‘'".contains(c))
        .next()
        .unwrap_or(rest);
    // "U.S. President" goes on too, and so does an initial: "J. Smith".
    let initials = !word.is_empty() && word.split('.').all(|part| part.chars().count() == 1);
    let initials = initials && word.chars().all(|c| c == '.' || c.is_uppercase());
    initials
        || ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str())
            && word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::super::intake;
    use super::*;

    fn snapped(drawn: &str) -> String {
        let start = drawn.find('[').expect("a [");
        let end = drawn.find(']').expect("a ]") - 1;
        let text = intake::clean(drawn.replace(['[', ']'], "")).expect("a text").text;
        let span = Span::new(&text, range(start, end)).expect("a span");
        snap_to_words(&text, span).quote(&text).to_owned()
    }

    #[test]
    fn drawing_snaps_to_words() {
        for (drawn, expected) in [
            ("Presid[ent Zelensk]yy's plan", "President Zelenskyy's"),
            ("a [whole word] stays", "whole word"),
            ("the [9]0% part", "90"),
            ("war, [an]d peace", "and"),
            ("“bind[ing comm]itments”", "binding commitments"),
            ("北[京今]天", "京今"),
            ("กรุง[เทพ]มหานคร", "เทพ"),
            ("قال الر[ئيس الأ]وكراني", "الرئيس الأوكراني"),
            ("x[y]", "xy"),
            ("1,0[00.5] euros", "1,000.5"),
            ("the U.[S.] said", "U.S."),
            ("don[’t] go", "don’t"),
            ("e\u{301}t[e\u{301}s] ici", "e\u{301}te\u{301}s"),
            ("🚢[👨‍👩‍👧 a]", "👨‍👩‍👧 a"),
            ("ends [he]re.", "here"),
            ("a-b[c] d", "bc"),
            ("वह विश्व[विद्या]लय है", "विश्वविद्यालय"),
        ] {
            assert_eq!(snapped(drawn), expected, "{drawn}");
        }
    }

    fn sentence(marked: &str) -> Option<String> {
        let at = marked.find('|').expect("a |");
        let text = intake::clean(marked.replace('|', "")).expect("a text").text;
        sentence_at(&text, (at as u32).into()).map(|span| span.quote(&text).to_owned())
    }

    #[test]
    fn a_point_has_a_sentence() {
        for (marked, expected) in [
            ("One. Tw|o. Three.", "Two."),
            ("|One. Two.", "One."),
            ("One. Two|.", "Two."),
            (
                "Yesterday Mr. Sm|ith met Gen. Li. They left.",
                "Yesterday Mr. Smith met Gen. Li.",
            ),
            ("The U.S. Presi|dent spoke. He left.", "The U.S. President spoke."),
            ("first line\nsecond| line\nthird", "second line"),
            ("“We will.” |She left.", "She left."),
            ("今天下雨。明|天晴。", "明天晴。"),
            ("قال نعم. ثم |غادر.", "ثم غادر."),
            ("Hi. Wo|w!🏽 Yes.", "Wow!🏽 Yes."),
        ] {
            assert_eq!(sentence(marked).as_deref(), Some(expected), "{marked}");
        }
    }
}
