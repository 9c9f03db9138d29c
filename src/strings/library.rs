//! What the page says of the library and of files that are read together.

pub(crate) const SEARCH_LIBRARY: &str = "Search library";
pub(crate) const SEARCH_LIBRARY_FOR: &str = "Search library: titles, texts, speakers, notes";
pub(crate) const ARTICLES_TABLE: &str = "Articles";
pub(crate) const NOT_IN_LIBRARY: &str = "No saved article fits this.";
pub(crate) const STILL_SEARCHING: &str = "{0} texts are still to be read for the search …";
pub(crate) const TITLE: &str = "Title";
pub(crate) const PUBLISHED_ON: &str = "Date";
pub(crate) const WORDS_COLUMN: &str = "Words";
pub(crate) const QUOTATIONS_COLUMN: &str = "Quotations";
pub(crate) const CHECKED_LABEL: &str = "checked";
pub(crate) const N_TAGS: [&str; 2] = ["tag", "tags"];
pub(crate) const MORE_TAGS: &str = "{0} more";
pub(crate) const COLLECTION: &str = "Collection";
pub(crate) const COLLECTION_NAME: &str = "Name of the collection";
pub(crate) const ADD_TO_COLLECTION: &str = "Add to collection";
pub(crate) const TAKE_OUT: &str = "Take out of collection";
pub(crate) const REMOVE_COLLECTION: &str = "Remove collection";
pub(crate) const NAME_COLLECTION: &str = "Write the name of a collection first";
pub(crate) const SAID_COLLECTED: &str = "{0} in “{1}”";
pub(crate) const SAID_TAKEN_OUT: &str = "{0} taken out of “{1}”";
pub(crate) const SAID_COLLECTION_REMOVED: &str = "Collection “{0}” removed; its articles stay";
pub(crate) const ANY_OF: &str = "{0}: any";
pub(crate) const FILTER_BY: &str = "Show by: {0}";
pub(crate) const CHECKED_FILTERS: [(&str, &str); 3] =
    [("none", "None checked"), ("some", "Some checked"), ("all", "All checked")];
pub(crate) const N_OF_ARTICLES: &str = "{0} of {1} articles";
pub(crate) const EARLIER_ARTICLES: &str = "Earlier articles";
pub(crate) const LATER_ARTICLES: &str = "Later articles";
pub(crate) const HIT_IN_SPEAKERS: &str = "Speaks: ";
pub(crate) const HIT_IN_NOTES: &str = "Note: ";
pub(crate) const IN_DATABASE_ALONE: &str =
    "{0} are in the browser’s database alone: local storage has no room for more.";

pub(crate) const READING_FILES: &str = "Reading the files";
pub(crate) const READ_OF: &str = "{0} of {1} read";
pub(crate) const FILES_READ: [&str; 2] = ["file read", "files read"];
pub(crate) const ARTICLES_READ: [&str; 2] = ["article read", "articles read"];
pub(crate) const NOT_READABLE: &str = "could not be read";
pub(crate) const LEFT_UNREAD: &str = "left out";
pub(crate) const UNREAD_FILES: &str = "Files that could not be read";
pub(crate) const AND_MORE: &str = "and {0} more";
pub(crate) const FILE_IS_EMPTY: &str = "This file is empty.";
pub(crate) const FILE_TOO_LARGE: &str = "This file is larger than the {0} MB that are read.";
pub(crate) const FILE_GONE: &str =
    "The browser cannot read this file any more. Choose it again if it is still there.";
pub(crate) const FILE_BREAKS: &str = "Reading it failed twice. Open it alone, or in another form.";
pub(crate) const FILE_TAKES_LONG: &str = "Reading it took more than two minutes. Open it alone, or in parts.";
pub(crate) const EXPORT: &str = super::frame("export");
pub(crate) const CANCEL: &str = super::frame("cancel");
pub(crate) const UNDERSTOOD: &str = super::frame("understood");
pub(crate) const LINE_OF_FILE: &str = "{0}, line {1}{2}";
pub(crate) const SET_OF_FILE: &str = "{0}: {1}";
pub(crate) const TABLE_WITHOUT_TEXT: &str = "This table has no column of texts. Name it “text”, “body” or “content” in the first row; “id”, “title”, “date” and \
     “publisher” are read, too.";

pub(crate) const JSON_WITHOUT_ARTICLES: &str = "This file has neither articles nor annotations. An article is a line, or an entry of a list, with a \
     field “text”, “body” or “content”.";

pub(crate) const SPREADSHEET: &str = "Spreadsheet of the quotations (XLSX)";
pub(crate) const IN_ARCHIVE: &str = "{0}, a file an article (ZIP)";
pub(crate) const EXPORT_ALL: &str = "All {0}";
pub(crate) const EXPORTING: &str = "Exporting: {0} of {1}";
pub(crate) const SAID_EXPORTED: &str = "{0} exported";
pub(crate) const SAID_EXPORTED_BUT: &str = "{0} exported; {1} could not be read and are left out";
pub(crate) const IMPORTING: &str = "Taking in: {0} of {1}";
pub(crate) const ARTICLES_CHANGED: &str = "changed";
pub(crate) const ARTICLES_UNCHANGED: &str = "as before";
pub(crate) const ARTICLES_NOT_HERE: &str = "not in the library";
