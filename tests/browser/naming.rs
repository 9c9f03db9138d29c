//! One name corrected, and carried to all that had it: shown first, taken back as one step.

use crate::scene::visit_sample;

#[test]
fn a_speaker_is_corrected_everywhere() {
    let page = visit_sample();
    let speakers = || page.listed("Speakers");
    let before = speakers();
    page.click_words("I can live");
    page.press("s");
    page.write("Mara Haddad");
    page.press("Enter");
    page.says("Speaker: Mara Haddad");
    page.says("still under “Amira Haddad”: press e to rename them");
    assert!(page.has("button", "Change them too…"));
    page.press("e");
    assert!(page.has("dialog", "Rename or merge"));
    page.assert_focus("new-name", "opening the dialog");
    let ticked = "document.querySelectorAll('#rename-list [data-id]:checked').length";
    let offered = page.eval(&format!("return {ticked}")).as_u64().unwrap_or_default();
    assert!(4 < offered, "{offered} are offered");
    // One of them is let be, with the keys: Tab to its box, behind the one for all, and Space.
    page.press("Tab");
    page.press("Tab");
    page.press("Space");
    page.wait_until("one is not ticked", &format!("{ticked} === {}", offered - 1));
    page.screenshot("rename");
    page.click("button", "Change these");
    page.says("now under Mara Haddad");
    assert_ne!(page.focus(), "BODY", "after the dialog");
    let after = speakers();
    assert!(after.iter().any(|s| s.starts_with("Mara Haddad")), "{after:?}");
    assert!(after.iter().any(|s| s.starts_with("Amira Haddad") && s.contains("1 quotation ")), "{after:?}");

    // The correction and what followed it are one step, after a reload too.
    page.reload();
    page.wait_until_ready();
    page.press("Control+z");
    page.says("Undone: Rename");
    assert_eq!(speakers(), before);
    assert_eq!(page.eval("return document.querySelector('header [data-command*=undo]').disabled"), true);
}

#[test]
fn two_names_become_one() {
    let page = visit_sample();
    page.click_words("Jonas Pell");
    page.press("e");
    assert!(page.has("dialog", "Rename or merge"));
    page.press("Control+a");
    page.write("Tomas Okonjo-Reyes");
    page.press("Enter");
    page.says("now under Tomas Okonjo-Reyes");
    assert!(!page.listed("Speakers").iter().any(|s| s.starts_with("Jonas Pell")));
    page.press("Control+z");
    page.says("Undone: Rename");
    assert!(page.listed("Speakers").iter().any(|s| s.starts_with("Jonas Pell")));

    // Nothing ticked, nothing changed: the dialog stays and says so.
    page.click_words("Jonas Pell");
    page.press("e");
    page.eval("for (const box of document.querySelectorAll('#rename-list [data-id]:checked')) box.click()");
    page.click("button", "Change these");
    page.warns("tick what should have it");
    page.close_dialog();
    assert_ne!(page.focus(), "BODY", "after the dialog");
}
