//! What a browser is told of the page: a content security policy (nothing but the site's own files, no inline script
//! or style, no HTML from text), and what else a server says with every file.
//!
//! One source: the page itself, `cargo xtask serve`, `_headers` and the README say what stands here.

use crate::mime::is_hashed;
use std::fmt::Write;

/// What a page can say of itself.
///
/// Trusted Types forbid every way from text to script or markup. The one policy that may be made, once, is in
/// `src/dom/offline.rs`: a browser takes the address of a service worker for script too, so without it there could be
/// none. It knows only the address of the site's own worker and answers with it whatever it is given.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                          img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
                          worker-src 'self'; base-uri 'none'; form-action 'none'; \
                          require-trusted-types-for 'script'; trusted-types gloss-worker";

/// How long a file is kept by who fetched it, if its name has a hash of its content.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// The same for any other file: it may be kept, and is asked for anew each time.
pub const ASK: &str = "no-cache";

/// What is said with every file, name and value.
pub fn headers() -> Vec<(&'static str, String)> {
    let plain = [
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        (
            "Permissions-Policy",
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    // That no other page may frame it can be said in a header only.
    let policy = ("Content-Security-Policy", format!("{POLICY}; frame-ancestors 'none'"));
    let plain = plain.map(|(name, value)| (name, value.to_owned()));
    [policy].into_iter().chain(plain).collect()
}

/// How long a file is kept by who fetched it.
pub fn lifetime(name: &str) -> &'static str {
    if is_hashed(name) { FOR_EVER } else { ASK }
}

/// The file `_headers`, from which Netlify, Cloudflare Pages and others know what to send.
///
/// They join what several rules say of one header, so no file has two rules for the same: the lifetime stands with the
/// names that have a hash, and is the usual one ("ask") for all others.
pub fn for_hosts<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut file = "/*\n".to_owned();
    for (name, value) in headers() {
        let _ = writeln!(file, "  {name}: {value}");
    }
    for name in names.into_iter().filter(|name| is_hashed(name)) {
        let _ = writeln!(file, "/{name}\n  Cache-Control: {FOR_EVER}");
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_for_hosts() {
        let file = for_hosts(["gloss-0123456789abcdef.js", "index.html"]);
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines[0], "/*");
        assert!(
            lines[1].starts_with("  Content-Security-Policy: default-src 'none'; "),
            "{file}"
        );
        assert!(lines[1].ends_with("; frame-ancestors 'none'"), "{file}");
        assert!(lines.contains(&"  X-Content-Type-Options: nosniff"), "{file}");
        assert_eq!(
            lines[lines.len() - 2..],
            [
                "/gloss-0123456789abcdef.js",
                "  Cache-Control: public, max-age=31536000, immutable"
            ]
        );
    }

    /// What the README has people write into the files of other servers.
    #[test]
    fn the_readme_says_the_same() {
        let readme = include_str!("../../README.md");
        for (name, value) in headers() {
            for line in [
                format!("add_header {name} \"{value}\" always;"),
                format!("Header always set {name} \"{value}\""),
            ] {
                assert!(readme.contains(&line), "the README should have this line:\n{line}");
            }
        }
        for line in [
            format!("\"~[-_.][0-9a-f]{{16}}[-_.]\" \"{FOR_EVER}\";"),
            format!("default {ASK};"),
            format!("Header set Cache-Control \"{ASK}\""),
            format!("Header set Cache-Control \"{FOR_EVER}\""),
        ] {
            assert!(readme.contains(&line), "the README should have this line:\n{line}");
        }
        // More lines of this kind would be lines that nothing here holds to anything.
        let held = headers().len() + 1;
        assert_eq!(readme.matches("add_header ").count(), held);
        assert_eq!(readme.matches("Header always set ").count(), held - 1);
    }
}
