//! The page's own file, `index.html`, with the names of a build put in.

use crate::error::Error;

/// What `www/index.html` says, for the build to replace.
pub const STYLE: &str = r#"<link rel="stylesheet" href="style.css">"#;
/// As [`STYLE`].
pub const SCRIPT: &str = r#"<script type="module" src="gloss.js"></script>"#;

/// The names of a build's files.
#[derive(Debug)]
pub struct Names {
    /// The style sheet.
    pub style: String,
    /// The script.
    pub script: String,
    /// The module.
    pub module: String,
}

/// Puts the names into the page, and lets the browser fetch script and module at once rather than one after the other.
///
/// # Errors
/// When a reference is absent or there more than once.
pub fn page(source: &str, names: &Names) -> Result<String, Error> {
    let Names { style, script, module } = names;
    let page = replace(source, STYLE, &format!(r#"<link rel="stylesheet" href="{style}">"#))?;
    let start = format!(
        "<link rel=\"modulepreload\" href=\"{script}\">\n\
         <link rel=\"preload\" href=\"{module}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n\
         <script type=\"module\" src=\"{script}\"></script>"
    );
    replace(&page, SCRIPT, &start)
}

fn replace(text: &str, old: &'static str, new: &str) -> Result<String, Error> {
    if text.matches(old).count() == 1 { Ok(text.replace(old, new)) } else { Err(Error::Page { expected: old }) }
}
