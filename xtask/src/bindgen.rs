//! wasm-bindgen: from the compiler's module to one that a page can load.

use crate::error::{Error, at};
use std::{fs, path::Path};
use wasm_bindgen_cli_support::{Bindgen, Output};

/// Writes `gloss.js`, `gloss_bg.wasm` and perhaps `snippets/` into a folder.
///
/// # Errors
/// When wasm-bindgen cannot make sense of the module, or the folder cannot be written.
pub fn bind(module: &Path, folder: &Path, release: bool) -> Result<(), Error> {
    let refused = |source| Error::Bindgen { source };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("gloss")
        .typescript(false)
        // The parts that come later share the table of functions.
        .keep_lld_exports(true)
        .remove_name_section(release)
        .remove_producers_section(release);
    let mut output = bindgen.web(true).and_then(Bindgen::generate_output).map_err(refused)?;
    let names = if release { shorten(&mut output) } else { vec![] };
    output.emit(folder).map_err(refused)?;
    let path = folder.join("gloss.js");
    let script = fs::read_to_string(&path).map_err(at(&path))?;
    fs::write(&path, rename(script, &names)).map_err(at(path))
}

/// Numbers the functions that the module imports from the script; their old names and new ones.
///
/// The old ones end in 16 digits of a hash each, which no compression makes smaller: about 5 kB of first load.
fn shorten(output: &mut Output) -> Vec<(String, String)> {
    let script = output.js().to_owned();
    let imports = output.wasm_mut().imports.iter_mut();
    let hashed = imports.filter(|import| is_hashed(&import.name) && script.matches(&key(&import.name)).count() == 1);
    hashed
        .enumerate()
        .map(|(number, import)| {
            let short = format!("_{number}");
            (std::mem::replace(&mut import.name, short.clone()), short)
        })
        .collect()
}

fn rename(script: String, names: &[(String, String)]) -> String {
    names
        .iter()
        .fold(script, |script, (long, short)| script.replace(&key(long), &key(short)))
}

/// How the script's table of functions has a name.
fn key(name: &str) -> String {
    format!("{name}: ")
}

fn is_hashed(name: &str) -> bool {
    name.rsplit_once('_')
        .is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash() {
        assert!(is_hashed("__wbg_altKey_423da1d67b588078"));
        assert!(!is_hashed("__wbindgen_init_externref_table"));
        assert!(!is_hashed("423da1d67b588078"));
    }

    #[test]
    fn only_keys_are_renamed() {
        let script = "{ __wbg_a_0: function() { __wbg_a_0(); }, __wbg_a_01: 2 }".to_owned();
        let names = [("__wbg_a_0".to_owned(), "_0".to_owned())];
        assert_eq!(
            rename(script, &names),
            "{ _0: function() { __wbg_a_0(); }, __wbg_a_01: 2 }"
        );
    }
}
