//! The files of the deep reading: its model, and the module that runs it. A page loads them when a reader switches it
//! on.

use crate::bindings::Module;
use crate::failure::Failure;
use crate::site::{self, Site};
use std::fs;
use std::path::Path;

/// Where the model stands in the checkout.
pub(crate) const MODEL: &str = "tools/lab/deep";

const MODEL_FILES: [&str; 3] = ["deep.json", "vocab.txt", "model.onnx"];

/// The worker that loads them, and its line that the build fills in: the bytes that there are to load, as they
/// are when no server has packed them.
const WORKER: &str = "worker.js";
const WORKER_BYTES: &str = "const DEEP_BYTES = 0;";

/// Whether a file is one of these.
pub(crate) fn has(name: &str) -> bool {
    name.starts_with("optional/deep/")
}

/// Puts the model from its folder and the module beside the page.
pub(crate) fn add(sources: &mut Site, module: Module, model: &Path) -> Result<(), Failure> {
    let mut bytes = module.wasm.len();
    for name in MODEL_FILES {
        let path = model.join(name);
        let file = fs::read(&path).map_err(Failure::file(&path))?;
        bytes += file.len();
        sources.insert(format!("optional/deep/{name}"), file);
    }
    sources.insert("optional/deep/pullquote_deep.js".into(), module.script.into());
    sources.insert("optional/deep/pullquote_deep_bg.wasm".into(), module.wasm);
    let worker = site::text(sources, WORKER)?;
    if worker.matches(WORKER_BYTES).count() != 1 {
        return Err(Failure::Page {
            file: WORKER,
            wants: format!("must have the line `{WORKER_BYTES}` once"),
        });
    }
    let worker = worker.replace(WORKER_BYTES, &format!("const DEEP_BYTES = {bytes};"));
    sources.insert(WORKER.into(), worker.into());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(worker: &str) -> Result<Site, Failure> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for (name, text) in MODEL_FILES.into_iter().zip(["{}", "[CLS]", "model"]) {
            fs::write(folder.path().join(name), text).expect("a file can be written there");
        }
        let mut site: Site = [(WORKER.to_owned(), worker.into())].into();
        let module = Module { wasm: b"\0asm".to_vec(), script: "let a;".into() };
        add(&mut site, module, folder.path()).map(|()| site)
    }

    #[test]
    fn the_worker_learns_how_much_there_is_to_load() {
        let site = added("const DEEP_BYTES = 0;\n").expect("the form is kept");
        assert_eq!(site[WORKER], b"const DEEP_BYTES = 16;\n");
        assert_eq!(site["optional/deep/model.onnx"], b"model");
        assert!(site.keys().all(|name| has(name) || name == WORKER));
    }

    #[test]
    fn a_worker_that_cannot_be_filled_in_is_refused() {
        let complaint = added("").expect_err("the form is broken").to_string();
        assert_eq!(complaint, "worker.js must have the line `const DEEP_BYTES = 0;` once");
    }
}
