//! One quotation in two saved articles: found, with the words that differ.

use crate::scene::{SAMPLE, visit_sample};

#[test]
fn a_quotation_is_found_in_another_article() {
    let page = visit_sample();
    assert!(SAMPLE.contains(
        "“You cannot tell four hundred nurses, cooks and cleaners that the sea is shut after nine.”"
    ));
    page.paste("Other news\n\n“You cannot tell forty nurses, cooks and cleaners that the sea is shut after nine,” said Jo Bell.\n\nThat was all.");
    page.says("1 quotation found");
    page.click("button", "Library");
    page.click("button", "Same quotations in other articles");
    assert!(page.has("dialog", "Same quotations in other articles"));
    let shown = |tag: &str| {
        page.eval(&format!("return document.querySelector('#same-quotations {tag}').textContent"))
    };
    assert_eq!((shown("del"), shown("ins")), ("forty".into(), "four hundred".into()));
    assert_eq!(shown("b"), "Tomas Okonjo-Reyes");
    page.screenshot("elsewhere");
    page.click("button", "Show");
    page.wait_until("the dialog is closed", "!document.querySelector('dialog[open]')");
    assert!(page.looked_at().contains("forty nurses"));
    page.click("button", "Library");
    page.click("button", "Same quotations in other articles");
    page.eval("document.querySelector('#same-quotations [data-command*=library]').click()");
    page.says("Opened from the library");
    assert!(page.paragraphs()[0].starts_with("Harbour board"));
}
