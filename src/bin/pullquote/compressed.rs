//! Files compressed with gzip or Zstandard, in and out. Both formats allow several compressed parts one after the other.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::binary_file::{BinaryFile, GZIP, ZSTANDARD};

/// How a file is compressed, by its name's ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CompressedBy {
    Gzip,
    Zstandard,
}

impl CompressedBy {
    pub(crate) fn of(path: &Path) -> Option<CompressedBy> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "gz" => Some(CompressedBy::Gzip),
            "zst" => Some(CompressedBy::Zstandard),
            _ => None,
        }
    }
}

/// The name of a file without the ending that says how it is compressed.
pub(crate) fn plain_name(path: &Path) -> PathBuf {
    if CompressedBy::of(path).is_some() { path.with_extension("") } else { path.to_owned() }
}

/// A file as it was before it was compressed; by its first bytes, whatever its name says.
pub(crate) fn decompressed(mut file: Box<dyn BufRead>) -> io::Result<Box<dyn BufRead>> {
    let start = file.fill_buf()?;
    if start.starts_with(b"\x1f\x8b") {
        let reader = MultiGzDecoder::new(file);
        return Ok(Box::new(BufReader::new(Decompressed { kind: &GZIP, reader })));
    }
    if start.starts_with(b"\x28\xb5\x2f\xfd") {
        let reader = ZstandardReader { file: Some(file), frame: None };
        return Ok(Box::new(BufReader::new(Decompressed { kind: &ZSTANDARD, reader })));
    }
    Ok(file)
}

/// What is read of a compressed file. Where it is damaged, the error says what it should be.
struct Decompressed<R> {
    kind: &'static BinaryFile,
    reader: R,
}

impl<R: Read> Read for Decompressed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // The system's own errors have numbers.
        self.reader.read(into).map_err(|error| match error.raw_os_error() {
            Some(_) => error,
            None => io::Error::new(io::ErrorKind::InvalidData, self.kind.damaged()),
        })
    }
}

type ZstandardFrame = StreamingDecoder<Box<dyn BufRead>, FrameDecoder>;

fn frame(file: Box<dyn BufRead>) -> io::Result<ZstandardFrame> {
    StreamingDecoder::new(file).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))
}

/// Reads the frames of a file one after the other.
struct ZstandardReader {
    /// Where the next frame begins, between two of them.
    file: Option<Box<dyn BufRead>>,
    frame: Option<ZstandardFrame>,
}

impl Read for ZstandardReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(mut file) = self.file.take()
                && !file.fill_buf()?.is_empty()
            {
                self.frame = Some(frame(file)?);
            }
            let Some(frame) = &mut self.frame else { return Ok(0) };
            match frame.read(into)? {
                0 if !into.is_empty() => self.file = self.frame.take().map(StreamingDecoder::into_inner),
                read => return Ok(read),
            }
        }
    }
}

/// A file that is written, compressed as its name says.
pub(crate) enum CompressedFile {
    Plain(File),
    Gzip(GzEncoder<File>),
    Zstandard(ZstandardWriter),
}

impl CompressedFile {
    pub(crate) fn new(file: File, by: Option<CompressedBy>) -> CompressedFile {
        match by {
            None => CompressedFile::Plain(file),
            Some(CompressedBy::Gzip) => CompressedFile::Gzip(GzEncoder::new(file, Compression::default())),
            Some(CompressedBy::Zstandard) => {
                CompressedFile::Zstandard(ZstandardWriter { file, waiting: vec![] })
            }
        }
    }

    /// Writes what is left. A file that is not finished cannot be read to its end.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            CompressedFile::Plain(mut file) => file.flush(),
            CompressedFile::Gzip(encoder) => encoder.finish().and_then(|mut file| file.flush()),
            CompressedFile::Zstandard(mut writer) => writer.write_frame(),
        }
    }
}

impl Write for CompressedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            CompressedFile::Plain(file) => file.write(bytes),
            CompressedFile::Gzip(encoder) => encoder.write(bytes),
            CompressedFile::Zstandard(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            CompressedFile::Plain(file) => file.flush(),
            CompressedFile::Gzip(encoder) => encoder.flush(),
            CompressedFile::Zstandard(_) => Ok(()), // A frame of few bytes compresses badly.
        }
    }
}

/// Writes a frame for each mebibyte.
pub(crate) struct ZstandardWriter {
    file: File,
    waiting: Vec<u8>,
}

const FRAME: usize = 1 << 20;

impl ZstandardWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if FRAME <= self.waiting.len() {
            self.write_frame()?;
        }
        Ok(bytes.len())
    }

    fn write_frame(&mut self) -> io::Result<()> {
        self.file.write_all(&compress_to_vec(self.waiting.as_slice(), CompressionLevel::Fastest))?;
        self.waiting.clear();
        self.file.flush()
    }
}
