//! Tables of articles in, tables of annotation sets out, both through Arrow's interface for Python: no library of Python
//! is needed, and no column is copied on the way in or out.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;

use arrow_array::{ArrayRef, RecordBatch, StringArray, StructArray};
use arrow_schema::{ArrowError, Field, SchemaRef};
use pullquote::Format;
use pullquote_arrow::{BatchArticle, Rows, TableFailure};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use pyo3_arrow::input::AnyRecordBatch;

use crate::problem::{format, value_error};

/// A table that any library of Python reads which knows Arrow's interface.
#[pyclass(frozen, module = "pullquote._core")]
pub(crate) struct CoreTable {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl CoreTable {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let field = Field::new_struct("", self.schema.fields().clone(), false);
        let arrays: Vec<Result<ArrayRef, ArrowError>> = self
            .batches
            .iter()
            .map(|batch| Ok(Arc::new(StructArray::from(batch.clone())) as ArrayRef))
            .collect();
        let reader = ArrayIterator::new(arrays, Arc::new(field));
        Ok(to_stream_pycapsule(py, Box::new(reader), requested_schema)?)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.schema.as_ref())?)
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }
}

/// Annotates each row of a table. With a format each set is text in that format; without, its parts are nested columns.
#[pyfunction]
pub(crate) fn annotate_table(
    py: Python<'_>,
    table: AnyRecordBatch,
    to: Option<&str>,
    threads: Option<NonZeroUsize>,
) -> PyResult<CoreTable> {
    let to = to.map(format).transpose()?;
    let threads = threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let reader = table.into_reader()?;
    let schema = if to.is_some() { pullquote_arrow::line_schema() } else { pullquote_arrow::schema() };
    py.detach(move || {
        let (mut batches, mut before) = (vec![], 0);
        for batch in reader {
            let batch = batch.map_err(value_error)?;
            let read = pullquote_arrow::articles(&batch, before).map_err(value_error)?;
            before += batch.num_rows();
            batches.extend(annotated(read, to, threads).map_err(value_error)?);
        }
        Ok(CoreTable { schema, batches })
    })
}

/// The most bytes of sets in one part of a table: a column of it cannot have 2 GiB.
const LARGEST_PART: usize = 1 << 30;

fn annotated(
    articles: Vec<BatchArticle>,
    to: Option<Format>,
    threads: usize,
) -> Result<Vec<RecordBatch>, TableFailure> {
    let format = to.unwrap_or(Format::Jsonl);
    let sets = pullquote_arrow::in_order(articles, threads, |article| {
        let id = article.id.clone();
        let document = article.document();
        let set = pullquote::export(&document, &pullquote::annotate(&document), &id, format);
        (id, set)
    });
    let part = if to.is_some() { as_text } else { as_columns };
    parts(sets).into_iter().map(part).collect()
}

type SetWithId = (String, String);

fn parts(sets: Vec<SetWithId>) -> Vec<Vec<SetWithId>> {
    let (mut parts, mut part, mut bytes) = (vec![], vec![], 0);
    for set in sets {
        if LARGEST_PART < bytes + set.1.len() && !part.is_empty() {
            parts.push(std::mem::take(&mut part));
            bytes = 0;
        }
        bytes += set.1.len();
        part.push(set);
    }
    parts.push(part);
    parts
}

fn as_text(sets: Vec<SetWithId>) -> Result<RecordBatch, TableFailure> {
    let (ids, sets): (Vec<_>, Vec<_>) = sets.into_iter().unzip();
    let columns: Vec<ArrayRef> = vec![Arc::new(StringArray::from(ids)), Arc::new(StringArray::from(sets))];
    Ok(RecordBatch::try_new(pullquote_arrow::line_schema(), columns)?)
}

fn as_columns(sets: Vec<SetWithId>) -> Result<RecordBatch, TableFailure> {
    let mut rows = Rows::new(sets.len().max(1))?;
    sets.iter().try_for_each(|(_, set)| rows.add(set))?;
    rows.take()
}

/// The schema of the nested columns, as a table without rows.
#[pyfunction]
pub(crate) fn empty_table() -> CoreTable {
    CoreTable { schema: pullquote_arrow::schema(), batches: vec![] }
}
