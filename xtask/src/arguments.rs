//! The command line.

use crate::{
    build::Mode,
    error::Error,
    test::{Part, Selection},
};

/// What `cargo xtask help` says.
pub const HELP: &str = "\
cargo xtask serve [--open] [--port N] [--dev]
    Build the page and serve it on this machine, at port 8080 or the next free one.
    --open  show it in the browser
    --dev   compile quickly, with debug assertions, and again whenever src/ or www/ changes
cargo xtask build [--dev]
    Build the page into dist/, which any web server can host, in any folder.
cargo xtask size
    Show how large the first load of dist/ is, and fail if that is over the budget.
cargo xtask test [--only PART,PART] [-- PLAYWRIGHT ARGUMENTS]
    Check everything. Parts: fmt, clippy, model, size, e2e.

Whatever these need and can install they install, and say so.
";

/// One command.
#[derive(Debug, Eq, PartialEq)]
pub enum Request {
    /// `help`
    Help,
    /// `build`
    Build(Mode),
    /// `size`
    Size,
    /// `serve`
    Serve(Serve),
    /// `test`
    Test(Selection),
}

/// How to serve.
#[derive(Debug, Eq, PartialEq)]
pub struct Serve {
    /// How to compile; [`Mode::Dev`] watches for changes too.
    pub mode: Mode,
    /// The first port to try.
    pub port: u16,
    /// Whether to show the page in the browser.
    pub open: bool,
}

/// Reads the words after `cargo xtask`.
///
/// # Errors
/// At the first word that has no meaning where it stands.
pub fn parse(words: &[&str]) -> Result<Request, Error> {
    let Some((command, words)) = words.split_first() else {
        return Ok(Request::Help);
    };
    match *command {
        "help" | "--help" | "-h" => Ok(Request::Help),
        "build" => Ok(Request::Build(mode(words)?)),
        "size" => words.first().map_or(Ok(Request::Size), |word| Err(unknown(word))),
        "serve" => serve(words).map(Request::Serve),
        "test" => test(words).map(Request::Test),
        word => Err(unknown(word)),
    }
}

fn mode(words: &[&str]) -> Result<Mode, Error> {
    match words {
        [] => Ok(Mode::Release),
        ["--dev"] => Ok(Mode::Dev),
        [word, ..] => Err(unknown(word)),
    }
}

fn serve(mut words: &[&str]) -> Result<Serve, Error> {
    let mut serve = Serve {
        mode: Mode::Release,
        port: 8080,
        open: false,
    };
    loop {
        words = match words {
            [] => return Ok(serve),
            ["--open", rest @ ..] => {
                serve.open = true;
                rest
            }
            ["--dev", rest @ ..] => {
                serve.mode = Mode::Dev;
                rest
            }
            ["--port", port, rest @ ..] => {
                serve.port = port.parse().map_err(|_| unknown(port))?;
                rest
            }
            [word, ..] => return Err(unknown(word)),
        };
    }
}

fn test(mut words: &[&str]) -> Result<Selection, Error> {
    let mut selection = Selection::default();
    loop {
        words = match words {
            [] => return Ok(selection),
            ["--", rest @ ..] => {
                selection.playwright = rest.iter().map(|&word| word.to_owned()).collect();
                return Ok(selection);
            }
            ["--only", parts, rest @ ..] => {
                selection.parts = parts
                    .split(',')
                    .map(|name| Part::named(name).ok_or_else(|| unknown(name)))
                    .collect::<Result<_, _>>()?;
                rest
            }
            [word, ..] => return Err(unknown(word)),
        };
    }
}

fn unknown(word: &str) -> Error {
    Error::Usage { found: word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Result<Request, &str>) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let found = parse(&words).map_err(|error| match error {
            Error::Usage { found } => found,
            other => panic!("{other}"),
        });
        assert_eq!(found, expected.map_err(str::to_owned), "{line}");
    }

    #[test]
    fn commands() {
        let serve = |mode, port, open| Ok(Request::Serve(Serve { mode, port, open }));
        check("", Ok(Request::Help));
        check("build", Ok(Request::Build(Mode::Release)));
        check("build --dev", Ok(Request::Build(Mode::Dev)));
        check("size", Ok(Request::Size));
        check("serve", serve(Mode::Release, 8080, false));
        check("serve --port 0 --open --dev", serve(Mode::Dev, 0, true));
    }

    #[test]
    fn parts_of_the_test() {
        let test = |parts: &[Part], playwright: &[&str]| {
            Ok(Request::Test(Selection {
                parts: parts.to_vec(),
                playwright: playwright.iter().map(|&word| word.to_owned()).collect(),
            }))
        };
        check("test", test(&Part::ALL, &[]));
        check("test --only model,fmt", test(&[Part::Model, Part::Fmt], &[]));
        check(
            "test --only e2e -- --grep a --only",
            test(&[Part::E2e], &["--grep", "a", "--only"]),
        );
    }

    #[test]
    fn words_without_meaning() {
        check("built", Err("built"));
        check("build --release", Err("--release"));
        check("size now", Err("now"));
        check("serve --port", Err("--port"));
        check("serve --port 65536", Err("65536"));
        check("test --only e2e,", Err(""));
    }
}
