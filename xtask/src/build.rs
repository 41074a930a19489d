//! `cargo xtask build`: from the sources to a folder that any web server can hold.

use crate::{
    bindgen, command,
    error::{Error, at},
    hash::hash,
    library::Size,
    offline,
    optimise::{self, Tools},
    page::{Names, page},
    policy,
    project::Project,
    split,
    toolchain::{self, Toolchain, WASM},
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// How to compile.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// Small and fast, as it is published.
    Release,
    /// Quick to compile, with debug assertions.
    Dev,
}

/// Builds the site into `dist/`.
///
/// # Errors
/// When something is missing that cannot be installed, or a step fails.
pub fn build(project: &Project, mode: Mode) -> Result<(), Error> {
    let module = compile(project, mode)?;
    let tools = if mode == Mode::Release {
        Tools::obtain(project)
    } else {
        None
    };
    let bound = bind(project, mode, &module, tools.as_ref())?;
    let mut site = site(project, &bound, tools.as_ref())?;
    // While one is at work on the code, nothing may stand between it and the page.
    let worker = site.remove(offline::WORKER).unwrap_or_default();
    if mode == Mode::Release {
        let worker = offline::worker(&String::from_utf8_lossy(&worker), &site)?;
        let worker = match &tools {
            Some(tools) => tools.minify(&worker, "js")?,
            None => worker,
        };
        let hosts = policy::for_hosts(site.keys().map(String::as_str));
        site.insert(offline::WORKER.to_owned(), worker.into_bytes());
        site.insert("_headers".to_owned(), hosts.into_bytes());
    }
    write(&project.dist(), &site)
}

/// Compiles the app; the module's path.
fn compile(project: &Project, mode: Mode) -> Result<PathBuf, Error> {
    let size = if mode == Mode::Release {
        Size::Small
    } else {
        Size::Plain
    };
    let mut cargo = Toolchain::obtain(project, size)?.build(project);
    cargo.args(["--bin", "gloss"]);
    if mode == Mode::Release {
        cargo.arg("--release");
    }
    command::run(&mut cargo)?;
    let profile = if mode == Mode::Release { "release" } else { "debug" };
    Ok(toolchain::target(project).join(WASM).join(profile).join("gloss.wasm"))
}

/// Runs wasm-split, wasm-bindgen and wasm-opt, unless what they would be given is what they were given last time.
fn bind(project: &Project, mode: Mode, module: &Path, tools: Option<&Tools>) -> Result<PathBuf, Error> {
    let release = mode == Mode::Release;
    let folder = project
        .target
        .join("bound")
        .join(if release { "release" } else { "dev" });
    let stamp = folder.join("stamp");
    let options = if tools.is_some() {
        optimise::OPTIONS.join(" ")
    } else {
        String::new()
    };
    let bytes = fs::read(module).map_err(at(module))?;
    let wanted = hash(&[
        &bytes,
        options.as_bytes(),
        include_bytes!("bindgen.rs"),
        include_bytes!("split.rs"),
    ]);
    if fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
        return Ok(folder);
    }
    // What is left of an older run must not get into the site.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    let first = split::split(module, &folder)?;
    bindgen::bind(&first, &folder, release)?;
    if let Some(tools) = tools {
        tools.optimise(&folder.join("gloss_bg.wasm"))?;
        for name in split::later(&folder)? {
            tools.optimise(&folder.join(format!("{name}.wasm")))?;
        }
    }
    fs::write(&stamp, wanted).map_err(at(&stamp))?;
    Ok(folder)
}

/// All files of the site by their path in it, `/` between folders.
fn site(project: &Project, bound: &Path, tools: Option<&Tools>) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let mut site = BTreeMap::new();
    collect(&project.root.join("www"), "", &mut site)?;
    collect(&bound.join("snippets"), "snippets/", &mut site)?;
    let module = bound.join("gloss_bg.wasm");
    let module = fs::read(&module).map_err(at(module))?;
    let script = bound.join("gloss.js");
    let script = fs::read_to_string(&script).map_err(at(script))?;
    let style = site.remove("style.css").unwrap_or_default();
    let module_name = format!("gloss-{}_bg.wasm", hash(&[&module]));
    let mut script = start(&split::join(&script, bound)?, &module_name);
    for name in split::later(bound)? {
        let path = bound.join(format!("{name}.wasm"));
        let part = fs::read(&path).map_err(at(path))?;
        let hashed = format!("{name}-{}.wasm", hash(&[&part]));
        script = script.replace(&format!("./{name}.wasm"), &format!("./{hashed}"));
        site.insert(hashed, part);
    }
    let style = String::from_utf8_lossy(&style);
    let (script, style) = match tools {
        Some(tools) => (tools.minify(&script, "js")?, tools.minify(&style, "css")?.into_bytes()),
        None => (script, style.into_owned().into_bytes()),
    };
    let names = Names {
        style: format!("style-{}.css", hash(&[&style])),
        script: format!("gloss-{}.js", hash(&[script.as_bytes()])),
        module: module_name,
    };
    let index = site.remove("index.html").unwrap_or_default();
    let index = page(&String::from_utf8_lossy(&index), &names)?;
    site.insert(names.style, style);
    site.insert(names.script, script.into_bytes());
    site.insert(names.module, module);
    site.insert("index.html".to_owned(), index.into_bytes());
    Ok(site)
}

/// The script with the call that starts the app, which a strict content security policy forbids in the page itself.
fn start(script: &str, module: &str) -> String {
    format!("{script}__wbg_init({{ module_or_path: new URL('{module}', import.meta.url) }});\n")
}

/// Reads a folder and those in it; an absent one has no files.
///
/// # Errors
/// When something in it cannot be read.
pub fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else {
            let bytes = fs::read(&path).map_err(at(&path))?;
            files.insert(name, bytes);
        }
    }
    Ok(())
}

/// Makes a folder hold these files and no others, the page last and the worker behind it, so that a server that is
/// running meanwhile never has a page without its files, or a worker that asks for others.
fn write(folder: &Path, site: &BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    let mut old = BTreeMap::new();
    collect(folder, "", &mut old)?;
    let mut files: Vec<_> = site.iter().collect();
    files.sort_by_key(|(name, _)| ["index.html", offline::WORKER].iter().position(|last| last == name));
    for (name, bytes) in files {
        if old.get(name) != Some(bytes) {
            let path = folder.join(name);
            let parent = path.parent().unwrap_or(folder);
            fs::create_dir_all(parent).map_err(at(parent))?;
            fs::write(&path, bytes).map_err(at(path))?;
        }
    }
    for name in old.keys().filter(|name| !site.contains_key(*name)) {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(at(path))?;
    }
    Ok(())
}
