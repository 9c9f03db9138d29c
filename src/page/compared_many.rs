//! Two people's sets of many articles: how far they agree over all of them and in each, and where they differ.

use serde::{Deserialize, Serialize};

use super::command::{Command, ManySetsCommand};
use super::comparison::{
    SHOWN, both_sides, definitions, figures_of, figures_row, figures_table, table, what_differs,
};
use super::controls::button;
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::project::agreement::{AnnotationLayer, CodedArticle, compare_sets};
use crate::project::settling::{Dispute, disputes};
use crate::store::StoredSource;
use crate::strings;
use crate::view::{Element, count};

/// An article with both sets.
#[derive(Serialize, Deserialize)]
pub(crate) struct TwiceCoded {
    /// The article's id in the library.
    pub id: String,
    pub title: String,
    pub article: StoredSource,
    pub mine: AnnotationSet,
    pub theirs: AnnotationSet,
}

/// The whole of it, with the sets that could not be compared: their files, and why.
pub(crate) fn render(articles: &[TwiceCoded], left_out: &[(String, String)]) -> Vec<Element> {
    let documents: Vec<Document> = articles.iter().map(|one| one.article.document()).collect();
    let coded: Vec<CodedArticle> = articles
        .iter()
        .zip(&documents)
        .map(|(one, document)| CodedArticle { document, mine: &one.mine, theirs: &one.theirs })
        .collect();
    let disputes: Vec<Vec<Dispute>> = coded.iter().map(disputes).collect();
    let said = strings::fill(strings::COMPARED_OVER, &[&count(articles.len(), strings::ARTICLES)]);
    let mut all = vec![Element::new("p").class("compared").text(said)];
    all.extend(missing(left_out));
    if articles.is_empty() {
        return all;
    }
    all.extend([table(&compare_sets(&coded)), definitions()]);
    all.push(by_article(articles, &coded, &disputes));
    all.extend(differences(articles, &documents, &disputes));
    all
}

/// The sets that were not compared.
fn missing(left_out: &[(String, String)]) -> Option<Element> {
    let item = |(name, why): &(String, String)| {
        Element::new("li").child(Element::new("b").with("dir", "auto").text(name)).text(format!(" {why}"))
    };
    let list = || Element::new("ul").with("aria-label", strings::SETS_LEFT_OUT).with("tabindex", "0");
    (!left_out.is_empty())
        .then(|| Element::new("div").class("queue").child(list().children(left_out.iter().map(item))))
}

/// A row an article; its name opens it.
fn by_article(articles: &[TwiceCoded], coded: &[CodedArticle], disputes: &[Vec<Dispute>]) -> Element {
    let columns = [
        strings::TITLE,
        strings::MINE,
        strings::THEIRS,
        strings::SAME_SPANS,
        strings::NEAR_SPANS,
        strings::ALPHA_U,
        strings::KAPPA_KIND,
        strings::KAPPA_SPEAKER,
        strings::DIFFERENCES,
    ];
    let rows = articles.iter().zip(coded).zip(disputes).map(|((one, coded), disputes)| {
        let figures = figures_of(&compare_sets(&[*coded]), AnnotationLayer::Quotations);
        let cells = figures.into_iter().chain([disputes.len().to_string()]);
        figures_row(Element::new("th").child(opens(one, 0)), cells)
    });
    figures_table(strings::BY_ARTICLE, &columns, rows)
}

/// A button that opens an article at a difference, where it can be settled.
fn opens(one: &TwiceCoded, index: usize) -> Element {
    let command = Command::ManySets(ManySetsCommand::Open(one.id.clone(), index));
    button(&one.title, &command).class("name").with("dir", "auto")
}

fn differences(articles: &[TwiceCoded], documents: &[Document], disputes: &[Vec<Dispute>]) -> Vec<Element> {
    let all: usize = disputes.iter().map(Vec::len).sum();
    if all == 0 {
        return vec![Element::new("p").class("hint").text(strings::NO_DIFFERENCES)];
    }
    let each = articles.iter().zip(documents).zip(disputes);
    let each = each.flat_map(|((one, document), disputes)| {
        disputes.iter().enumerate().map(move |(index, dispute)| (one, document, index, dispute))
    });
    let item = |(one, document, index, dispute): (&TwiceCoded, &Document, usize, &Dispute)| {
        let head = what_differs(dispute).child(opens(one, index));
        Element::new("li").child(head).children(both_sides(document, [&one.mine, &one.theirs], dispute))
    };
    let list = Element::new("ol").class("differences").with("aria-label", strings::DIFFERENCES);
    let mut shown = vec![
        Element::new("h3").text(strings::DIFFERENCES),
        Element::new("p").class("hint").text(strings::OPEN_TO_SETTLE),
        list.children(each.take(SHOWN).map(item)),
    ];
    if SHOWN < all {
        let said = strings::fill(strings::DIFFERENCES_SHOWN, &[&1, &SHOWN, &all]);
        shown.push(Element::new("p").class("hint").text(said));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::annotate;

    fn coded(title: &str, text: &str, theirs: impl Fn(AnnotationSet) -> AnnotationSet) -> TwiceCoded {
        let document = Document::from_text(text);
        let mine = annotate(&document);
        TwiceCoded {
            id: title.to_owned(),
            title: title.to_owned(),
            article: StoredSource::new("", &document),
            theirs: theirs(mine.clone()),
            mine,
        }
    }

    #[test]
    fn articles_are_compared_together_and_apart() {
        let articles = [
            coded("One", "“It stays,” said Mara Lindqvist.", |set| set),
            coded("Two", "“It goes,” said Tomas Rey.", |_| AnnotationSet::new()),
        ];
        let shown: String = render(&articles, &[("x.csv".to_owned(), "It is empty.".to_owned())])
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(shown.contains("2 articles") && shown.contains("It is empty."), "{shown}");
        // One of two quotations is the same: F1 is 2 · 1 / (2 + 1).
        assert!(shown.contains("<td>2</td><td>1</td><td>0.67</td>"), "{shown}");
        assert!(shown.contains("<td>1</td><td>1</td><td>1.00</td>"), "{shown}");
        assert!(shown.contains("only mine"), "{shown}");
    }
}
