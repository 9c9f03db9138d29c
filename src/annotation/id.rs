//! Identities of annotations.

use serde::{Deserialize, Serialize};

/// An annotation's identity, unique within its set; the same through undo, storage and export.
///
/// Written as `a` and a hexadecimal number (`a1f`), in storage and in the page alike.
///
/// ```
/// use pullquote::Id;
///
/// assert_eq!(Id::new(31).to_string(), "a1f");
/// assert_eq!("a1f".parse(), Ok(Id::new(31)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(pub(super) u64);

impl Id {
    /// The id with this number.
    pub fn new(number: u64) -> Id {
        Id(number)
    }

    /// The id whose number is one higher.
    #[must_use]
    pub fn following(self) -> Id {
        Id(self.0.saturating_add(1))
    }

    /// The id's number.
    pub fn number(self) -> u64 {
        self.0
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a{:x}", self.0)
    }
}

impl std::str::FromStr for Id {
    type Err = NotAnId;

    fn from_str(s: &str) -> Result<Id, NotAnId> {
        let digits = s.strip_prefix('a').ok_or(NotAnId)?;
        u64::from_str_radix(digits, 16).map(Id).map_err(|_| NotAnId)
    }
}

/// The text is not an annotation's id (`a` and a hexadecimal number).
///
/// ```
/// use pullquote::{Id, NotAnId};
///
/// assert_eq!("b7".parse::<Id>(), Err(NotAnId));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl std::fmt::Display for NotAnId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not an annotation id")
    }
}

impl std::error::Error for NotAnId {}

impl TryFrom<String> for Id {
    type Error = NotAnId;

    fn try_from(s: String) -> Result<Id, NotAnId> {
        s.parse()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        id.to_string()
    }
}
