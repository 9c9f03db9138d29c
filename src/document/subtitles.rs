//! Transcripts in files of subtitles (WebVTT, SubRip) as paragraphs, one a turn.
//!
//! Subtitles break a sentence where the screen ends and show some lines twice. Here each line comes once, and the lines
//! of one speaker are one paragraph, `Name: words`, with the time at which it is said.

use super::parts::{Block, Meta, Role};

mod cue;
mod shown_words;

use cue::Cue;
use shown_words::{Turn, turns};

/// Silence, in milliseconds, after which a new paragraph begins where nobody is named.
const PAUSE: u32 = 2_000;
/// Bytes after which a paragraph of an unnamed speaker ends with its sentence.
const LONG_PARAGRAPH: usize = 600;

/// Whether a text is a file of subtitles: it says so, or its first lines are the number and the time of a cue.
///
/// ```
/// assert!(pullquote::looks_like_subtitles("1\n00:00:04,000 --> 00:00:06,500\nWe stay open."));
/// assert!(!pullquote::looks_like_subtitles("1\nThe gauge was broken."));
/// ```
pub fn looks_like_subtitles(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let says_so = text
        .strip_prefix("WEBVTT")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(2);
    says_so || lines.any(|line| cue::times(line).is_some())
}

/// Reads a file of subtitles. The blocks are paragraphs; [`Meta::times`] has the time of each.
///
/// Mark-up, positions, comments and descriptions of sounds are left out.
///
/// ```
/// let file = "WEBVTT\n\n00:04.000 --> 00:06.500\n<v Mara Lindqvist>We stay open,\n\n00:06.500 --> 00:08.000\n<v Mara Lindqvist>all winter.";
/// let (blocks, meta) = pullquote::read_subtitles(file);
/// assert_eq!(blocks[0].text, "Mara Lindqvist: We stay open, all winter.");
/// assert_eq!(meta.times[0].to_string(), "t=4,8");
/// ```
pub fn read_subtitles(text: &str) -> (Vec<Block>, Meta) {
    let (cues, meta) = cue::read(text);
    let mut paragraphs: Vec<Turn> = vec![];
    for turn in turns(&cues) {
        match paragraphs.last_mut() {
            Some(last) if continues(last, &turn) => {
                last.words.push(' ');
                last.words.push_str(&turn.words);
                last.time.end = last.time.end.max(turn.time.end);
            }
            _ => paragraphs.push(turn),
        }
    }
    let times = paragraphs.iter().map(|turn| turn.time).collect();
    let blocks = paragraphs.into_iter().map(|turn| Block { role: Role::Paragraph, text: turn.text() });
    (blocks.collect(), Meta { times, ..meta })
}

/// Whether a turn belongs to the paragraph before it.
fn continues(last: &Turn, turn: &Turn) -> bool {
    if turn.begins || turn.speaker.as_ref().is_some_and(|name| last.speaker.as_ref() != Some(name)) {
        return false;
    }
    let ends = super::layout::ends_sentence(&last.words);
    let pauses = last.time.end + PAUSE <= turn.time.start || LONG_PARAGRAPH <= last.words.len();
    // Who is named goes on until somebody else is.
    last.speaker.is_some() || !(ends && pauses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, expected: &str) {
        assert!(looks_like_subtitles(file));
        let (blocks, meta) = read_subtitles(file);
        assert_eq!(blocks.len(), meta.times.len());
        let lines = blocks.iter().zip(&meta.times).map(|(block, time)| format!("{time} {}", block.text));
        let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn voices_are_turns() {
        check(
            "\u{feff}WEBVTT - At the quay\r\nLanguage: en-GB\r\n\r\nNOTE made by hand\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nintro\r\n\
             00:00:01.000 --> 00:00:03.000 align:start position:10%\r\n<v.loud Ida Lund>The <i>gauge</i> &amp; the pump</v>\r\n\r\n\
             00:00:03.000 --> 00:00:04.500\r\n<v Ida Lund>were broken.</v>\r\n<v Per Dahl>They were fine on Friday.</v>\r\n\r\n\
             00:00:05.000 --> 00:00:06.000\r\n[door slams]\r\n\r\n\
             00:00:06.000 --> 00:00:07.000\r\n<v Per Dahl>Then somebody broke them. [laughs]</v>\r\n",
            "t=1,4.5 Ida Lund: The gauge & the pump were broken.
             t=3,7 Per Dahl: They were fine on Friday. Then somebody broke them. [laughs]",
        );
        let meta = read_subtitles("WEBVTT - At the quay\nLanguage: en-GB\n\n00:01.000 --> 00:02.000\nYes.").1;
        assert_eq!((meta.title.as_deref(), meta.lang.as_deref()), (Some("At the quay"), Some("en-GB")));
    }

    #[test]
    fn labels_and_arrows_are_turns() {
        check(
            "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}HOST: Welcome back to\n\n2\n00:00:02,000 --> 00:00:03,000\nthe harbour. The plan: stay open.\n\
             3\n00:00:03,000 --> 00:00:04,000\n>> LUND: Thank you.\n>> So you\n\n4\n00:00:04,000 --> 00:00:05,000\nstay?\n\n5\n01:00:05,000 --> 01:00:06,250\nDr. Ida Lund (by telephone): We do.\n",
            "t=1,3 HOST: Welcome back to the harbour. The plan: stay open.
             t=3,4 LUND: Thank you.
             t=3,5 So you stay?
             t=3605,3606.25 Dr. Ida Lund (by telephone): We do.",
        );
        check(
            "00:01.000 --> 00:02.000\n- Who pays?\n- The state does.\n",
            "t=1,2 Who pays?
             t=1,2 The state does.",
        );
    }

    #[test]
    fn lines_that_roll_up_come_once() {
        check(
            "WEBVTT\nKind: captions\nLanguage: en\n\n\
             00:00:00.000 --> 00:00:02.000\n \nwe<00:00:00.500><c> stay</c><00:00:01.000><c> open</c>\n\n\
             00:00:02.000 --> 00:00:02.010\nwe stay open\n \n\n\
             00:00:02.010 --> 00:00:04.000\nwe stay open\nwhatever<00:00:03.000><c> they say</c>\n\n\
             00:00:04.000 --> 00:00:04.010\nwhatever they say\n \n\n\
             00:00:04.010 --> 00:00:06.000\nwhatever they say\nabout the ferries\n",
            "t=0,6 we stay open whatever they say about the ferries",
        );
        check(
            "WEBVTT\n\n00:01.000 --> 00:02.000\nWe stay\n\n00:02.000 --> 00:03.000\nWe stay open.\n\n00:03.000 --> 00:04.000\nNo.\n\n00:04.500 --> 00:05.000\nNo.\n",
            "t=1,5 We stay open. No. No.",
        );
    }

    #[test]
    fn a_pause_ends_a_paragraph_where_nobody_is_named() {
        check(
            "1\n00:00:01,000 --> 00:00:02,000\nThe nets came up empty.\n\n2\n00:00:02,500 --> 00:00:03,000\nAgain.\n\n3\n00:00:09,000 --> 00:00:10,000\nThat was the year\n\n4\n00:00:19,000 --> 00:00:20,000\nof the flood.\n",
            "t=1,3 The nets came up empty. Again.
             t=9,20 That was the year of the flood.",
        );
    }

    #[test]
    fn damaged_files_are_read_as_far_as_they_go() {
        for file in [
            "WEBVTT",
            "WEBVTT\n\n00:01.000 -->",
            "1\n00:00:01,000 --> 00:00:02,000",
            "WEBVTT\n\n99999999:99:99.999 --> 1\nx\n<v",
        ] {
            read_subtitles(file);
        }
        check("0:1.5 --> 0:2\nYes<br>no &nope; &#x1F600; <", "t=1.5,2 Yes no &nope; 😀 <");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(<v A>|</v>|<|&|>> |- |A: |00:01\\.000 --> 00:02\\.000|\n|[a-z. ]|\\PC){0,60}") {
            let (blocks, meta) = read_subtitles(&text);
            proptest::prop_assert_eq!(blocks.len(), meta.times.len());
            proptest::prop_assert!(blocks.iter().all(|block| !block.text.trim().is_empty()));
        }
    }
}
