//! Quotations split, joined, grown and cut: with mouse and keys, each a step that can be taken back.

use crate::scene::visit_sample;

#[test]
fn a_quotation_is_split_and_joined_again() {
    let page = visit_sample();
    let direct = || page.marked("quote");
    let before = direct();
    let whole = "“You cannot tell four hundred nurses, cooks and cleaners that the sea is shut after nine.”";
    assert!(before.contains(&whole.to_owned()), "{before:?}");
    page.click_words("cleaners that");
    page.click("button", "More");
    page.click("button", "Split here");
    page.says("Split in two");
    let second = page.looked_at();
    assert!(second.starts_with("cleaners that the sea"), "{second}");
    assert_ne!(page.focus(), "BODY", "after splitting");
    assert!(page.text_of("region", "Selected annotation").contains("Okonjo-Reyes"), "the speaker stays");
    // The first half, and with it the second.
    page.press("K");
    page.says("Joined");
    assert_eq!(page.looked_at(), whole);
    page.press("Control+z");
    page.says("Undone: Join");
    page.press("Control+z");
    page.says("Undone: Split");
    assert_eq!(direct(), before);

    // Two sentences of one speaker become one quotation with two parts.
    page.click_words("We heard them");
    page.press("J");
    page.says("Joined");
    page.press("Control+z");
    page.click_words("I can live");
    page.click("button", "Join with next");
    page.says("“I can live with five euros,” … “What I can’t live with is rowing.”");
    assert!(direct().iter().any(|q| q.contains("five euros,”|“What")), "{:?}", direct());
}

#[test]
fn words_are_taken_in_and_left_out_with_the_keys() {
    let page = visit_sample();
    let words = "that weekly passes would not change";
    page.click_words("passes would not change");
    page.select_words("would not");
    page.press("-");
    page.says("Now: “that weekly passes … change”");
    page.select_words("would not");
    page.press("+");
    page.says(&format!("Now: “{words}”"));
    page.select_words("would not");
    page.press("|");
    page.says("Split in two");
    assert_eq!(page.looked_at(), "would not change");
    for step in ["Split", "Add these words", "Remove these words"] {
        page.press("Control+z");
        page.says(&format!("Undone: {step}"));
    }
    assert!(page.marked("quote").contains(&words.to_owned()));

    // The cue by key: words selected, one key.
    page.click_words("passes would not change");
    page.select_words("acknowledged");
    page.press("b");
    page.says("Set cue");
    assert!(page.text_of("region", "Selected annotation").contains("acknowledged"));
    page.press("Control+z");
    page.says("Undone: Set cue");
    assert!(page.text_of("region", "Selected annotation").contains("insisting"));
}
