//! The articles that the models learn from, and what taggers make of them.

use pullquote::training::quotes::{Marked, PassageContext, RuleSpan, TaggerOutput};
use pullquote::training::words::Word;

use super::corpus::Record;
use super::taggers::PassageExample;

/// An article with all that the tagger looks at.
pub(super) struct Article {
    pub(super) record: Record,
    pub(super) words: Vec<Word>,
    pub(super) marked: Vec<Marked>,
    pub(super) rule_spans: Vec<RuleSpan>,
    pub(super) contexts: Vec<PassageContext>,
    /// Index of the first token of each context.
    pub(super) starts: Vec<usize>,
}

/// What everything after the tagger learns from: articles, and what taggers make of them that have not seen them.
pub(super) struct TaggedArticles {
    pub(super) articles: Vec<Article>,
    /// The passages of all articles, in their order.
    pub(super) examples: Vec<PassageExample>,
    /// What taggers make of each passage.
    pub(super) outputs: Vec<TaggerOutput>,
}

impl TaggedArticles {
    pub(super) fn article_of(&self, i: usize) -> &Article {
        &self.articles[self.examples[i].article]
    }

    pub(super) fn context_of(&self, i: usize) -> &PassageContext {
        &self.article_of(i).contexts[place_of(&self.examples, i)]
    }

    pub(super) fn start_of(&self, i: usize) -> usize {
        start_of(&self.articles, &self.examples, i)
    }
}

/// Which of its article's contexts an example is: they come in one order.
pub(super) fn place_of(examples: &[PassageExample], i: usize) -> usize {
    i - examples.partition_point(|e| e.article < examples[i].article)
}

pub(super) fn start_of(articles: &[Article], examples: &[PassageExample], i: usize) -> usize {
    articles[examples[i].article].starts[place_of(examples, i)]
}
