//! Plain text as it grows out of a document with structure: words, line breaks and
//! paragraphs in, a text with blank lines between its paragraphs out.

/// A text that grows. White space between words is one space; nothing stands at
/// the ends of lines; what would be a line without words is none.
#[derive(Debug, Default)]
pub struct Prose {
    text: String,
    /// Where the line begins that is written now.
    line: usize,
    /// How many line ends at least stand before the next word: 2 for a paragraph.
    wanted: usize,
    /// What stands before the next word on the same line.
    gap: Option<char>,
    /// Where the row of a table begins that is written now.
    row: usize,
    /// Whether a row of the table was begun already.
    in_table: bool,
    /// Whether a cell was begun and has no words yet: where it stands is settled.
    in_cell: bool,
}

impl Prose {
    /// Adds words in which any white space of ASCII stands for one space.
    pub fn words(&mut self, words: &str) {
        let is_gap = |c: char| c.is_ascii_whitespace();
        let mut rest = words;
        loop {
            let inner = rest.trim_start_matches(is_gap);
            if inner.len() < rest.len() {
                self.gap.get_or_insert(' ');
            }
            if inner.is_empty() {
                return;
            }
            let end = inner.find(is_gap).unwrap_or(inner.len());
            self.exactly(&inner[..end]);
            rest = &inner[end..];
        }
    }

    /// Adds words as they are.
    pub fn exactly(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        self.in_cell = false;
        let there = self.text.len() - self.text.trim_end_matches('\n').len();
        if self.text.is_empty() {
            self.gap = None;
        } else if self.wanted > there {
            (there..self.wanted).for_each(|_| self.text.push('\n'));
        }
        if self.wanted > 0 {
            self.line = self.text.len();
            self.wanted = 0;
            // White space before the first word of a line is none.
            self.gap = None;
        }
        self.text.extend(self.gap.take());
        // U+0000 is no part of any text.
        self.text.extend(words.split('\0'));
    }

    /// Ends the line.
    pub fn line(&mut self) {
        self.end(self.wanted + 1);
    }

    /// Begins something that stands on a line of its own.
    pub fn block(&mut self) {
        self.end(self.wanted.max(1));
    }

    /// Begins a paragraph.
    pub fn paragraph(&mut self) {
        self.end(2);
    }

    /// Begins or ends a table.
    pub fn table(&mut self) {
        self.in_cell = false;
        self.paragraph();
        self.in_table = false;
    }

    /// Begins a row of a table, on the line below the one before.
    pub fn row(&mut self) {
        let wanted = if self.in_table { 1 } else { self.wanted.max(1) };
        self.in_cell = false;
        self.end(wanted);
        self.in_table = true;
        self.in_cell = true;
        self.row = self.text.len();
    }

    /// Begins a further cell of a row. Empty ones at its start leave no trace.
    pub fn cell(&mut self) {
        if self.text.len() > self.row {
            self.wanted = 0;
            self.gap = Some('\t');
        }
        self.in_cell = true;
    }

    /// The text.
    pub fn finish(mut self) -> String {
        self.in_cell = false;
        self.end(0);
        self.text.truncate(self.text.trim_end().len());
        self.text
    }

    fn end(&mut self, wanted: usize) {
        if self.in_cell {
            return;
        }
        // At most one blank line.
        self.wanted = wanted.min(2);
        self.gap = None;
        let line = self.text[self.line..].trim();
        // A line of nothing but spaces that do not break is how empty paragraphs are written.
        if line.is_empty() {
            self.text.truncate(self.line);
        } else {
            self.text.truncate(self.text.trim_end_matches([' ', '\t']).len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(write: impl FnOnce(&mut Prose), expected: &str) {
        let mut prose = Prose::default();
        write(&mut prose);
        assert_eq!(prose.finish(), expected);
    }

    #[test]
    fn paragraphs_and_lines() {
        check(
            |prose| {
                prose.paragraph();
                prose.words(" The\n EU ");
                prose.words("said");
                prose.line();
                prose.words(" yes ");
                prose.line();
                prose.paragraph();
                prose.words("\u{a0}");
                prose.paragraph();
                prose.words("No");
                prose.words(" way\0.");
                prose.paragraph();
            },
            "The EU said\nyes\n\nNo way.",
        );
    }

    #[test]
    fn cells_stand_apart() {
        check(
            |prose| {
                for row in [["a", "b"], ["", "c"], ["d", ""], ["e", "f"]] {
                    prose.row();
                    for (number, cell) in row.into_iter().enumerate() {
                        if number > 0 {
                            prose.cell();
                        }
                        prose.paragraph();
                        prose.words(cell);
                        prose.paragraph();
                    }
                }
            },
            "a\tb\nc\nd\ne\tf",
        );
    }
}
