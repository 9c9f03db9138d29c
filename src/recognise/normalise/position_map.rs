//! Where the bytes of a changed copy of a text stand in the original.

use crate::span::{Pos, Span};

/// A stretch that the copy has as the original has it.
#[derive(Clone, Copy, Debug)]
struct CopiedRun {
    copy: usize,
    original: usize,
    len: usize,
}

/// The way back from positions in a copy to those in the original.
#[derive(Clone, Debug, Default)]
pub(super) struct PositionMap {
    // Invariant: in the order of the text, and at least one.
    runs: Vec<CopiedRun>,
}

impl PositionMap {
    /// The map of a copy that has every byte where the original has it.
    pub(super) fn whole(text: &str) -> PositionMap {
        PositionMap { runs: vec![CopiedRun { copy: 0, original: 0, len: text.len() }] }
    }

    /// The words in the original that a span of the copy stands for. What was left out beside them, and what was put
    /// in beside them, is no part of them. An end inside a replacement takes all of what was replaced.
    pub(super) fn original(&self, span: Span) -> Span {
        let end = self.end(span.end().index());
        Span::new(self.start(span.start().index()).min(end), end)
    }

    /// Where the copy has a span of the original: all that was put in place of its characters.
    pub(super) fn copied(&self, span: Span) -> Span {
        let (start, end) = (span.start().index(), span.end().index());
        let last = self.runs.partition_point(|run| run.original <= start).saturating_sub(1);
        let first = self.runs.partition_point(|run| run.original + run.len < end).min(self.runs.len() - 1);
        let within =
            |run: CopiedRun, original: usize| run.copy + original.saturating_sub(run.original).min(run.len);
        let end = within(self.runs[first], end);
        Span::new(within(self.runs[last], start).min(end), end)
    }

    /// The last position that a start may be: what was left out before a word does not belong to it.
    fn start(&self, copy: usize) -> usize {
        let after = self.runs.partition_point(|run| run.copy <= copy);
        let run = self.runs[after.saturating_sub(1)];
        run.original + (copy - run.copy).min(run.len)
    }

    /// The first position that an end may be.
    fn end(&self, copy: usize) -> usize {
        let at = self.runs.partition_point(|run| run.copy + run.len < copy).min(self.runs.len() - 1);
        let run = self.runs[at];
        run.original + copy.saturating_sub(run.copy).min(run.len)
    }
}

/// Writes a changed copy of a text, from its start to its end.
pub(super) struct CopyWriter<'a> {
    original: &'a str,
    copy: String,
    map: PositionMap,
    /// How far the original has been read.
    read: usize,
}

impl<'a> CopyWriter<'a> {
    pub(super) fn new(original: &'a str) -> CopyWriter<'a> {
        let map = PositionMap { runs: vec![] };
        CopyWriter { original, copy: String::with_capacity(original.len()), map, read: 0 }
    }

    /// Copies the original as it is, up to a position.
    pub(super) fn copy_to(&mut self, end: usize) {
        let len = end - self.read;
        self.map.runs.push(CopiedRun { copy: self.copy.len(), original: self.read, len });
        self.copy.push_str(&self.original[self.read..end]);
        self.read = end;
    }

    /// Copies the original up to a stretch of it, and writes other characters for that stretch.
    pub(super) fn replace(&mut self, stretch: Span, with: &str) {
        self.copy_to(stretch.start().index());
        self.copy.push_str(with);
        self.read = stretch.end().index();
    }

    /// How far the copy has been written.
    pub(super) fn written(&self) -> Pos {
        Pos::from(self.copy.len())
    }

    /// The copy, and the way back from it.
    pub(super) fn finish(mut self) -> (String, PositionMap) {
        self.copy_to(self.original.len());
        (self.copy, self.map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_or_replaced_is_found_in_the_original() {
        let original = "\u{ad}so\u{ad} \u{fb01}t for\u{ad}mer\u{ad}";
        let mut writer = CopyWriter::new(original);
        for (at, c) in original.char_indices() {
            let stretch = Span::new(at, at + c.len_utf8());
            match c {
                '\u{ad}' => writer.replace(stretch, ""),
                '\u{fb01}' => writer.replace(stretch, "fi"),
                _ => {}
            }
        }
        let (copy, map) = writer.finish();
        assert_eq!(copy, "so fit former");
        let back = |words: &str| {
            let start = copy.find(words).unwrap();
            map.original(Span::new(start, start + words.len())).get(original).unwrap()
        };
        assert_eq!(back("so"), "so");
        assert_eq!(back("former"), "for\u{ad}mer");
        assert_eq!(back("so fit"), "so\u{ad} \u{fb01}t");
        assert_eq!(back("f"), "\u{fb01}");
        assert_eq!(back("it"), "\u{fb01}t");
        let there = |words: &str| {
            let start = original.find(words).unwrap();
            map.copied(Span::new(start, start + words.len())).get(&copy).unwrap()
        };
        assert_eq!(there("so\u{ad}"), "so");
        assert_eq!(there("\u{fb01}t"), "fit");
        assert_eq!(there("for\u{ad}mer"), "former");
    }
}
