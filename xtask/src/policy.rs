//! The content security policy: nothing but the site's own files, no inline script or style, no HTML from text.

/// What a page can say of itself.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                          img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
                          worker-src 'self'; base-uri 'none'; form-action 'none'; \
                          require-trusted-types-for 'script'; trusted-types 'none'";

/// What a server says of it: that no other page may frame it can be said in a header only.
pub fn header() -> String {
    format!("{POLICY}; frame-ancestors 'none'")
}
