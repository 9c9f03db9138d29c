//! The dialog in which a reader corrects what is known of the article beside its text.

use crate::document::Meta;
use crate::strings;
use crate::view::Element;

/// A field of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    Title,
    Byline,
    Day,
    Publisher,
    Address,
    Language,
}

impl Detail {
    pub(crate) const ALL: [Detail; 6] =
        [Detail::Title, Detail::Byline, Detail::Day, Detail::Publisher, Detail::Address, Detail::Language];

    /// The id of the field in the page.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Detail::Title => "detail-title",
            Detail::Byline => "detail-byline",
            Detail::Day => "detail-day",
            Detail::Publisher => "detail-publisher",
            Detail::Address => "detail-address",
            Detail::Language => "detail-language",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Detail::Title => strings::ARTICLE_TITLE,
            Detail::Byline => strings::BYLINE,
            Detail::Day => strings::DAY,
            Detail::Publisher => strings::PUBLISHER,
            Detail::Address => strings::ADDRESS,
            Detail::Language => strings::DETAILS_LANGUAGE,
        }
    }

    fn shown(self, meta: &Meta) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        match self {
            Detail::Title => text(&meta.title),
            Detail::Byline => text(&meta.byline),
            Detail::Day => meta.published.map(|day| day.to_string()).unwrap_or_default(),
            Detail::Publisher => text(&meta.publisher),
            Detail::Address => text(&meta.url),
            Detail::Language => text(&meta.lang),
        }
    }
}

/// The fields, each with what is known.
pub(crate) fn render(meta: &Meta) -> Vec<Element> {
    let field = |detail: Detail| {
        let input = Element::new("input")
            .with("id", detail.id())
            .with("autocomplete", "off")
            .with("dir", "auto")
            .with("value", detail.shown(meta));
        let input = if detail == Detail::Day { input.with("placeholder", strings::DAY_FORM) } else { input };
        Element::new("label").class("field").child(Element::new("span").text(detail.label())).child(input)
    };
    Detail::ALL.map(field).into()
}

/// What stands in a field and cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadDetail {
    message: &'static str,
    value: String,
}

impl std::fmt::Display for BadDetail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&strings::fill(self.message, &[&self.value]))
    }
}

impl std::error::Error for BadDetail {}

/// What the fields say, or what is wrong with one of them. An empty field is not known.
pub(crate) fn read(value_of: impl Fn(Detail) -> String) -> Result<Meta, BadDetail> {
    let given = |detail: Detail| {
        let value = value_of(detail).split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then_some(value)
    };
    let bad = |message: &'static str, value: &str| BadDetail { message, value: value.to_owned() };
    let published =
        given(Detail::Day).map(|day| day.parse().map_err(|_| bad(strings::BAD_DAY, &day))).transpose()?;
    let url = given(Detail::Address);
    if let Some(url) = url.as_deref().filter(|url| !is_address(url)) {
        return Err(bad(strings::BAD_ADDRESS, url));
    }
    let lang = given(Detail::Language);
    if let Some(lang) = lang.as_deref().filter(|lang| !is_language(lang)) {
        return Err(bad(strings::BAD_LANGUAGE, lang));
    }
    let (title, byline) = (given(Detail::Title), given(Detail::Byline));
    let publisher = given(Detail::Publisher);
    Ok(Meta { title, byline, published, publisher, lang, url, ..Meta::default() })
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace))
}

/// Whether a text has the form of a language tag (BCP 47): `en`, `pt-BR`.
fn is_language(text: &str) -> bool {
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic()) && parts.all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of one field, the others empty.
    fn check(detail: Detail, value: &str) -> Result<Meta, BadDetail> {
        read(|asked| if asked == detail { value.to_owned() } else { String::new() })
    }

    #[test]
    fn fields_are_read_and_faults_named() {
        assert_eq!(check(Detail::Title, " The  ferry ").unwrap().title.as_deref(), Some("The ferry"));
        assert_eq!(check(Detail::Title, " ").unwrap(), Meta::default());
        assert_eq!(check(Detail::Day, "2025-03-14").unwrap().published.unwrap().to_string(), "2025-03-14");
        assert_eq!(check(Detail::Language, "pt-BR").unwrap().lang.as_deref(), Some("pt-BR"));
        assert!(check(Detail::Address, "https://example.org/a").is_ok());
        for (detail, value) in [
            (Detail::Day, "14 March"),
            (Detail::Day, "2025-02-30"),
            (Detail::Address, "example.org"),
            (Detail::Address, "javascript:alert(1)"),
            (Detail::Address, "https://"),
            (Detail::Language, "English"),
            (Detail::Language, "e"),
        ] {
            let problem = check(detail, value).expect_err(value).to_string();
            assert!(problem.contains(value), "{problem}");
        }
    }

    #[test]
    fn what_is_shown_is_read_back() {
        let meta = Meta {
            title: Some("Ferry".to_owned()),
            byline: Some("Mara Lindqvist".to_owned()),
            published: "2025-03-14".parse().ok(),
            publisher: Some("Gazette".to_owned()),
            url: Some("https://example.org/a".to_owned()),
            lang: Some("en".to_owned()),
            ..Meta::default()
        };
        assert_eq!(read(|detail| detail.shown(&meta)), Ok(meta.clone()));
    }
}
