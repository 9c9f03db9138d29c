//! Texts about turns of interviews and passages that are set off.

pub(crate) const TURN: &str = "Turn of an interview";
pub(crate) const QUESTION_TURN: &str = "Question of an interview";
pub(crate) const SET_OFF_QUOTATION: &str = "Quotation set off";
pub(crate) const WHY_LABEL: &str = "A turn behind its speaker's name.";
pub(crate) const WHY_SET_OFF: &str = "A passage set off from the text.";
pub(crate) const QUOTE_SOURCE: &str = "Turns and quotations";
pub(crate) const ALL_SOURCES: &str = "With turns and questions";
pub(crate) const ALL_BUT_QUESTIONS: &str = "Without questions";
pub(crate) const ONLY_QUESTIONS: &str = "Questions only";
pub(crate) const ONLY_TURNS: &str = "Turns only";
pub(crate) const ONLY_SET_OFF: &str = "Set off only";
