//! Why nothing is read: what comes in is refused, or a module is missing.

use super::modules::NoModule;
use super::reply::{FailureCode, ReplyError};
use crate::strings;

/// Why nothing was read.
pub(super) enum Unread {
    Refused(ReplyError),
    /// A module is to be loaded first.
    NeedsModule,
}

impl From<ReplyError> for Unread {
    fn from(error: ReplyError) -> Unread {
        Unread::Refused(error)
    }
}

impl Unread {
    pub(super) fn without_parsers(why: NoModule) -> Unread {
        Unread::without(why, strings::NO_PARSERS)
    }

    pub(super) fn without_formats(why: NoModule) -> Unread {
        Unread::without(why, strings::NO_FORMATS)
    }

    fn without(why: NoModule, advice: &str) -> Unread {
        match why {
            NoModule::NotLoaded => Unread::NeedsModule,
            NoModule::Unavailable => ReplyError::new(FailureCode::File, advice).into(),
        }
    }
}
