//! When a deep reading shows what it has found so far.

/// The least time between two showings, in milliseconds.
const EVERY: f64 = 2000.0;

/// To weigh what was read costs what the article costs, however little of it is new. So it may take at most one part in so
/// many of the time: then the whole work grows as the article does.
const SHARE: f64 = 5.0;

/// The times of a reading, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DeepPace {
    /// When it began, or has shown something.
    since: f64,
    /// How long it waits after that.
    waits: f64,
    /// Whether the paragraphs in view are shown as soon as they are read.
    is_view_due: bool,
}

impl DeepPace {
    /// A reading that begins now. Of a long article, what is in view comes first.
    pub(crate) fn new(now: f64, is_long: bool) -> DeepPace {
        DeepPace { since: now, waits: EVERY, is_view_due: is_long }
    }

    /// Whether something is to be shown now.
    pub(crate) fn is_due(&self, now: f64, has_read_view: impl Fn() -> bool) -> bool {
        self.since + self.waits <= now || self.is_view_due && has_read_view()
    }

    /// Something was shown, which took from the one time to the other.
    pub(crate) fn has_shown(&mut self, from: f64, to: f64) {
        *self = DeepPace { since: to, waits: EVERY.max((SHARE - 1.0) * (to - from)), is_view_due: false };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_view_comes_first_and_then_a_share_of_the_time() {
        let mut pace = DeepPace::new(0.0, true);
        assert!(!pace.is_due(300.0, || false) && pace.is_due(300.0, || true));
        pace.has_shown(300.0, 400.0);
        assert!(!pace.is_due(2300.0, || true) && pace.is_due(2400.0, || true), "every two seconds");
        pace.has_shown(2400.0, 4400.0);
        assert!(!pace.is_due(12_300.0, || true) && pace.is_due(12_400.0, || true), "a fifth of the time");
    }

    #[test]
    fn a_short_article_is_shown_at_its_end() {
        let pace = DeepPace::new(0.0, false);
        assert!(!pace.is_due(1999.0, || true) && pace.is_due(2000.0, || false));
    }
}
