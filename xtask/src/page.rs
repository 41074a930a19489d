//! The page's own file, `index.html`, with the names of a build put in.

use crate::{error::Error, policy::POLICY};

/// What `www/index.html` says, for the build to replace.
const START: &str = r#"<meta charset="utf-8">"#;
const STYLE: &str = r#"<link rel="stylesheet" href="style.css">"#;
const SCRIPT: &str = r#"<script type="module" src="gloss.js"></script>"#;

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

/// Puts the names and the content security policy into the page, and lets the browser fetch script and module at once
/// rather than one after the other.
///
/// # Errors
/// When a reference is absent or there more than once.
pub fn page(source: &str, names: &Names) -> Result<String, Error> {
    let Names { style, script, module } = names;
    let policy = format!("{START}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    let page = replace(source, START, &policy)?;
    let page = replace(&page, STYLE, &format!(r#"<link rel="stylesheet" href="{style}">"#))?;
    let start = format!(
        "<link rel=\"modulepreload\" href=\"{script}\">\n\
         <link rel=\"preload\" href=\"{module}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n\
         <script type=\"module\" src=\"{script}\"></script>"
    );
    replace(&page, SCRIPT, &start)
}

fn replace(text: &str, old: &'static str, new: &str) -> Result<String, Error> {
    replace_in("index.html", text, old, new)
}

/// Puts new words in place of old ones that must be there once.
///
/// # Errors
/// When they are absent or there more than once.
pub fn replace_in(file: &'static str, text: &str, old: &'static str, new: &str) -> Result<String, Error> {
    if text.matches(old).count() == 1 {
        Ok(text.replace(old, new))
    } else {
        Err(Error::Page { file, expected: old })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: Result<&str, &'static str>) {
        let names = Names {
            style: "s-1.css".to_owned(),
            script: "g-2.js".to_owned(),
            module: "g-3.wasm".to_owned(),
        };
        let found = page(source, &names).map_err(|error| match error {
            Error::Page { expected, .. } => expected,
            other => panic!("{other}"),
        });
        assert_eq!(found, expected.map(str::to_owned));
    }

    #[test]
    fn names_and_policy_are_put_in() {
        let source = format!("<head>{START}{STYLE}{SCRIPT}</head>");
        let expected = format!(
            "<head>{START}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\
             <link rel=\"stylesheet\" href=\"s-1.css\">\
             <link rel=\"modulepreload\" href=\"g-2.js\">\n\
             <link rel=\"preload\" href=\"g-3.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n\
             <script type=\"module\" src=\"g-2.js\"></script></head>"
        );
        check(&source, Ok(&expected));
    }

    #[test]
    fn what_is_absent_or_there_twice_is_named() {
        check("", Err(START));
        check(&format!("{START}{SCRIPT}"), Err(STYLE));
        check(&format!("{START}{STYLE}"), Err(SCRIPT));
        check(&format!("{START}{STYLE}{SCRIPT}{SCRIPT}"), Err(SCRIPT));
    }

    #[test]
    fn the_policy_fits_into_an_attribute() {
        assert!(!POLICY.contains(['"', '<', '&', '\n']));
    }
}
