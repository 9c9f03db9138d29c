//! Sources that are being read, and what waits for them.

/// The files of sources that are being read.
#[derive(Default)]
pub(super) struct SourceIntake {
    pub n_reading: usize,
    /// Whether the reader has asked for a check meanwhile.
    pub is_check_due: bool,
}

impl SourceIntake {
    pub(super) fn begin(&mut self) {
        self.n_reading += 1;
    }
}
