//! A first visit: what is marked, listed and announced, how fast, and on which screens.

use crate::page::{Page, Scheme, View};
use crate::scene::{SAMPLE, story, visit, visit_sample};

#[test]
fn the_sample_shows_who_said_what() {
    let page = visit();
    assert!(!page.has("button", "Export"), "there is nothing to export yet");
    page.open_sample();
    page.says("found");

    let lines: Vec<&str> = SAMPLE.lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(page.paragraphs(), lines, "the article's text, to the character");

    let quotes = page.marked("quote");
    assert!(quotes.iter().any(|q| q.contains("“We heard them,”")), "{quotes:?}");
    assert!(quotes.iter().any(|q| q.contains("“a reprieve, not a rescue.”")), "{quotes:?}");
    assert!(page.marked("speaker").iter().any(|s| s.contains("Haddad")), "{:?}", page.marked("speaker"));
    assert!(page.marked("cue").contains(&"said".to_owned()), "{:?}", page.marked("cue"));
    assert!(page.marked("entity").contains(&"Amira Haddad".to_owned()), "{:?}", page.marked("entity"));
    assert!(page.marked("date").contains(&"3 April".to_owned()), "{:?}", page.marked("date"));
    assert!(page.paragraphs().last().is_some_and(|last| last == "Most Read"));
    assert_eq!(
        page.eval(
            "return [...document.querySelectorAll('#article [data-paragraph]')].at(-1)?.querySelector('mark')"
        ),
        serde_json::Value::Null
    );

    assert!(page.has("complementary", "Annotations"));
    assert!(page.listed("Quotes").iter().any(|q| q.contains("Amira Haddad") && q.contains("rowing")));
    assert!(page.listed("Speakers").iter().any(|s| s.starts_with("Amira Haddad") && s.contains("quotation")));
    assert!(page.listed("Entities").iter().any(|e| e.starts_with("Amira Haddad") && e.contains("mention")));
    assert!(
        page.listed("Dates").iter().any(|d| d.starts_with("3 April 2025-04-03")),
        "{:?}",
        page.listed("Dates")
    );
    assert!(page.listed("Notes").is_empty());
    let selected = page.announced().into_iter().filter(|it| {
        it.role == "tab" && it.properties.iter().any(|(name, value)| name == "selected" && value == true)
    });
    assert_eq!(selected.map(|tab| tab.name).collect::<Vec<_>>(), ["Notes"]);
    assert_every_mark_is_known(&page);
}

/// Every id on a mark is an annotation of the exported set, of the kind that the mark says.
fn assert_every_mark_is_known(page: &Page) {
    let set = page.exported("jsonld", "harbour-board-votes-to-keep-skarnholm.jsonld");
    let ids = page.eval(
        "return [...document.querySelectorAll('#article mark')].flatMap((m) => m.dataset.annotation.split(' '))",
    );
    let ids = ids.as_array().expect("a list of ids");
    assert!(ids.len() > 30, "{ids:?}");
    for id in ids.iter().filter_map(|id| id.as_str()) {
        assert!(set.contains(&format!("{id}\"")), "{id} is on a mark and not in the set:\n{set}");
    }
    let kinds = page.eval(
        "return [...new Set([...document.querySelectorAll('#article mark')].map((m) => m.dataset.kind))].sort()",
    );
    assert_eq!(kinds, serde_json::json!(["cue", "date", "entity", "quote", "speaker"]));
}

/// Not a limit: machines differ. The number is for whoever reads the log.
#[test]
fn the_time_from_annotate_to_marks_is_told() {
    let page = visit();
    page.click("button", "Open article");
    page.fill("Article text", SAMPLE);
    let times = page.eval(
        "const start = performance.now();
         document.getElementById('annotate').click();
         while (!document.querySelector('#article mark')) await new Promise((done) => setTimeout(done));
         const drawn = performance.now() - start;
         await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
         return [drawn, performance.now() - start, Number(document.documentElement.dataset.ready)]",
    );
    println!(
        "the sample: {} ms from Annotate to marks, {} ms to painted; page ready in {} ms",
        times[0], times[1], times[2]
    );
    assert!(times[1].as_f64().is_some_and(|ms| 0.0 < ms));
}

/// Roles that people act with: each must say what it is for.
const ACTED_WITH: [&str; 9] =
    ["button", "textbox", "combobox", "ComboBoxMenuList", "searchbox", "tab", "link", "listbox", "dialog"];

/// Everything that people act with has a name, and nothing stands out sideways.
#[track_caller]
fn assert_in_order(page: &Page, scene: &str) {
    let all = page.announced();
    let acted_with = || all.iter().filter(|it| ACTED_WITH.contains(&&*it.role));
    assert!(acted_with().count() >= 2, "{scene}: {all:?}");
    let nameless: Vec<_> = acted_with().filter(|it| it.name.trim().is_empty()).collect();
    assert!(nameless.is_empty(), "{scene}: without a name: {nameless:?}");
    // 320 pixels are also what is left of 1,280 at 400 %.
    for width in [320, 390, 820, 1440] {
        page.set_view(&View { width, height: 900, scheme: Scheme::Light });
        let wide = page.eval(
            "const { scrollWidth, clientWidth } = document.documentElement;
             const out = [...document.querySelectorAll('body *')].filter((e) =>
               e.checkVisibility() && e.getBoundingClientRect().right > clientWidth + 1);
             return scrollWidth <= clientWidth ? '' : `${scrollWidth} > ${clientWidth}: `
               + out.map((e) => `${e.tagName}.${e.className}#${e.id}`).join(' ')",
        );
        assert_eq!(wide, "", "{scene} at {width} pixels stands out sideways");
        page.screenshot(&format!("{scene}-{width}"));
    }
    page.set_view(&View::DESKTOP);
}

/// For whoever looks at the pictures in `target/screenshots`.
fn draw_in_the_dark(page: &Page, scene: &str) {
    for width in [390, 820, 1440] {
        page.set_view(&View { width, height: 900, scheme: Scheme::Dark });
        page.screenshot(&format!("{scene}-{width}-dark"));
    }
    page.set_view(&View::DESKTOP);
}

#[test]
fn every_control_has_a_name_and_nothing_stands_out_sideways() {
    let page = visit();
    assert_in_order(&page, "welcome");
    draw_in_the_dark(&page, "welcome");
    page.open_sample();
    page.click_words("I can live with five");
    page.wait_until("a quotation is selected", "document.querySelector('mark.selected[data-kind=quote]')");
    assert_in_order(&page, "quotation");
    draw_in_the_dark(&page, "quotation");
    for tab in ["Speakers", "Entities", "Dates", "Notes", "Problems"] {
        page.click("tab", tab);
        assert_in_order(&page, &format!("tab-{}", tab.to_lowercase()));
    }
    for dialog in ["Open article", "Import", "Export", "Library", "Keyboard shortcuts"] {
        page.click("button", dialog);
        assert!(page.has("dialog", dialog));
        assert_in_order(&page, &format!("dialog-{}", dialog.to_lowercase().replace(' ', "-")));
        page.close_dialog();
        assert_eq!(
            page.eval("return document.activeElement.textContent"),
            if dialog.starts_with('K') { "?" } else { dialog }
        );
    }
}

/// On a phone the card stands over the lower part of the window, wherever the article is scrolled to.
#[test]
fn the_card_is_in_reach_on_a_phone() {
    let page = visit_sample();
    page.set_view(&View::PHONE);
    page.click_words("a reprieve");
    page.wait_until("a quotation is selected", "document.querySelector('mark.selected')");
    let place = page.eval(
        "const box = [...document.querySelectorAll('#card button')].find((b) => b.textContent === 'Confirm')
           .getBoundingClientRect();
         return 0 < box.top && box.bottom < innerHeight",
    );
    assert_eq!(place, true);
    page.click("button", "Deselect");
    page.wait_until("the article is free again", "document.body.dataset.selected === ''");
    page.assert_focus("article", "letting go");
}

#[test]
fn an_article_in_another_language_says_what_serves() {
    let page = visit();
    page.paste(
        "Fähre bleibt\n\n„Die Fähre fährt am Montag wieder“, sagte Mara Lindqvist. Der Rat stimmte mit neun zu zwei \
         Stimmen für den neuen Fahrplan, und die Leute auf der Insel waren froh, dass sie nicht mehr rudern müssen.",
    );
    let notice = "document.querySelector('[role=note]').textContent";
    page.wait_until("the notice is shown", &format!("{notice}.includes('Not analysed in full: German')"));
    page.select_words("die Leute auf der Insel waren froh");
    page.press("q");
    page.says("Marked as indirect quotation");
    let quotes = page.marked("quote");
    for words in ["„Die Fähre fährt am Montag wieder“", "die Leute auf der Insel waren froh"] {
        assert!(quotes.iter().any(|quote| quote == words), "{words} is not among {quotes:?}");
    }
    page.click("button", "Open article");
    page.click("button", "Try the sample");
    page.wait_until("an English one has none", &format!("{notice} === ''"));
    let place = page.eval(
        "const list = document.querySelector('#language select[aria-label=Language]');
         const below = document.getElementById('article').getBoundingClientRect().bottom;
         return list.checkVisibility() && below <= list.getBoundingClientRect().top",
    );
    assert_eq!(place, true, "its language stands below it");
}

/// A real story, for whoever looks at the pictures; and what can be pressed is large enough for a finger.
#[test]
fn a_story_is_set_well_in_every_tab() {
    let page = visit();
    page.paste(&story());
    page.says("found");
    for tab in ["Quotes", "Speakers", "Entities", "Dates", "Problems"] {
        page.click("tab", tab);
        assert_in_order(&page, &format!("story-{}", tab.to_lowercase()));
        draw_in_the_dark(&page, &format!("story-{}", tab.to_lowercase()));
        let small = page.eval(
            "return [...document.querySelectorAll('button, select, input')].filter((e) => e.checkVisibility())
               .map((e) => e.type === 'checkbox' ? e.labels[0] : e).filter((e) => (e.offsetHeight < 24 || e.offsetWidth < 24)).map((e) => e.outerHTML.slice(0, 90)).join(' ')",
        );
        assert_eq!(small, "", "{tab}: smaller than 24 pixels");
    }
    for (media, feature, value) in [
        ("print", "prefers-color-scheme", "light"),
        ("", "forced-colors", "active"),
        ("", "prefers-color-scheme", "dark"),
    ] {
        let features = serde_json::json!([{ "name": feature, "value": value }]);
        page.devtools(
            "Emulation.setEmulatedMedia",
            serde_json::json!({ "media": media, "features": features }),
        );
        page.screenshot(&format!("story-{media}{feature}"));
    }
}

#[test]
fn marks_tell_what_they_are() {
    let page = visit_sample();
    let described = page.eval(
        "return [...document.querySelectorAll('#article mark')].find((m) => m.textContent.includes('a reprieve'))
           .getAttribute('aria-description')",
    );
    let described = described.as_str().unwrap_or_default();
    assert_eq!(described, "Mixed quotation, Amira Haddad, not checked");
    let marks = page.announced().into_iter().filter(|it| it.role == "mark").count();
    assert!(marks > 30, "{marks}");
}
