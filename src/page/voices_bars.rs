//! Who speaks most, as a picture with bars.

use super::clip::clip;
use super::voices_input::Counted;
use super::voices_parts::{drawn, titled, voice_label, written};
use crate::strings;
use crate::view::{Element, count};

/// Bars of the picture, and its measures in its own units.
const BARS: usize = 40;
const WIDTH: usize = 720;
const NAMES: usize = 220;
const LONGEST: usize = 300;
const ROW: usize = 30;
const HEAD: usize = 76;

pub(super) fn picture(counted: &Counted) -> Element {
    let speakers = &counted.found.speakers;
    let most = speakers.iter().map(|record| record.all.words).max().unwrap_or(1).max(1);
    let shown = speakers.len().min(BARS);
    let bottom = HEAD + ROW * shown;
    let left = speakers.len() - shown;
    let more =
        (0 < left).then(|| written([24, bottom + 16], 12, &strings::fill(strings::MORE_ROWS, &[&left])));
    let rows = speakers.iter().take(BARS).enumerate().flat_map(|(i, record)| {
        let top = HEAD + ROW * i;
        let length = (LONGEST * record.all.words / most).max(1);
        let facts = format!("{} · {:.1} %", count(record.all.words, strings::WORDS), 100.0 * record.share);
        let fill = if record.voice.name().is_some() { "#0b6b57" } else { "#9a948a" };
        [
            written([24, top + 16], 14, &clip(voice_label(record), 26)),
            drawn([24 + NAMES, top + 4], [length, 16], fill),
            written([24 + NAMES + length + 8, top + 16], 12, &facts),
        ]
    });
    let said = count(counted.articles.len(), strings::ARTICLES);
    titled([WIDTH, bottom + 24], strings::WHO_SPEAKS_BUTTON, &said).children(rows).children(more)
}
