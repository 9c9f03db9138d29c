//! The module `pullquote._core`: what the Python package asks of the library. It releases Python's lock while it works.
//! The package around it, in `bindings/python/pullquote`, makes data classes of what comes out.

use pyo3::prelude::*;

mod article;
mod problem;
mod reading;
mod table;

/// What the package `pullquote` is made of; not for others.
#[pymodule]
mod _core {
    #[pymodule_export]
    use super::article::{CoreArticle, annotate, annotate_html, extract};
    #[pymodule_export]
    use super::reading::{file_text, joined, read, reanchor};
    #[pymodule_export]
    use super::table::{CoreTable, annotate_table, empty_table};

    use super::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        let formats = pullquote::Format::ALL.iter();
        module
            .add("FORMATS", formats.map(|format| (format.name(), format.leaves_out())).collect::<Vec<_>>())?;
        module.add("LICENCES", include_str!("../../../LICENSE-THIRD-PARTY"))
    }
}
