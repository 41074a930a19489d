//! wasm-bindgen: from the compiler's module to one that a page can load.

use crate::error::Error;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// Writes `gloss.js`, `gloss_bg.wasm` and perhaps `snippets/` into a folder.
///
/// # Errors
/// When wasm-bindgen cannot make sense of the module.
pub fn bind(module: &Path, folder: &Path, release: bool) -> Result<(), Error> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("gloss")
        .typescript(false)
        .remove_name_section(release)
        .remove_producers_section(release);
    bindgen.web(true).and_then(|web| web.generate(folder)).map_err(|source| Error::Bindgen { source })
}
