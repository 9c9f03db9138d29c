//! The bindings between the compiled library and JavaScript.

use crate::failure::Failure;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// The library as the served page loads it.
pub(crate) struct Module {
    pub(crate) wasm: Vec<u8>,
    /// The bindings as an ES module.
    pub(crate) script: String,
}

pub(crate) fn module(library: &Path) -> Result<Module, Failure> {
    let mut output =
        bindgen(library).web(true).and_then(|bindgen| bindgen.generate_output()).map_err(failure)?;
    Ok(Module { wasm: output.wasm_mut().emit_wasm(), script: output.js().to_owned() })
}

/// The bindings as a plain script that declares one name, for the single file. Its WebAssembly is the module's.
#[cfg(feature = "release")]
pub(crate) fn script(library: &Path, name: &str) -> Result<String, Failure> {
    let mut bindgen = bindgen(library);
    let plain = bindgen.no_modules(true).and_then(|bindgen| bindgen.no_modules_global(name));
    let output = plain.and_then(|bindgen| bindgen.generate_output());
    Ok(output.map_err(failure)?.js().to_owned())
}

fn failure(why: impl std::fmt::Display) -> Failure {
    Failure::Bindings(format!("{why:#}"))
}

fn bindgen(library: &Path) -> Bindgen {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(library)
        .typescript(false)
        // The crate leaves out the path of the wasm unless told, where its command line puts it in.
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen
}
