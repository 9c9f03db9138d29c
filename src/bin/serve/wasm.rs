//! From the library's sources to WebAssembly with its JavaScript bindings.

use crate::failure::Failure;
use crate::workshop::{self, Workshop};
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The library as the page loads it.
pub(crate) struct Library {
    pub(crate) wasm: Vec<u8>,
    /// The bindings as an ES module.
    pub(crate) module: String,
    /// The bindings as a plain script that declares `wasm_bindgen`, for the single file.
    pub(crate) script: String,
}

pub(crate) fn compile(workshop: &Workshop) -> Result<Library, Failure> {
    install_target()?;
    let compiled = build(workshop)?;
    let bindings = |failure: &dyn std::fmt::Display| Failure::Bindings(format!("{failure:#}"));
    let mut module = bindgen(&compiled)
        .web(true)
        .and_then(|bindgen| bindgen.generate_output())
        .map_err(|failure| bindings(&failure))?;
    let script = bindgen(&compiled)
        .no_modules(true)
        .and_then(|bindgen| bindgen.generate_output())
        .map_err(|failure| bindings(&failure))?;
    Ok(Library {
        wasm: module.wasm_mut().emit_wasm(),
        module: module.js().to_owned(),
        script: script.js().to_owned(),
    })
}

/// Adds the WebAssembly target to the toolchain if it is not there.
fn install_target() -> Result<(), Failure> {
    let mut libraries = Command::new("rustc");
    libraries.args(["--print", "target-libdir", "--target", TARGET]);
    let folder = workshop::run_for_output(&mut libraries)?;
    if Path::new(String::from_utf8_lossy(&folder).trim()).is_dir() {
        return Ok(());
    }
    println!("Installing Rust's {TARGET} target (rustup target add {TARGET})");
    let added = Command::new("rustup").args(["target", "add", TARGET]).status();
    // Without rustup the target may still be there in a way that rustc does not tell: the build will say.
    if !added.is_ok_and(|status| status.success()) {
        eprintln!("rustup could not add the target; going on without");
    }
    Ok(())
}

fn build(workshop: &Workshop) -> Result<PathBuf, Failure> {
    let mut cargo = workshop.cargo();
    cargo
        .args([
            "build",
            "--lib",
            "--no-default-features",
            "--features=html",
            "--profile=wasm",
            "--target",
            TARGET,
        ])
        .arg("--target-dir")
        .arg(workshop.target());
    // Flags for the native build would replace those of .cargo/config.toml.
    for native in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
        cargo.env_remove(native);
    }
    let status = cargo.status().map_err(|source| Failure::Program { name: "cargo".into(), source })?;
    if !status.success() {
        return Err(Failure::Compile);
    }
    Ok(workshop.target().join(TARGET).join("wasm").join("pullquote.wasm"))
}

fn bindgen(compiled: &Path) -> Bindgen {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .typescript(false)
        // The crate leaves out the path of the wasm unless told, where its command line puts it in.
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen
}
