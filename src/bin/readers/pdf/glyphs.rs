//! The letters of each page with their places, as the file draws them.

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro_syntax::Pdf;
use kurbo::{Affine, BezPath, Point, Rect, Vec2};

use crate::ReaderError;

/// Pages that are read; longer files are no articles.
const MOST_PAGES: usize = 2_000;
/// Letters that are read in all: a book has a million. A hostile file can draw one form again and again.
const MOST_LETTERS: usize = 8_000_000;
/// The share of letters without a meaning (one in this many) from which on a text cannot be read.
const UNMAPPED_SHARE: usize = 3;

/// A letter, or a ligature of several.
#[derive(Clone, Debug)]
pub(super) struct PlacedLetter {
    pub text: String,
    /// The left end of its base line, in points from the left and from the bottom of the page.
    pub x: f64,
    pub y: f64,
    /// Where the next letter would begin.
    pub end: f64,
    /// The size of its font, in points.
    pub size: f64,
}

/// The letters of all pages. Text along other directions than rightwards, such as stamps on the margin, is left out.
///
/// # Errors
/// Where no page has letters, or hardly any letter has a meaning.
pub(super) fn pages(pdf: &Pdf) -> Result<Vec<Vec<PlacedLetter>>, ReaderError> {
    let cache = InterpreterCache::new();
    let mut device = LetterDevice::default();
    let mut pages = vec![];
    for page in pdf.pages().iter().take(MOST_PAGES) {
        let (width, height) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings::default();
        let turned = page.initial_transform(false).to_kurbo();
        let mut context = Context::new(turned, bounds, &cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut device);
        pages.push(std::mem::take(&mut device.letters));
        if device.left == 0 {
            return Err(ReaderError::TooLong);
        }
    }
    let read: usize = pages.iter().map(Vec::len).sum();
    match (read, device.unmapped) {
        (0, 0) => Err(ReaderError::Scanned),
        (read, unmapped) if read < unmapped * (UNMAPPED_SHARE - 1) => Err(ReaderError::Unmapped),
        _ => Ok(pages),
    }
}

/// Takes the letters of what is drawn, and nothing else.
struct LetterDevice {
    letters: Vec<PlacedLetter>,
    /// Letters that may still be read.
    left: usize,
    /// Letters of which the file does not say what they are.
    unmapped: usize,
}

impl Default for LetterDevice {
    fn default() -> LetterDevice {
        LetterDevice { letters: vec![], left: MOST_LETTERS, unmapped: 0 }
    }
}

impl LetterDevice {
    fn take(&mut self, glyph: &PositionedGlyph, place: Affine) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => return self.unmapped += 1,
        };
        let origin = place * Point::ZERO;
        // Glyphs are drawn in thousandths of their size.
        let (right, up) =
            (place * Point::new(1000.0, 0.0) - origin, place * Point::new(0.0, 1000.0) - origin);
        let size = up.hypot();
        let is_upright = |right: Vec2| right.y.abs() <= right.x.abs() * 0.1 && 0.0 < right.x;
        if !size.is_finite() || size <= 0.1 || !is_upright(right) {
            return;
        }
        let width = match &**glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let width = width.map_or(size / 2.0, |width| right.x * f64::from(width) / 1e3);
        self.letters.push(PlacedLetter { text, x: origin.x, y: origin.y, end: origin.x + width, size });
    }
}

impl<'a> Device<'a> for LetterDevice {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.take(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
