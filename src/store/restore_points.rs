//! Restore points: dated snapshots of an article's annotations, without the steps to undo. The database alone has them.
//!
//! This decides when one is taken and which ones stay. The time is given, in milliseconds since 1970.

use serde::{Deserialize, Serialize};

use super::keys::POINT_PREFIX;
use super::record;
use super::repair::unseal_or_repair;
use super::replay::spans_fit;
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::read_json;
use crate::sorting::Sorting as _;

/// How many an article keeps.
pub(crate) const MOST_POINTS: usize = 10;

/// After so many changes the next one is due: about a quarter of an hour's work, which nobody likes to do again.
const CHANGES_BETWEEN: u32 = 50;

/// After so long a time the next change is preceded by one, in milliseconds: half an hour.
const TIME_BETWEEN: f64 = 30.0 * 60_000.0;

/// The age below which all points are equally new, in milliseconds. Without it, ten points of one minute would count as
/// well spread.
const NEW: f64 = 5.0 * 60_000.0;

/// When the next restore point of the open article is due.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct PointSchedule {
    /// When the last one of this visit was taken.
    last: Option<f64>,
    /// Changes since then.
    changes: u32,
}

impl PointSchedule {
    /// Whether one is to be taken before a change: the first of the visit, or one after much work or a long time.
    pub(crate) fn is_due(&self, now: f64) -> bool {
        let Some(last) = self.last else { return true };
        0 < self.changes && (CHANGES_BETWEEN <= self.changes || last + TIME_BETWEEN <= now || now < last)
    }

    /// Whether one is to be taken before a step that changes many annotations.
    pub(crate) fn is_due_before_bulk(&self) -> bool {
        self.last.is_none() || 0 < self.changes
    }

    pub(crate) fn note_change(&mut self) {
        self.changes = self.changes.saturating_add(1);
    }

    pub(crate) fn note_point(&mut self, now: f64) {
        *self = PointSchedule { last: Some(now), changes: 0 };
    }
}

/// What the key of a restore point says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PointKey {
    pub article: String,
    pub time: u64,
    /// The hash of the annotations: two points with the same hash are equal.
    pub content: u64,
}

impl PointKey {
    pub(crate) fn parse(key: &str) -> Option<PointKey> {
        let (article, rest) = key.strip_prefix(POINT_PREFIX)?.split_once('/')?;
        let (time, content) = rest.split_once('-')?;
        let content = u64::from_str_radix(content, 16).ok()?;
        Some(PointKey { article: article.to_owned(), time: time.parse().ok()?, content })
    }
}

impl std::fmt::Display for PointKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}-{:016x}", prefix_of_points(&self.article), self.time, self.content)
    }
}

/// What the keys of an article's restore points begin with.
pub(crate) fn prefix_of_points(article: &str) -> String {
    format!("{POINT_PREFIX}{article}/")
}

#[derive(Serialize, Deserialize)]
struct PointRecord {
    set: AnnotationSet,
}

/// A restore point of an article: its key and its record.
pub(crate) fn seal_point(article: &str, time: f64, set: &AnnotationSet) -> (PointKey, String) {
    let json = serde_json::to_vec(&PointRecord { set: set.clone() }).expect("a set is JSON");
    let key =
        PointKey { article: article.to_owned(), time: time.max(0.0) as u64, content: record::hash(&[&json]) };
    let value = record::seal(&key.to_string(), &json);
    (key, value)
}

/// The annotations of a restore point, if they can be read and fit the article's text.
pub(crate) fn read_point(key: &str, value: &str, document: &Document) -> Option<AnnotationSet> {
    let PointRecord { set } = read_json::from_bytes(&unseal_or_repair(key, value)?).ok()?;
    let fits = set.in_order().all(|a| spans_fit(document, &a.spans));
    fits.then_some(set)
}

/// What becomes of an article's restore points when a new one comes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PointPlan {
    /// Whether the new one differs from the newest there is.
    pub is_new: bool,
    /// Those to be removed.
    pub obsolete: Vec<PointKey>,
}

/// Plans which restore points stay: no two equal ones, and so many that they reach from minutes over days to weeks. The
/// oldest stays: it is how the work began.
pub(crate) fn plan_points(mut points: Vec<PointKey>, new: &PointKey) -> PointPlan {
    points.order_by_key(|point| std::cmp::Reverse(point.time));
    if points.first().is_some_and(|newest| newest.content == new.content) {
        return PointPlan::default();
    }
    let (mut obsolete, mut kept): (Vec<_>, Vec<_>) =
        points.into_iter().partition(|point| point.content == new.content);
    kept.insert(0, new.clone());
    while MOST_POINTS < kept.len() {
        obsolete.push(kept.remove(most_dispensable(&kept, new.time as f64)));
    }
    PointPlan { is_new: true, obsolete }
}

/// The point, neither newest nor oldest, without which the smallest gap arises, measured by the ratio of the ages on both
/// sides. What stays is spread evenly over a logarithmic scale of age.
fn most_dispensable(points: &[PointKey], now: f64) -> usize {
    let age = |at: usize| (now - points[at].time as f64).max(0.0) + NEW;
    let gap = |at: &usize| age(at + 1) / age(at - 1);
    (1..points.len() - 1).min_by(|one, other| gap(one).total_cmp(&gap(other))).unwrap_or(points.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Annotation, Body, Id};
    use crate::span::Span;

    const MINUTE: f64 = 60_000.0;
    const DAY: u64 = 24 * 60 * 60_000;

    #[test]
    fn a_point_comes_before_the_first_change_then_after_work_or_time() {
        let mut schedule = PointSchedule::default();
        assert!(schedule.is_due(0.0) && schedule.is_due_before_bulk());
        schedule.note_point(0.0);
        assert!(!schedule.is_due(600.0 * MINUTE) && !schedule.is_due_before_bulk(), "nothing has changed");
        schedule.note_change();
        assert!(!schedule.is_due(29.0 * MINUTE) && schedule.is_due_before_bulk());
        assert!(schedule.is_due(30.0 * MINUTE));
        assert!(schedule.is_due(-1.0), "the clock was set back");
        (0..CHANGES_BETWEEN).for_each(|_| schedule.note_change());
        assert!(schedule.is_due(1.0));
    }

    fn point(time: u64, content: u64) -> PointKey {
        PointKey { article: "a".to_owned(), time, content }
    }

    #[test]
    fn no_two_points_are_equal() {
        let points = vec![point(1, 10), point(2, 20)];
        assert_eq!(plan_points(points.clone(), &point(3, 20)), PointPlan::default());
        let plan = plan_points(points, &point(3, 10));
        assert_eq!(plan, PointPlan { is_new: true, obsolete: vec![point(1, 10)] });
    }

    /// A point each ten minutes of two hours' work a day, for sixty days.
    #[test]
    fn ten_points_reach_from_minutes_to_weeks() {
        let mut points: Vec<PointKey> = vec![];
        for (day, step) in (0..60).flat_map(|day| (0..12).map(move |step| (day, step))) {
            let new = point(day * DAY + step * 10 * 60_000, day * 12 + step);
            let plan = plan_points(points.clone(), &new);
            assert!(plan.is_new && plan.obsolete.len() <= 1);
            points.retain(|point| !plan.obsolete.contains(point));
            points.push(new);
            assert!(points.len() <= MOST_POINTS);
        }
        let now = points[points.len() - 1].time;
        let within =
            |from: u64, to: u64| points.iter().filter(|p| (from..to).contains(&(now - p.time))).count();
        let hour = DAY / 24;
        assert_eq!(points[0].time, 0, "the oldest stays");
        let spread =
            [within(0, hour), within(hour, 3 * DAY), within(3 * DAY, 14 * DAY), within(14 * DAY, 61 * DAY)];
        assert!(spread.iter().all(|n| (1..=4).contains(n)), "{spread:?}");
    }

    #[test]
    fn a_point_is_read_as_it_was_written_and_only_over_its_text() {
        let document = Document::from_text("One two three.");
        let mut set = AnnotationSet::new();
        set.insert(Annotation::by_reader(Id::new(1), Span::new(4, 7), Body::Note));
        let (key, value) = seal_point("a", 1234.0, &set);
        let name = key.to_string();
        assert_eq!(PointKey::parse(&name), Some(key));
        assert_eq!(read_point(&name, &value, &document), Some(set));
        assert_eq!(read_point(&name, &value, &Document::from_text("One")), None);
        assert_eq!(read_point("another", &value, &document), None);
        assert_eq!(PointKey::parse("pullquote/2/work/a"), None);
    }
}
