//! A back-up that is being restored, between one part of the work and the next.

use crate::page::backup::RestoreReport;
use crate::store::PreparedBackup;

/// A back-up that is being restored.
pub(super) enum Restoration {
    Merging {
        /// The rest of the file.
        prepared: PreparedBackup,
        report: RestoreReport,
    },
    Replacing {
        prepared: PreparedBackup,
        /// The articles that are here.
        here: Vec<String>,
        /// How many of them have a restore point.
        n_kept: usize,
    },
}
