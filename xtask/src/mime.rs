//! What a file's name says about it.

/// The media type to send.
pub fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("ico") => "image/vnd.microsoft.icon",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("jsonld") => "application/ld+json",
        Some("md") => "text/markdown; charset=utf-8",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("tsv") => "text/tab-separated-values; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("webp") => "image/webp",
        Some("woff2") => "font/woff2",
        Some("xml") => "application/xml",
        _ => "application/octet-stream",
    }
}

/// Whether the name holds a hash of the content (`gloss-0123456789abcdef_bg.wasm`), so that it never changes.
pub fn is_hashed(name: &str) -> bool {
    name.split(['-', '_', '.']).skip(1).any(|part| {
        part.len() == crate::hash::DIGITS && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types() {
        assert_eq!(content_type("gloss-0123456789abcdef_bg.wasm"), "application/wasm");
        assert_eq!(content_type("gloss.min.js"), "text/javascript; charset=utf-8");
        assert_eq!(content_type("manifest.webmanifest"), "application/manifest+json");
        assert_eq!(content_type("icon.svg"), "image/svg+xml");
        assert_eq!(content_type("places.bin"), "application/octet-stream");
        assert_eq!(content_type("LICENSE"), "application/octet-stream");
    }

    #[test]
    fn names_with_a_hash() {
        for name in [
            "gloss-0123456789abcdef_bg.wasm",
            "gloss-0123456789abcdef.js",
            "style-0123456789abcdef.css",
        ] {
            assert!(is_hashed(name), "{name}");
        }
        for name in [
            "index.html",
            "0123456789abcdef.js",
            "gloss-0123456789ABCDEF.js",
            "gloss-0123456789abcde.js",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
