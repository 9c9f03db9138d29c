//! The pass through what nobody has checked: by keys alone.

use std::time::{Duration, Instant};

use crate::page::Page;
use crate::scene::{visit, visit_sample};

impl Page {
    /// How much is checked, as the bar says it.
    fn checked(&self) -> String {
        let said = self.eval(
            "return document.querySelector('progress[aria-label=Checked]').getAttribute('aria-valuetext')",
        );
        said.as_str().unwrap_or_default().to_owned()
    }

    /// How sure the machine is of what is looked at, in per cent; `None` once a reader has judged it.
    fn sureness(&self) -> Option<u32> {
        let card = self.text_of("region", "Selected annotation");
        card.split(" %)").next()?.rsplit('(').next()?.parse().ok()
    }
}

#[test]
fn the_least_sure_quotation_comes_first() {
    let page = visit_sample();
    assert!(page.has("progressbar", "Checked"));
    let quotations = page.listed("Quotes").len();
    assert!(
        page.checked().starts_with(&format!("0 of {quotations} quotations checked")),
        "{}",
        page.checked()
    );
    page.select("Order of checking", "least-sure");
    page.eval("document.querySelector('#article').focus()");
    let mut last = 0;
    for n in 0..quotations {
        page.press("u");
        let sure = page.sureness().expect("it waits for a verdict");
        assert!(last <= sure, "quotation {n} is {sure} % sure, the one before {last} %");
        last = sure;
        page.assert_focus("MARK", "u");
    }
    // After the quotations the names; what was only passed over comes again at the end.
    page.press("u");
    assert!(page.text_of("region", "Selected annotation").contains(" %)"));
    assert!(page.checked().starts_with("0 of"), "looking is not checking");
}

#[test]
fn one_key_judges_and_goes_on() {
    let page = visit_sample();
    page.press("u");
    let first = page.looked_at();
    page.press("r");
    page.says("Rejected. 1 of");
    let second = page.looked_at();
    assert!(first != second && !second.is_empty(), "{first:?}, then {second:?}");
    page.press("Enter");
    page.says("Confirmed. 2 of");
    page.assert_focus("MARK", "Enter");
    page.press("Control+z");
    page.says("Undone: Confirm");
    page.press("Control+z");
    page.says("Undone: Reject");
    assert!(page.checked().starts_with("0 of"));
    assert!(page.marked("quote").contains(&first));

    // A digit chooses the speaker as the card numbers them, also after a reload, and can be undone.
    page.click_words("I can live");
    assert!(page.has("group", "Likely speakers"));
    let numbered = |n: usize| {
        let name =
            page.eval(&format!("return document.querySelectorAll('.likely button span')[{n}].textContent"));
        name.as_str().unwrap_or_default().to_owned()
    };
    let other = numbered(1);
    page.press("2");
    page.says(&format!("Speaker: {other}"));
    page.reload();
    page.wait_until_ready();
    page.click_words("I can live");
    assert!(page.has("button", "Confirm"));
    assert_eq!(
        page.eval("return document.querySelector('.likely [aria-pressed=true] span').textContent"),
        other.as_str()
    );
    page.press("Control+z");
    page.says("Undone: Set speaker");
    page.click_words("2019");
    page.press("8");
    page.says("The key 8 chooses nothing here");
}

/// An article of some thousand words with twenty quotations, each with a speaker.
fn long_article() -> String {
    let people = ["Ada Quill", "Bram Holt", "Cleo Marsh", "Dag Ferris", "Edda Lund"];
    let filler = "The harbour was quiet in the morning, and the boats lay where the storm had left them two days \
        before. Nobody had yet come to count the broken boards, and the rain went on falling upon the quay.";
    let part = |n: usize| {
        let (speaker, other) = (people[n % people.len()], people[(n + 1) % people.len()]);
        match n % 3 {
            0 => format!("“We will mend pier {n} before the winter comes,” said {speaker}. {filler}"),
            1 => format!(
                "{speaker} said that the town would pay for pier {n} with the money of last year. {filler}"
            ),
            _ => format!("“Nobody asked us about pier {n},” {speaker} told {other} at the meeting. {filler}"),
        }
    };
    let parts: Vec<String> = (0..20).map(part).collect();
    format!("Storm leaves twenty piers to mend\n\n{}", parts.join("\n\n"))
}

#[test]
fn twenty_quotations_are_checked_in_under_two_minutes_of_keys() {
    let page = visit();
    page.paste(&long_article());
    page.says("20 quotations found");
    assert!(900 < long_article().split_whitespace().count());
    let start = Instant::now();
    page.press("u");
    let mut keys = 1;
    for n in 0..20 {
        // Every fourth has another speaker, every tenth is none.
        if n % 4 == 3 {
            page.press("2");
            keys += 1;
        }
        page.press(if n % 10 == 9 { "r" } else { "Enter" });
        keys += 1;
    }
    page.says("All quotations are checked");
    let time = start.elapsed();
    assert!(page.checked().starts_with("20 of 20 quotations checked"), "{}", page.checked());
    println!("20 quotations of 1,000 words: {keys} keys, {:.1} s by machine", time.as_secs_f32());
    assert!(keys <= 30 && time < Duration::from_secs(120));
}

#[test]
fn the_end_of_the_pass_is_told() {
    let page = visit();
    page.paste("“It stays,” said Tomas Rey.\n\nNothing else was said.");
    page.says("1 quotation found");
    for _ in 0..6 {
        page.press("Enter");
    }
    page.says("Everything is checked");
    assert_ne!(page.focus(), "BODY", "at the end of the pass");
    assert_eq!(page.eval("return document.querySelector('#progress button').disabled"), true);
}
