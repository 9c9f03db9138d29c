//! The cues of a file of subtitles: times and lines, as they stand there.

use crate::document::parts::{MediaTime, Meta};

/// A cue: what is shown from one time to another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cue {
    pub time: MediaTime,
    /// Its lines with their mark-up; none is blank.
    pub lines: Vec<String>,
}

/// What stands between the times of a cue.
const ARROW: &str = "-->";

/// Reads the cues in order, and what the head of a WebVTT file says.
pub(super) fn read(text: &str) -> (Vec<Cue>, Meta) {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut cues: Vec<Cue> = vec![];
    let mut meta = Meta::default();
    // Comments, style sheets and the head last until an empty line.
    let (mut is_open, mut is_head) = (false, false);
    for line in text.lines().map(str::trim) {
        if let Some(time) = times(line) {
            // The number of a cue stands before its times, sometimes without an empty line before it.
            if let Some(last) = cues.last_mut().filter(|_| is_open) {
                last.lines.pop_if(|line| line.bytes().all(|b| b.is_ascii_digit()));
            }
            cues.push(Cue { time, lines: vec![] });
            (is_open, is_head) = (true, false);
        } else if line.is_empty() {
            // YouTube puts an empty line before the only one of a cue.
            is_open &= cues.last().is_some_and(|cue| cue.lines.is_empty());
            is_head = false;
        } else if let Some(cue) = cues.last_mut().filter(|_| is_open) {
            cue.lines.push(line.to_owned());
        } else if let Some(title) = line.strip_prefix("WEBVTT").filter(|_| cues.is_empty()) {
            let title = title.trim_start_matches([' ', '\t', '-', '–', '—']).trim();
            meta.title = Some(title.to_owned()).filter(|title| !title.is_empty());
            is_head = true;
        } else if let Some(lang) = line.strip_prefix("Language:").filter(|_| is_head) {
            meta.lang = Some(lang.trim().to_owned()).filter(|lang| !lang.is_empty() && lang.len() <= 35);
        }
    }
    (cues, meta)
}

/// The times of a line `00:00:04.000 --> 00:00:06.500 align:start`; `None` for other lines.
pub(super) fn times(line: &str) -> Option<MediaTime> {
    let (start, end) = line.split_once(ARROW)?;
    let start = milliseconds(start.trim())?;
    let end = milliseconds(end.split_whitespace().next()?)?;
    Some(MediaTime { start, end: end.max(start) })
}

/// `1:02:03.450`, `02:03,450`, `02:03`.
fn milliseconds(time: &str) -> Option<u32> {
    let (whole, fraction) = time.split_once(['.', ',']).unwrap_or((time, ""));
    let mut seconds: u32 = 0;
    for part in whole.split(':') {
        let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let number: u32 = part.parse().ok().filter(|_| is_number)?;
        seconds = seconds.checked_mul(60)?.checked_add(number)?;
    }
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    let is_time = whole.contains(':') && digits.bytes().all(|b| b.is_ascii_digit());
    seconds.checked_mul(1000)?.checked_add(digits.parse().ok().filter(|_| is_time)?)
}
