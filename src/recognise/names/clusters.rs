//! Which mentions belong together: a union-find over their indices.

/// The clusters of mentions. The representative of a cluster is its first mention.
#[derive(Clone)]
pub(super) struct Clusters {
    parents: Vec<usize>,
}

impl Clusters {
    /// Every mention by itself.
    pub(super) fn new(mentions: usize) -> Clusters {
        Clusters { parents: (0..mentions).collect() }
    }

    /// The first mention of the cluster that holds `mention`.
    pub(super) fn first(&mut self, mention: usize) -> usize {
        let mut at = mention;
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    /// Makes the clusters of two mentions one.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.parents[a.max(b)] = a.min(b);
    }
}
