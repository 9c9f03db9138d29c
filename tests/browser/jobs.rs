//! How many actions each job costs: a click, a drag, a key, a choice or a typed text is one. A job that takes more than it
//! may fails here.

use crate::page::Page;
use crate::scene::{file, folder, long_story, visit, visit_sample};
use std::cell::Cell;

/// A name with several mentions, and no other name in the words around it.
const STORY: &str = "Kestria votes again\n\nBy Ada Quill - 3 May 2024\n\nKestria will vote in June, said Bram Holt, \
    the mayor of Lindhaven. “Kestria has waited long enough,” he said. The pro-Kestria party in Lindhaven was pleased. \
    Cleo Marsh said that Kestria could wait. The Marlow Institute said nothing, and neither did Dag Ferris.";

/// A reader who counts.
struct Reader<'p> {
    page: &'p Page,
    actions: Cell<usize>,
}

impl<'p> Reader<'p> {
    fn begins(page: &'p Page) -> Reader<'p> {
        Reader { page, actions: Cell::new(0) }
    }

    fn does(&self) -> &'p Page {
        self.actions.set(self.actions.get() + 1);
        self.page
    }

    fn click(&self, role: &str, name: &str) {
        self.does().click(role, name);
    }

    fn press(&self, key: &str) {
        self.does().press(key);
    }

    fn write(&self, text: &str) {
        self.does().write(text);
    }

    fn click_words(&self, words: &str) {
        self.does().click_words(words);
    }

    fn select_words(&self, words: &str) {
        self.does().select_words(words);
        self.page.wait_until("the toolbar is offered", "!document.getElementById('marker').hidden");
    }

    #[track_caller]
    fn needs_at_most(&self, wanted: usize, job: &str) {
        let actions = self.actions.get();
        println!("{job}: {actions} actions, {wanted} wanted");
        assert!(actions <= wanted, "{job}: {actions} actions, {wanted} wanted");
    }
}

#[test]
fn a_speaker_is_corrected_in_two_actions_and_everywhere_in_four() {
    let page = visit_sample();
    let reader = Reader::begins(&page);
    let names = page.listed("Speakers").len();
    reader.click_words("You cannot tell");
    page.wait_until("others are offered", "document.querySelector('#card .likely [aria-pressed=false]')");
    reader.press("2");
    page.says("Speaker: ");
    assert!(names <= page.listed("Speakers").len() + 1, "nobody else is merged");
    reader.needs_at_most(2, "1, a wrong speaker");
    page.press("Control+z");

    let reader = Reader::begins(&page);
    reader.click_words("You cannot tell");
    let speaker = "document.querySelector('#card .likely [aria-pressed=true] span').textContent";
    let old = page.eval(&format!("return {speaker}")).as_str().unwrap_or_default().to_owned();
    reader.press("e");
    page.wait_until("the name is asked for", "document.activeElement.id === 'new-name'");
    reader.write("Mara Tollgate");
    reader.press("Enter");
    page.wait_until("it is done", "!document.querySelector('dialog[open]')");
    let speakers = page.listed("Speakers");
    assert!(speakers.iter().any(|s| s.starts_with("Mara Tollgate")), "{speakers:?}");
    assert!(!speakers.iter().any(|s| s.starts_with(&old)), "{old}: {speakers:?}");
    reader.needs_at_most(4, "1, the same everywhere");
}

#[test]
fn a_missed_quotation_is_marked_with_speaker_and_cue_in_five_actions() {
    let page = visit_sample();
    let reader = Reader::begins(&page);
    reader.select_words("weekly passes");
    reader.click("button", "Quote");
    page.says("Marked as indirect quotation");
    page.wait_until("speakers are offered", "document.querySelector('#card .likely button')");
    let first = page.eval("return document.querySelector('#card .likely button span').textContent");
    let first = first.as_str().unwrap_or_default().to_owned();
    reader.press("1");
    page.says(&format!("Speaker: {first}"));
    reader.select_words("acknowledged");
    reader.click("button", "Cue of the quotation");
    page.says("Set cue");
    reader.needs_at_most(5, "2, a missed quotation, by pointer");
}

#[test]
fn a_missed_quotation_is_marked_by_keys_in_twelve() {
    let page = visit();
    page.paste("Nets\n\nThe board spoke. Rask talked of low water and wet boards.");
    page.wait_until("it is open", "document.querySelectorAll('#article p').length");
    let reader = Reader::begins(&page);
    // To the second sentence, and on to the words; their last is reached by sentence.
    for key in ["w", "Down", "Down", "Right", "Right", "Right"] {
        reader.press(key);
    }
    reader.press("Shift+Down");
    assert!(page.selected_text().starts_with("low water"), "{}", page.selected_text());
    reader.press("q");
    page.says("Marked as indirect quotation");
    reader.press("s");
    reader.write("Rask");
    reader.press("Enter");
    page.says("Speaker: Rask");
    reader.needs_at_most(12, "2, a missed quotation, by keys");
}

#[test]
fn an_end_is_moved_in_one_action_and_a_quotation_split_and_joined_in_two() {
    let page = visit_sample();
    page.click_words("a reprieve");
    let words = page.looked_at();
    let reader = Reader::begins(&page);
    reader.press("]");
    assert_ne!(page.looked_at(), words);
    reader.needs_at_most(1, "3, an end, by key");
    page.press("Control+z");

    page.click_words("You cannot tell");
    let reader = Reader::begins(&page);
    reader.does().drag_handle("start", "cannot tell");
    page.says("Now: ");
    reader.needs_at_most(1, "3, an end, by pointer");
    page.press("Control+z");

    let reader = Reader::begins(&page);
    reader.click_words("cleaners that");
    reader.press("|");
    page.says("Split in two");
    reader.needs_at_most(2, "4, split");
    let reader = Reader::begins(&page);
    reader.press("K");
    page.says("Joined");
    reader.needs_at_most(2, "4, join");
}

#[test]
fn false_names_and_a_wrong_kind_are_corrected_at_once() {
    let page = visit_sample();
    let names = page.listed("Entities").len();
    let ticked = names.min(10);
    let reader = Reader::begins(&page);
    reader.click("tab", "Entities");
    for n in 0..ticked {
        let label = page.eval(&format!(
            "return document.querySelectorAll('#list li [role=checkbox]')[{n}].getAttribute('aria-label')"
        ));
        reader.click("checkbox", label.as_str().unwrap_or_default());
    }
    reader.does().eval("document.querySelector('.ticks [data-command*=reject-ticked]').click()");
    page.says("Rejected");
    assert_eq!(page.listed("Entities").len(), names - ticked);
    reader.needs_at_most(12, &format!("5, {ticked} false names"));

    page.paste(STORY);
    page.wait_until("it is open", "document.querySelector('#article').textContent.includes('Kestria votes')");
    page.wait_until("it is analysed", "document.querySelector('#article mark')");
    let reader = Reader::begins(&page);
    reader.click_words("Kestria could");
    reader.press("2");
    page.says("Now organisation: all");
    reader.needs_at_most(2, "6, a kind everywhere");
}

#[test]
fn a_comment_tags_and_a_search_cost_little() {
    let page = visit_sample();
    let reader = Reader::begins(&page);
    reader.click_words("a reprieve");
    reader.press("c");
    reader.write("Ask for the minutes");
    page.wait_until("it is saved while typed", "document.getElementById('saved').textContent === 'Saved'");
    reader.does().click("combobox", "Tags");
    reader.write("ferry, to check");
    page.wait_until("they are saved while typed", "document.getElementById('saved').textContent === 'Saved'");
    let notes = page.listed("Notes");
    assert!(
        notes.len() == 1 && notes[0].contains("Ask for") && notes[0].contains("#ferry #to check"),
        "{notes:?}"
    );
    reader.needs_at_most(5, "7, a comment and two tags");

    page.press("Escape");
    let all = page.listed("Quotes").len();
    page.eval("document.getElementById('article').focus()");
    let reader = Reader::begins(&page);
    // The stroke opens the search: one typed text.
    reader.write("/ferry");
    page.wait_until("the list is shorter", &format!("document.querySelectorAll('#list li').length < {all}"));
    reader.press("Escape");
    page.wait_until("the list is whole", &format!("document.querySelectorAll('#list li').length === {all}"));
    page.assert_focus("article", "the search");
    reader.needs_at_most(2, "8, a search, and back");
}

#[test]
fn work_goes_out_and_comes_back_in_eight_actions() {
    let folder = folder();
    let page = visit_sample();
    page.click_words("a reprieve");
    page.press("y");
    let name = "harbour-board-votes-to-keep-skarnholm";
    let reader = Reader::begins(&page);
    let export = |format| {
        reader.click("button", "Export");
        reader.does().select("Format", format);
        reader.click("button", "Download");
    };
    export("csv");
    assert!(!page.downloaded(&format!("{name}.csv")).is_empty());
    export("jsonld");
    let set = page.downloaded(&format!("{name}.jsonld"));
    let set = file(&folder, "set.jsonld", set);
    let before = page.marked("quote");
    reader.click("button", "Import");
    reader.does().choose_file("Annotation file", &set);
    page.wait_until("it is read", "!document.querySelector('dialog[open]')");
    assert_eq!(page.marked("quote"), before);
    page.says("Nothing new");
    reader.needs_at_most(8, "9, out and back");
}

#[test]
fn a_newer_version_is_compared_in_three_actions() {
    let page = visit_sample();
    let newer = pullquote::SAMPLE
        .replace("with five euros", "with six euros")
        .replace("four hundred nurses", "five hundred nurses");
    let reader = Reader::begins(&page);
    reader.click("button", "Newer version");
    reader.does().fill("Newer text", &newer);
    reader.click("button", "Compare");
    page.wait_until("the report is shown", "document.querySelector('#report-dialog[open]')");
    assert!(
        page.eval("return document.getElementById('report').textContent").to_string().contains("Altered (2)")
    );
    reader.needs_at_most(3, "10, a newer version");
}

#[test]
fn twenty_quotations_are_confirmed_in_twenty_one_keys() {
    let page = visit();
    page.paste(&long_story(1500));
    page.wait_until(
        "it is analysed",
        "20 < document.querySelectorAll('#article mark[data-kind=quote]').length",
    );
    page.eval("document.getElementById('article').focus()");
    let reader = Reader::begins(&page);
    let place = "return [...document.querySelectorAll('#article mark')].indexOf(document.querySelector('mark.selected'))";
    reader.press("u");
    let (mut last, mut turns) = (-1, 0);
    for _ in 0..20 {
        let at = page.eval(place).as_i64().unwrap_or(-1);
        // The unsure ones as the text goes, then the others.
        turns += usize::from(at <= last);
        assert!(turns <= 1, "the order is steady: {last}, {at}");
        last = at;
        reader.press("Enter");
    }
    let confirmed = "new Set([...document.querySelectorAll('mark[data-state=confirmed]')].map((m) => m.dataset.annotation)).size";
    page.wait_until("all are confirmed", &format!("20 <= {confirmed}"));
    reader.needs_at_most(21, "11, twenty quotations");
}

#[test]
fn a_step_comes_back_and_a_quotation_is_cited() {
    let page = visit_sample();
    page.click_words("a reprieve");
    page.press("x");
    page.says("Rejected");
    page.reload();
    page.wait_until_ready();
    let reader = Reader::begins(&page);
    reader.press("Control+z");
    page.says("Undone: Reject");
    assert!(page.looked_at().contains("reprieve"), "{}", page.looked_at());
    reader.needs_at_most(1, "12, undo over a reload");

    let reader = Reader::begins(&page);
    reader.click_words("You cannot tell");
    reader.press("C");
    page.says("Copied");
    reader.needs_at_most(2, "13, a citation");
}

#[test]
fn a_removed_article_comes_back_in_one_action() {
    let page = visit_sample();
    page.click_words("a reprieve");
    page.press("y");
    let title = pullquote::SAMPLE.lines().next().unwrap_or_default();
    page.click("button", "Library");
    page.remove_article(title);
    page.wait_until("it is gone", "!document.querySelector('#library-list tbody tr')");
    let reader = Reader::begins(&page);
    // The button that brings it back has the keyboard.
    reader.press("Enter");
    page.says("Back in the library");
    page.click("button", title);
    page.wait_until("the work is there", "document.querySelector('mark[data-state=confirmed]')");
    reader.needs_at_most(1, "14, an article removed by mistake");
}

#[test]
fn the_same_quotation_is_compared_in_two_actions() {
    let page = visit();
    page.paste("Ferry\n\n“It stays for as long as anyone wants to sail,” said Tomas Rey.");
    page.says("found");
    page.paste("Boats\n\nThe chair spoke. “It stays as long as anyone wants to sail,” Tomas Rey said.");
    page.says("found");
    let reader = Reader::begins(&page);
    reader.click("button", "Library");
    reader.click("button", "Same quotations in other articles");
    assert!(page.has("dialog", "Same quotations in other articles"));
    assert!(
        page.eval("return document.getElementById('same-quotations').textContent")
            .to_string()
            .contains("It stays")
    );
    reader.needs_at_most(2, "15, the same quotation");
}

#[test]
fn who_speaks_in_twelve_articles_is_two_actions() {
    let page = visit();
    let folder = folder();
    let articles: Vec<_> = (0..12)
        .map(|n| file(&folder, &format!("{n}.txt"), format!("{STORY}\n\nLetter number {n}.")))
        .collect();
    let reader = Reader::begins(&page);
    reader.does().drop_files(&articles);
    page.wait_until("they are read", "document.querySelectorAll('#library-list tbody tr').length === 12");
    reader.click("button", "Who speaks");
    page.wait_until("they are counted", "document.querySelector('#voices table')");
    let said = page.eval("return document.querySelector('#voices').innerText");
    assert!(said.as_str().is_some_and(|said| said.contains("in 12 articles")), "{said}");
    reader.needs_at_most(2, "who speaks in twelve articles");
}

#[test]
fn quotations_are_checked_against_a_transcript_in_three_actions() {
    let page = visit();
    let folder = folder();
    page.paste(STORY);
    page.wait_until("it is open", "document.querySelector('#article mark')");
    let reader = Reader::begins(&page);
    reader.click("button", "Sources");
    let transcript = file(&folder, "hall.txt", "Bram Holt: Kestria has waited long enough, and so have we.");
    reader.does().choose_file("Source file", &transcript);
    reader.click("button", "Check");
    page.wait_until("they are checked", "document.querySelector('#source-check li[data-outcome=verbatim]')");
    reader.needs_at_most(3, "quotations checked against a transcript");
}

#[test]
fn two_sets_are_compared_in_three_actions() {
    let page = visit();
    let folder = folder();
    page.paste(STORY);
    page.wait_until("it is open", "document.querySelector('#article mark')");
    let theirs = page.exported("jsonld", "kestria-votes-again.jsonld");
    let reader = Reader::begins(&page);
    reader.click("button", "Compare sets");
    reader.does().choose_file("Other set", &file(&folder, "ada.jsonld", theirs));
    page.wait_until("they are compared", "document.querySelector('#comparison table')");
    reader.needs_at_most(3, "two people's sets compared");
}
