//! Reads a model's parts off its bytes, one after the other.

/// The bytes are not what the program expects: cut off, of another version, or something else altogether.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadModel;

impl std::fmt::Display for BadModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            "the model's bytes do not fit this version of the program; regenerate them with tools/lab",
        )
    }
}

impl std::error::Error for BadModel {}

/// The bytes of a model that are not read yet.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// The next `n` bytes.
    pub(crate) fn take(&mut self, n: usize) -> Result<&'a [u8], BadModel> {
        let (head, rest) = self.0.split_at_checked(n).ok_or(BadModel)?;
        self.0 = rest;
        Ok(head)
    }

    /// The next four bytes as a number, little end first.
    pub(crate) fn u32(&mut self) -> Result<u32, BadModel> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes(bytes.try_into().expect("four bytes were taken")))
    }

    /// The next four bytes as a fraction, little end first.
    pub(crate) fn f32(&mut self) -> Result<f32, BadModel> {
        Ok(f32::from_bits(self.u32()?))
    }

    /// An error unless the next four bytes are these.
    pub(crate) fn magic(&mut self, magic: &[u8; 4]) -> Result<(), BadModel> {
        if self.take(4)? == magic { Ok(()) } else { Err(BadModel) }
    }
}
