//! Articles to try things with, written for Gloss.

/// The articles, the first is what "Try a sample" opens.
pub const SAMPLES: [Sample; 2] = [
    Sample {
        title: "A river treaty, in plain text",
        text: include_str!("../../www/samples/river-talks.txt"),
    },
    Sample {
        title: "A harbour pledge, with emoji and many scripts",
        text: include_str!("../../www/samples/harbour-pledge.txt"),
    },
];

/// An article to try things with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// What it is, in a few words.
    pub title: &'static str,
    /// The article.
    pub text: &'static str,
}
