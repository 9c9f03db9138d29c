//! What the page says of where work is kept, and of where pages come from.

use super::frame::frame;

pub(crate) const TAB_ONLY: &str = frame("tab-only");
pub(crate) const TAB_ONLY_LEAD: &str = "Nothing is written in this browser from then on: what you do ends with this tab, unless \
    you export or back it up. The open article comes along.";
pub(crate) const TAB_ONLY_SAVED_BEFORE: &str = "This browser has {0} saved. Leave what is saved for your next visit, or \
    remove it for good? Close other tabs of Pullquote before you remove it.";
pub(crate) const TAB_ONLY_LEAVE: &str = "Leave what is saved";
pub(crate) const TAB_ONLY_REMOVE: &str = "Remove what is saved";
pub(crate) const TAB_ONLY_IS_ON: &str =
    "Everything is kept in this tab only. Close it, and what is in no file is gone.";
pub(crate) const TAB_ONLY_TOO_LARGE: &str = "The browser does not let this tab take its work along. Make a back-up, open \
    another article or none, and try again.";
pub(crate) const SAVE_IN_BROWSER: &str = "Save in this browser again";
pub(crate) const THIS_TAB: &str = "This tab";
pub(crate) const FILE_NOTE: &str = "This page is a file on a computer. What you do is saved in this browser, where other HTML \
    files that you open may be able to read it. To keep them apart, open Pullquote from a web address, or keep \
    your work in this tab only.";

/// After an address that is cut.
pub(crate) const ADDRESS_GOES_ON: &str = "… and {0} more characters";
pub(crate) const REFUSED_SITES: &str = "Sites you are never asked about";
pub(crate) const ALLOW_AGAIN: &str = "Allow again";
pub(crate) const ALLOW_SITE_AGAIN: &str = "Allow {0} again";
pub(crate) const SITE_REFUSED: &str =
    "{0} is not asked about again. The dialog “Open article” lists such sites";
pub(crate) const SITE_ALLOWED: &str = "{0} may send pages again";
pub(crate) const BOOKMARKLET_REFUSED: &str =
    "You told Pullquote never to take pages from this site. Its dialog “Open article” can allow it again.";
