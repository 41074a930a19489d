//! The layering and the style of the house, as a test.
//!
//! Each rule is a function on a file's path and content that says what is wrong.
//! Below the rules stand snippets that break them: a rule that cannot fail is none.

use std::fs;
use std::path::Path;

/// Says what is wrong with a file, if anything.
type Rule = fn(path: &str, content: &str) -> Vec<String>;

const RULES: [Rule; 8] = [
    imports_run_one_way,
    nothing_panics,
    nothing_from_strings,
    no_script_of_our_own,
    names_say_what,
    files_are_short,
    modules_say_what_they_are,
    no_path_of_one_machine,
];

/// What may stand at the top, besides what begins with a dot.
const TOP: [&str; 9] = [
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "CHANGELOG.md",
    "src",
    "tests",
    "www",
    "xtask",
    "LICENSE",
];

/// Folders of which nothing is ours, or nothing is kept.
const SKIPPED: [&str; 5] = [".git", "dist", "node_modules", "results", "target"];

#[test]
fn the_house_is_tidy() {
    let mut files = Vec::new();
    walk(Path::new(env!("CARGO_MANIFEST_DIR")), "", &mut files);
    assert!(
        files.iter().any(|(path, _)| path == "src/model/mod.rs"),
        "the files were found"
    );
    let wrong: Vec<_> = files
        .iter()
        .flat_map(|(path, content)| {
            RULES
                .iter()
                .flat_map(move |rule| rule(path, content))
                .map(move |wrong| format!("{path}: {wrong}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn nothing_new_stands_at_the_top() {
    let entries = fs::read_dir(env!("CARGO_MANIFEST_DIR")).expect("the folder of the project");
    for entry in entries {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(allowed_at_the_top(&name), "{name} has no place at the top");
    }
    for (name, allowed) in [
        ("src", true),
        ("LICENSE-MIT", true),
        (".ci", true),
        ("dist", true),
        ("docs", false),
        ("notes.md", false),
    ] {
        assert_eq!(allowed_at_the_top(name), allowed, "{name}");
    }
}

fn allowed_at_the_top(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("LICENSE") || TOP.contains(&name) || SKIPPED.contains(&name)
}

/// All files below a folder, with their paths from the top. What is no text is empty.
fn walk(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    let entries = fs::read_dir(folder).expect("a folder");
    for entry in entries {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        if SKIPPED.contains(&&*name) {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), files);
        } else {
            files.push((path, fs::read_to_string(entry.path()).unwrap_or_default()));
        }
    }
}

/// Imports run ui -> dom -> model, and the model knows no browser, clock or chance.
fn imports_run_one_way(path: &str, content: &str) -> Vec<String> {
    const OUTER: [&str; 8] = [
        "js_sys",
        "web_sys",
        "wasm_bindgen",
        "wasm_bindgen_futures",
        "serde_wasm_bindgen",
        "rand",
        "getrandom",
        "yew",
    ];
    let (crates, layers): (&[&str], &[&str]) = match layer(path) {
        "model" => (&OUTER, &["dom", "ui"]),
        "dom" => (&["yew"], &["ui"]),
        _ => return Vec::new(),
    };
    let model = layer(path) == "model";
    let bad = |name: &String| {
        let mut inside = name.as_str();
        while let Some(rest) = ["crate::", "super::", "self::"]
            .iter()
            .find_map(|root| inside.strip_prefix(root))
        {
            inside = rest;
        }
        let first = inside.split("::").next().unwrap_or_default();
        if inside.len() < name.len() {
            return layers.contains(&first);
        }
        let clock = name.starts_with("std::time") || first == "Instant" || first == "SystemTime";
        crates.contains(&first) || model && (clock || first.starts_with("gloo"))
    };
    let names = names(&code(content));
    names
        .into_iter()
        .filter(bad)
        .map(|name| format!("imports {name}"))
        .collect()
}

/// What went wrong is said to people, not to the console.
fn nothing_panics(path: &str, content: &str) -> Vec<String> {
    if !(path.starts_with("src/") && path.ends_with(".rs")) {
        return Vec::new();
    }
    let code = without_tests(&code(content));
    let found = [".unwrap()", ".expect(", "todo!(", "unimplemented!(", "dbg!("]
        .into_iter()
        .filter(|call| code.contains(call));
    found.map(|call| format!("calls {call}")).collect()
}

/// Everything from outside is text: none of the ways that a browser has from text to
/// markup or script.
fn nothing_from_strings(path: &str, content: &str) -> Vec<String> {
    const WORDS: [&str; 16] = [
        "inner_html",
        "set_inner_html",
        "outer_html",
        "set_outer_html",
        "insert_adjacent_html",
        "set_html_unsafe",
        "create_contextual_fragment",
        "DomParser",
        "set_srcdoc",
        "from_html_unchecked",
        "VRaw",
        "eval",
        "new_no_args",
        "new_with_args",
        "HtmlScriptElement",
        "inline_js",
    ];
    // Known by the type before them, or by a name that is looked up in the browser.
    const CALLS: [&str; 8] = [
        "Function::new",
        "document.write",
        ".write_1(",
        "\"innerHTML\"",
        "\"outerHTML\"",
        "\"insertHTML\"",
        "\"insertAdjacentHTML\"",
        "\"eval\"",
    ];
    if !(path.starts_with("src/") && path.ends_with(".rs")) {
        return Vec::new();
    }
    let code = code(content);
    let words: Vec<&str> = code.split(|c: char| !is_word(c)).collect();
    let words = WORDS.into_iter().filter(|word| words.contains(word));
    let calls = CALLS
        .into_iter()
        .filter(|call| code.contains(call) || call.starts_with('"') && content.contains(call));
    words
        .chain(calls)
        .map(|way| format!("makes markup or script from a string: {way}"))
        .collect()
}

/// The page is Rust; a service worker alone has to be a script.
fn no_script_of_our_own(path: &str, _: &str) -> Vec<String> {
    let script = [".js", ".mjs", ".cjs", ".ts"]
        .iter()
        .any(|ending| path.ends_with(ending));
    if path.starts_with("www/") && script && path != "www/service-worker.js" {
        return vec!["is a script".to_owned()];
    }
    Vec::new()
}

/// A file is called by what it is.
fn names_say_what(path: &str, _: &str) -> Vec<String> {
    const EMPTY: [&str; 8] = [
        "util", "utils", "helper", "helpers", "manager", "managers", "handler", "handlers",
    ];
    let lower = path.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    match words.find(|word| EMPTY.contains(word)) {
        Some(word) => vec![format!("is called {word}, which says nothing")],
        None => Vec::new(),
    }
}

/// A file is one idea: seldom over 400 lines, and never over 600 besides its tests.
fn files_are_short(path: &str, content: &str) -> Vec<String> {
    let lines = without_tests(&code(content)).lines().count();
    if path.starts_with("src/") && path.ends_with(".rs") && lines > 600 {
        return vec![format!("has {lines} lines")];
    }
    Vec::new()
}

/// A module begins with what it is.
fn modules_say_what_they_are(path: &str, content: &str) -> Vec<String> {
    if path.ends_with(".rs") && !content.starts_with("//! ") {
        return vec!["does not begin with a //! comment".to_owned()];
    }
    Vec::new()
}

/// A path from the root of one machine means nothing on another.
fn no_path_of_one_machine(_: &str, content: &str) -> Vec<String> {
    let mut found = Vec::new();
    for root in ["root", "work", "home", "Users"].map(|folder| format!("/{folder}/")) {
        for (at, _) in content.match_indices(&root) {
            // The end of a longer path, or of an address.
            let goes_on = |c: char| c.is_alphanumeric() || "/._-~$}".contains(c);
            if !content[..at].ends_with(goes_on) {
                found.push(format!("line {} has the path {root}", content[..at].lines().count()));
            }
        }
    }
    found
}

fn layer(path: &str) -> &str {
    let inside = path
        .strip_prefix("src/")
        .filter(|path| path.ends_with(".rs"))
        .unwrap_or_default();
    inside.split(['/', '.']).next().unwrap_or_default()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The names in the code, each with its path; those in the braces of a `use` with
/// the path before the braces.
fn names(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut prefixes: Vec<String> = Vec::new();
    let mut name = String::new();
    for c in code.chars().chain([' ']) {
        if is_word(c) || c == ':' {
            name.push(c);
            continue;
        }
        let prefix = prefixes.last().cloned().unwrap_or_default();
        let full = prefix + name.trim_start_matches(':');
        if c == '{' {
            // Any other brace begins a block, in which names stand on their own.
            prefixes.push(if name.ends_with("::") {
                full.clone()
            } else {
                String::new()
            });
        } else if c == '}' {
            prefixes.pop();
        }
        if !name.is_empty() {
            names.push(full);
        }
        name.clear();
    }
    names
}

/// The code without what stands in comments, strings and characters.
fn code(content: &str) -> String {
    let mut code = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(c) = rest.chars().next() {
        let length = literal(rest, code.chars().next_back());
        let (skipped, after) = rest.split_at(length.unwrap_or(c.len_utf8()));
        match length {
            Some(_) => code.extend(skipped.chars().filter(|&c| c == '\n').chain([' '])),
            None => code.push(c),
        }
        rest = after;
    }
    code
}

/// The length of the comment, string or character that `rest` begins with.
fn literal(rest: &str, before: Option<char>) -> Option<usize> {
    let until = |start: usize, end: &str| rest[start..].find(end).map_or(rest.len(), |at| start + at + end.len());
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(until(2, "*/"));
    }
    if let Some(inside) = rest.strip_prefix('"') {
        return Some(1 + quoted(inside, '"'));
    }
    if let Some(raw) = rest
        .strip_prefix('r')
        .filter(|_| !before.is_some_and(|c| is_word(c) && c != 'b'))
    {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            return Some(until(hashes + 2, &format!("\"{}", "#".repeat(hashes))));
        }
    }
    let inside = rest.strip_prefix('\'')?;
    // 'a' is a character, 'a is a lifetime.
    let closed = inside.starts_with('\\') || inside.chars().nth(1) == Some('\'');
    closed.then(|| 1 + quoted(inside, '\''))
}

/// The length up to the first `end` that is not escaped, with it.
fn quoted(inside: &str, end: char) -> usize {
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        if c == end && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    inside.len()
}

/// The code without the items that exist only in tests.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        kept.push_str(&rest[..at]);
        rest = &rest[at + MARK.len()..];
        let mut depth = 0;
        let end = rest.char_indices().find(|&(_, c)| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0 && (c == '}' || c == ';')
        });
        rest = &rest[end.map_or(rest.len(), |(at, c)| at + c.len_utf8())..];
    }
    kept + rest
}

#[test]
fn each_rule_can_fail() {
    let path = format!("cd {}\n", ["", "root", "gloss"].join("/"));
    let address = format!("https://example.org{}\n", ["", "work", "7"].join("/"));
    let long = "//! A module.\n".to_owned() + &"fn f() {}\n".repeat(600);
    let tested = format!(
        "//! A module.\n#[cfg(test)]\nmod tests {{\n{}}}\n",
        "fn f() {}\n".repeat(600)
    );
    let cases: &[(Rule, &str, &str, bool)] = &[
        (imports_run_one_way, "src/model/text.rs", "use web_sys::Node;", false),
        (
            imports_run_one_way,
            "src/model/text.rs",
            "use std::{fmt, time::{Duration, Instant}};",
            false,
        ),
        (
            imports_run_one_way,
            "src/model/text.rs",
            "fn now() -> u64 { std::time::SystemTime::now() }",
            false,
        ),
        (
            imports_run_one_way,
            "src/model/text.rs",
            "use gloo_timers::callback::Timeout;",
            false,
        ),
        (
            imports_run_one_way,
            "src/model/format/gloss.rs",
            "use crate::{dom::page, model::text};",
            false,
        ),
        (
            imports_run_one_way,
            "src/model/text.rs",
            "use super::super::ui::app;",
            false,
        ),
        (
            imports_run_one_way,
            "src/model/text.rs",
            "fn f() { crate::dom::say() }",
            false,
        ),
        (
            imports_run_one_way,
            "src/model/text.rs",
            "fn f() { let x = '\"'; yew::start() }",
            false,
        ),
        (
            imports_run_one_way,
            "src/model/text.rs",
            "use super::offset::{TextRange, TextSize};\nuse crate::model::span;",
            true,
        ),
        (
            imports_run_one_way,
            "src/model/text.rs",
            "//! Not for yew, `crate::dom`.\nconst RAND: &str = \"rand\";",
            true,
        ),
        (
            imports_run_one_way,
            "src/model/text.rs",
            "fn f<'a>(dom: &'a str) { let b = r#\"yew \"web_sys\" \"#; }",
            true,
        ),
        (imports_run_one_way, "src/dom/page.rs", "use yew::prelude::*;", false),
        (imports_run_one_way, "src/dom/page.rs", "use crate::ui::app;", false),
        (imports_run_one_way, "src/dom/page.rs", "use crate::{model, ui};", false),
        (
            imports_run_one_way,
            "src/dom/page.rs",
            "use web_sys::Node;\nuse crate::model::text::Text;",
            true,
        ),
        (
            imports_run_one_way,
            "src/ui/app.rs",
            "use yew::prelude::*;\nuse crate::dom::page;",
            true,
        ),
        (nothing_panics, "src/ui/app.rs", "fn f() { window().unwrap() }", false),
        (
            nothing_panics,
            "src/ui/app.rs",
            "fn f() { window()\n    .expect(\"a window\") }",
            false,
        ),
        (
            nothing_panics,
            "src/ui/app.rs",
            "#[cfg(test)]\nmod tests { fn f() { x.unwrap() } }\nfn g() { x.unwrap() }",
            false,
        ),
        (
            nothing_panics,
            "src/ui/app.rs",
            "/// ```\n/// x.unwrap()\n/// ```\nfn f() { x.unwrap_or_default(); \".unwrap()\"; }",
            true,
        ),
        (
            nothing_panics,
            "src/ui/app.rs",
            "fn f() {}\n#[cfg(test)]\nmod tests { fn f() { if x { y.unwrap() } } }",
            true,
        ),
        (nothing_panics, "tests/tidy.rs", "fn f() { x.unwrap() }", true),
        (
            nothing_from_strings,
            "src/dom/page.rs",
            "element.set_inner_html(words);",
            false,
        ),
        (
            nothing_from_strings,
            "src/ui/app.rs",
            "Html::from_html_unchecked(words)",
            false,
        ),
        (
            nothing_from_strings,
            "src/dom/page.rs",
            "// Never inner_html.\nelement.set_text_content(words);",
            true,
        ),
        (nothing_from_strings, "src/dom/page.rs", "js_sys::eval(words)", false),
        (
            nothing_from_strings,
            "src/dom/page.rs",
            "js_sys::Function::new_no_args(words)",
            false,
        ),
        (
            nothing_from_strings,
            "src/dom/page.rs",
            "document.write_1(&array)",
            false,
        ),
        (
            nothing_from_strings,
            "src/dom/page.rs",
            "Reflect::set(&element, &\"innerHTML\".into(), &words)",
            false,
        ),
        (no_script_of_our_own, "www/app.js", "", false),
        (no_script_of_our_own, "www/lib/app.mjs", "", false),
        (no_script_of_our_own, "www/service-worker.js", "", true),
        (no_script_of_our_own, "tests/e2e/open.spec.ts", "", true),
        (names_say_what, "src/ui/utils.rs", "", false),
        (names_say_what, "src/ui/key_handler.rs", "", false),
        (names_say_what, "src/model/Manager/mod.rs", "", false),
        (names_say_what, "src/model/text.rs", "", true),
        (files_are_short, "src/ui/app.rs", &long, false),
        (files_are_short, "src/ui/app.rs", &tested, true),
        (
            modules_say_what_they_are,
            "src/ui/app.rs",
            "use yew::prelude::*;",
            false,
        ),
        (
            modules_say_what_they_are,
            "src/ui/app.rs",
            "//! The app.\nuse yew::prelude::*;",
            true,
        ),
        (modules_say_what_they_are, "www/style.css", "a {}", true),
        (no_path_of_one_machine, "README.md", &path, false),
        (no_path_of_one_machine, "README.md", &address, true),
    ];
    for (rule, path, content, fine) in cases {
        let wrong = rule(path, content);
        assert_eq!(wrong.is_empty(), *fine, "{path}: {content}\n{wrong:?}");
    }
}
