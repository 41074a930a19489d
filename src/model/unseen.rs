//! Characters that nobody sees, by which a text can read differently from what it
//! says, or two words be different that look the same.

use std::fmt::Write;

/// The unseen characters of a text, each with the byte at which it stands: controls,
/// direction marks, and what has no width.
///
/// What joins letters or keeps them apart is no such character where it does that: in
/// scripts from Hebrew on, and in emoji. Neither are line ends and tabs, soft hyphens
/// (which are seen where a line breaks), or what chooses the form of the character
/// before it.
///
/// ```
/// # use gloss::model::unseen::unseen;
/// let found: Vec<_> = unseen("no\u{202E}w\u{200B} 👩\u{200D}🚒").collect();
/// assert_eq!(found, [(2, '\u{202E}'), (6, '\u{200B}')]);
/// ```
pub fn unseen(content: &str) -> impl Iterator<Item = (usize, char)> {
    let mut before = None;
    content.char_indices().filter(move |&(_, c)| {
        let is = is_unseen(c, before);
        // The letters of a flag belong to it, and any others to what stands before them.
        if !is_letter_of_flag(c) {
            before = Some(c);
        }
        is
    })
}

/// The words with the names of unseen characters in their place, for wherever they need not
/// be the words themselves.
///
/// ```
/// # use gloss::model::unseen::spelled;
/// assert_eq!(spelled("no\u{202E}w"), "no[U+202E]w");
/// ```
pub fn spelled(words: &str) -> String {
    let mut spelled = String::with_capacity(words.len());
    let mut from = 0;
    for (at, c) in unseen(words) {
        spelled.push_str(&words[from..at]);
        let _ = write!(spelled, "[{}]", name(c));
        from = at + c.len_utf8();
    }
    spelled + &words[from..]
}

/// What a character is called that cannot be shown: "U+202E".
pub fn name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

fn is_letter_of_flag(c: char) -> bool {
    matches!(c, '\u{E0020}'..='\u{E007F}')
}

/// Whether nobody sees the character behind the one `before`.
pub(super) fn is_unseen(c: char, before: Option<char>) -> bool {
    match c {
        '\t' | '\n' => false,
        // Joiners: no letter of Latin, Greek, Cyrillic or Armenian takes one, nor does punctuation.
        '\u{200C}' | '\u{200D}' => before.is_none_or(|c| matches!(c, '\0'..'\u{590}' | '\u{2000}'..='\u{2038}')),
        c if is_letter_of_flag(c) => before != Some('🏴'),
        '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' => true,
        '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unseen() {
        let check = |words: &str, expected: &str| assert_eq!(spelled(words), expected);
        check("", "");
        check("a\tb\nc\u{AD}d e\u{301} ❤\u{FE0F}", "a\tb\nc\u{AD}d e\u{301} ❤\u{FE0F}");
        check("\u{202E}a\u{202C}\u{200F}", "[U+202E]a[U+202C][U+200F]");
        check(
            "\0\u{1B}[31m\u{7F}\u{85}\r",
            "[U+0000][U+001B][31m[U+007F][U+0085][U+000D]",
        );
        check("\u{FEFF}a\u{2060}b\u{200B}", "[U+FEFF]a[U+2060]b[U+200B]");
        // Joiners where they join, and where they do nothing.
        check(
            "👩\u{200D}🚒 ❤\u{FE0F}\u{200D}🔥 می\u{200C}خواهم क्\u{200D}ष",
            "👩\u{200D}🚒 ❤\u{FE0F}\u{200D}🔥 می\u{200C}خواهم क्\u{200D}ष",
        );
        check(
            "pay\u{200D}pal а\u{200C}б \u{200D}",
            "pay[U+200D]pal а[U+200C]б [U+200D]",
        );
        check("\u{200C}", "[U+200C]");
        // The flag of Scotland, and the same letters without a flag.
        let letters = "\u{E0067}\u{E0062}\u{E007F}";
        check(&format!("🏴{letters}"), &format!("🏴{letters}"));
        check(&format!("a{letters}"), "a[U+E0067][U+E0062][U+E007F]");
    }
}
