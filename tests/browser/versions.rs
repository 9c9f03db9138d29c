//! A newer version pasted over an older one: the reader's work follows, and the report tells what changed.

use crate::page::Page;
use crate::scene::{SAMPLE, visit_sample};

const ROWING: &str = "“What I can’t live with is rowing.”";

fn newer() -> String {
    SAMPLE
        .replace("“I can live with five euros,”", "“I can live with six euros,”")
        .replace("A spokesman, Jonas Pell, said in an email on Friday that any request “will be examined in the usual way.”", "")
        .replace("The last ferry", "Once more, the last ferry")
}

impl Page {
    #[track_caller]
    fn paste_newer(&self, text: &str) {
        self.click("button", "Newer version");
        self.fill("Newer text", text);
        self.click("button", "Compare");
    }

    fn report(&self) -> String {
        let text = self.eval("return document.querySelector('#report').innerText.replace(/\\s+/g, ' ')");
        text.as_str().unwrap_or_default().to_owned()
    }
}

#[test]
fn a_newer_version_takes_the_work_along() {
    let page = visit_sample();
    // Work that stays, and work that is lost.
    page.click_words("What I can");
    page.press("c");
    page.write("Good one");
    page.press("Tab");
    page.says("Comment saved");
    page.press("Escape");
    page.click_words("examined in the usual");
    page.press("c");
    page.write("Ask the ministry");
    page.press("Tab");
    page.says("Comment saved");

    page.paste_newer(&newer());
    assert!(page.has("dialog", "What changed"));
    let report = page.report();
    for part in [
        "Altered (1)",
        "five",
        "six",
        "Removed (1)",
        "Jonas Pell",
        "1 annotation of yours not found",
        "Ask the ministry",
    ] {
        assert!(report.contains(part), "{part:?} is not in {report}");
    }
    let [gone, new] = ["del", "ins"]
        .map(|tag| page.eval(&format!("return document.querySelector('#report {tag}').textContent")));
    assert_eq!((gone.as_str(), new.as_str()), (Some("five"), Some("six")));
    page.screenshot("versions");
    page.click("button", "Show");
    page.wait_until("the dialog is closed", "!document.querySelector('dialog[open]')");
    assert!(page.looked_at().contains("six euros"), "{}", page.looked_at());
    assert_ne!(page.focus(), "BODY", "after Show");
    assert!(page.listed("Notes")[0].contains("Good one"));
    let lost = page.listed("Problems").into_iter().find(|p| p.contains("not found"));
    assert!(lost.is_some_and(|p| p.contains("Ask the ministry") && p.contains("any request")));

    // All of it is there after a reload, and the carrying over is one step.
    page.reload();
    page.wait_until_ready();
    assert!(page.listed("Problems").iter().any(|p| p.contains("Ask the ministry")));
    page.click("button", "What changed since the older version");
    assert!(page.report().contains("Altered (1)"));
    page.close_dialog();
    page.press("Control+z");
    page.says("Undone: Carry over");
    assert_eq!(page.listed("Notes").len(), 0);
    page.press("Control+Shift+z");
    page.says("Done again: Carry over");

    // The old version stays in the library, with all that was done to it.
    page.click("button", "Library");
    page.eval("document.querySelectorAll('#library-list .title')[1].click()");
    page.says("Opened from the library");
    assert!(page.marked("quote").contains(&ROWING.to_owned()));
    assert_eq!(page.listed("Notes").len(), 2);
}

#[test]
fn the_same_version_changes_nothing() {
    let page = visit_sample();
    page.paste_newer(SAMPLE);
    page.warns("nothing has changed");
    page.click("button", "Cancel");
    page.paste_newer("");
    page.warns("There is no text yet");
}

#[test]
fn a_verdict_on_other_words_is_asked_again_and_the_report_is_a_file() {
    let page = visit_sample();
    page.click_words("I can live with five");
    page.press("y");
    page.says("Confirmed");
    page.paste_newer(&newer());
    page.eval("document.querySelector('#report [role=group] button:nth-child(2)').click()");
    page.says("Exported");
    page.close_dialog();
    let changed = "Confirmed before; words changed";
    assert!(page.listed("Problems").iter().any(|entry| entry.contains(changed)));
    let quote = page.listed("Quotes").into_iter().find(|entry| entry.contains("six euros"));
    assert!(quote.is_some_and(|entry| entry.contains(changed)));
    page.click_words("I can live with six");
    let card = page.eval("return document.querySelector('#card').innerText");
    assert!(card.as_str().is_some_and(|card| card.contains(changed) && card.contains("five")), "{card}");
    page.screenshot("words-changed");
    page.click("button", "Confirm");
    assert!(!page.listed("Problems").iter().any(|entry| entry.contains(changed)));

    // The older version stands under the newer one; the chain outlives a version in its middle.
    page.paste_newer(&newer().replace("six euros", "seven euros"));
    page.close_dialog();
    page.click("button", "Library");
    let versions = "return document.querySelectorAll('#library-list tr.older').length";
    assert_eq!(page.eval(versions).as_u64(), Some(2));
    page.screenshot("library-versions");
    page.eval("document.querySelector('#library-list tr.older .tick').click()");
    page.click("button", "Remove");
    page.says("The versions before and after it stay linked");
    assert_eq!(page.eval(versions).as_u64(), Some(1));
    page.close_dialog();
    page.reload();
    page.wait_until_ready();
    page.click("button", "What changed since the older version");
    assert!(page.report().contains("seven"));
}

#[test]
fn another_article_is_not_taken_for_a_newer_version_unasked() {
    let page = visit_sample();
    let other =
        "The museum has bought a painting.\n\n“It is by a pupil of the master,” said Ada Quill on Friday.";
    page.paste_newer(other);
    assert!(page.has("dialog", "Is this the same article?"));
    assert!(
        page.eval("return document.querySelector('#foreign-share').textContent")
            .as_str()
            .is_some_and(|t| t.contains("0 %"))
    );
    page.screenshot("another-article");
    page.click("button", "Open as a separate article");
    page.says("quotation");
    assert!(!page.has("button", "What changed since the older version"));
    assert_eq!(page.eval("return document.querySelectorAll('dialog[open]').length").as_u64(), Some(0));
}
