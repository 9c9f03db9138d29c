//! What the page says of tables whose columns a reader names.

pub(crate) const COLUMNS_LEAD: &str = "{0}: its columns are not recognised, or you asked for them. Say what each is. Files with the same columns are then read the same way.";
pub(crate) const TABLE_HAS: &str = "Each row is";
pub(crate) const ROW_OF_ARTICLE: &str = "an article";
pub(crate) const ROW_OF_QUOTATION: &str = "a quotation";
pub(crate) const COLUMN: &str = "Column";
pub(crate) const FIRST_VALUES: &str = "First values";
pub(crate) const COLUMN_IS: &str = "What it is";
pub(crate) const COLUMN_NAMED: &str = "What {0} is";
pub(crate) const COLUMNS_TABLE: &str = "Columns";
pub(crate) const LEFT_OUT_COLUMN: &str = "left out";
pub(crate) const COMES_IN: &str = "What comes in";
pub(crate) const NOTHING_COMES_IN: &str =
    "Nothing would come in: the first rows are empty in the chosen column.";
pub(crate) const USE_COLUMNS: &str = "Use these columns";
pub(crate) const LEAVE_OUT_FILE: &str = "Leave this file out";
pub(crate) const NO_TEXT_COLUMN: &str = "Choose the column that has the text of the articles.";
pub(crate) const NO_QUOTE_COLUMN: &str = "Choose the column that has the words of the quotations.";
pub(crate) const TWO_OF_ONE: &str = "Two columns cannot both be “{0}”.";
pub(crate) const COLUMNS_LEFT_OUT: &str = "Left out: nobody has said which column is which";
pub(crate) const COLUMNS_WAIT: &str = "{0} for you to say which column is which.";
pub(crate) const TABLES_WAIT: [&str; 2] = ["table waits", "tables wait"];
pub(crate) const SAY_COLUMNS: &str = "Say which";

/// What a column can be, by its name here.
pub(crate) const COLUMN_ROLES: [(&str, &str); 20] = [
    ("text", "Text"),
    ("id", "Id"),
    ("title", "Title"),
    ("published", "Date"),
    ("publisher", "Publisher"),
    ("url", "Address (URL)"),
    ("byline", "Author"),
    ("lang", "Language"),
    ("quote", "Words of the quotation"),
    ("speaker", "Speaker"),
    ("cue", "Cue"),
    ("quote_type", "Kind (direct, indirect, mixed)"),
    ("start", "Start (code points)"),
    ("end", "End (code points)"),
    ("quote_id", "Id of the quotation"),
    ("comment", "Note"),
    ("tags", "Tags"),
    ("article_id", "Id of the article"),
    ("article_title", "Title of the article"),
    ("", LEFT_OUT_COLUMN),
];
