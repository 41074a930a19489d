//! wasm-split: from the compiler's module to a first part, with which the page starts, and parts that are fetched
//! when they are needed.

use crate::error::{Error, at};
use std::{
    fs,
    path::{Path, PathBuf},
};
use wasm_split_cli_support::{Options, transform};

/// How the script that fetches parts is called by the module; [`join`] puts it into the page's script.
const LINK: &str = "./split.js";

/// How that script makes a part from what it fetches: only if the server calls it `application/wasm`.
const STRICT: &str = "WebAssembly.instantiateStreaming(src, imports)";

/// Makes it from whatever the server calls it, as wasm-bindgen does with the first part.
const LENIENT: &str = "async function instantiated(source, imports) {
    const response = await source;
    if (response.headers.get('Content-Type') === 'application/wasm') {
        return WebAssembly.instantiateStreaming(response, imports);
    }
    return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
";

/// Writes the parts of a module into a folder: the first, whose path is returned, `split_*.wasm` for the others, and
/// the script that fetches those.
///
/// # Errors
/// When the module was not linked with `--emit-relocs`, or the folder cannot be written.
pub fn split(module: &Path, folder: &Path) -> Result<PathBuf, Error> {
    let bytes = fs::read(module).map_err(at(module))?;
    let first = folder.join("first.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.link_name = LINK;
    transform(options).map_err(|report| Error::Split {
        reason: format!("{report:#}"),
    })?;
    Ok(first)
}

/// The parts that are fetched later: file names without `.wasm`.
///
/// # Errors
/// When the folder cannot be read.
pub fn later(folder: &Path) -> Result<Vec<String>, Error> {
    let mut names = vec![];
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let name = entry.map_err(at(folder))?.file_name();
        let name = name.to_string_lossy();
        names.extend(
            name.strip_suffix(".wasm")
                .filter(|name| is_later(name))
                .map(str::to_owned),
        );
    }
    names.sort();
    Ok(names)
}

fn is_later(name: &str) -> bool {
    name.starts_with("split_") || name.starts_with("chunk_")
}

/// One script from that of wasm-bindgen and the one that fetches parts: two that import each other could not have
/// names with hashes.
///
/// # Errors
/// When the folder cannot be read, or its script is not as this expects.
pub fn join(script: &str, folder: &Path) -> Result<String, Error> {
    let path = folder.join(LINK);
    let link = fs::read_to_string(&path).map_err(at(path))?;
    if !link.contains(STRICT) {
        let reason = format!("its script has no `{STRICT}`");
        return Err(Error::Split { reason });
    }
    let link = link.replace(STRICT, "instantiated(src, imports)");
    Ok(LENIENT.to_owned() + &joined(script, &link))
}

fn joined(script: &str, link: &str) -> String {
    let import = |line: &&str| line.starts_with("import ");
    let from_link = |line: &&str| import(line) && line.contains(LINK);
    let (imports, rest): (Vec<_>, Vec<_>) = script.lines().partition(from_link);
    let mut loaders = vec![];
    let mut joined = String::new();
    for line in link.lines().filter(|line| !import(line)) {
        let export = line.strip_prefix("export const ");
        loaders.extend(export.and_then(|rest| rest.split(' ').next()));
        joined.push_str(export.map_or("", |_| "const "));
        joined.push_str(export.unwrap_or(line));
        joined.push('\n');
    }
    for name in imports.iter().filter_map(|line| line.split(' ').nth(3)) {
        joined.push_str(&format!("const {name} = {{ {} }};\n", loaders.join(", ")));
    }
    for line in rest {
        joined.push_str(line);
        joined.push('\n');
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_scripts_become_one() {
        let script = "import * as import1 from \"./split.js\"\nfunction initSync() {}\nexport { initSync };\n";
        let link = "import { initSync } from \"./gloss.js\";\nfunction load() {}\nexport const load_a = load(1);\n";
        assert_eq!(
            joined(script, link),
            "function load() {}\nconst load_a = load(1);\nconst import1 = { load_a };\nfunction initSync() {}\n\
             export { initSync };\n"
        );
    }

    #[test]
    fn the_first_part_is_not_a_later_one() {
        assert!(is_later("split_rooms"));
        assert!(!is_later("first") && !is_later("gloss_bg"));
    }
}
