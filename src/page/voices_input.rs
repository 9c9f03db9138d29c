//! The articles of the library that are counted together, and which of them a reader wants to see.

use serde::{Deserialize, Serialize};

use super::command::VoicesView;
use crate::project::digest::ArticleDigest;
use crate::project::speaking::{NameFold, SpeakingStatistics, speaking_of};

/// The articles of the library, and what a reader wants to see of them.
#[derive(Serialize, Deserialize)]
pub(crate) struct VoicesInput {
    pub articles: Vec<ArticleDigest>,
    pub folds: Vec<NameFold>,
    pub choice: VoicesChoice,
}

/// What a reader wants to see.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct VoicesChoice {
    pub view: VoicesView,
    /// Of this publisher alone; empty: of all.
    pub publisher: String,
    /// Of this month alone (`2024-05`); empty: of all.
    pub month: String,
}

/// The articles that the choice admits, and who speaks in them.
pub(super) struct Counted<'a> {
    pub articles: Vec<ArticleDigest>,
    pub input: &'a VoicesInput,
    pub found: SpeakingStatistics,
}

pub(super) fn counted(input: &VoicesInput) -> Counted<'_> {
    let VoicesChoice { publisher, month, .. } = &input.choice;
    let is_wanted = |article: &&ArticleDigest| {
        (publisher.is_empty() || article.publisher == *publisher)
            && (month.is_empty() || month_of(article) == *month)
    };
    let articles: Vec<ArticleDigest> = input.articles.iter().filter(is_wanted).cloned().collect();
    let found = speaking_of(&articles, &input.folds);
    Counted { articles, input, found }
}

/// The month of an article (`2024-05`); empty where its day is not known.
pub(super) fn month_of(article: &ArticleDigest) -> String {
    article.day.map_or_else(String::new, |day| format!("{:04}-{:02}", day.year(), day.month()))
}
