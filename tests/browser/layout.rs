//! Calm to read: layers of marks, the card in the order of its use, one part at a time on a phone.

use crate::page::{Page, Scheme, View};
use crate::scene::{long_story, visit, visit_sample};
use serde_json::json;

impl Page {
    /// The kinds of the marks that are drawn.
    fn kinds(&self) -> Vec<String> {
        let kinds = self.eval(
            "const kinds = [...document.querySelectorAll('#article mark')].map(({ dataset }) => dataset.detail ?? dataset.kind);
             return [...new Set(kinds)].sort()",
        );
        serde_json::from_value(kinds).unwrap_or_default()
    }

    /// Whether the first mark of what is looked at stands clear of the card, in the window.
    fn is_uncovered(&self) -> bool {
        let clear = self.eval(
            "const mark = document.querySelector('mark.selected').getClientRects()[0];
             const card = document.getElementById('card').getBoundingClientRect();
             return 0 <= mark.top && (mark.bottom <= card.top || mark.right <= card.left)",
        );
        clear == true
    }
}

#[test]
fn a_layer_is_hidden_and_shown_again() {
    let page = visit_sample();
    assert!(page.has("group", "Layers"));
    let all = page.kinds();
    assert!(
        ["person", "quote", "cue"].iter().all(|kind| all.contains(&(*kind).to_owned())) || all.len() > 5,
        "{all:?}"
    );
    page.click("checkbox", "People");
    page.says("People: hidden");
    assert!(!page.kinds().contains(&"person".to_owned()), "{:?}", page.kinds());
    // A name that is chosen in the list is shown as long as it is looked at.
    page.click("tab", "Entities");
    page.eval("document.querySelector('#list .entry').click()");
    assert_eq!(page.kinds().iter().filter(|kind| *kind == "person").count(), 1);
    assert_eq!(page.eval("return document.querySelectorAll('mark[data-detail=person]').length"), 1);
    page.press("Escape");
    assert!(!page.kinds().contains(&"person".to_owned()));
    // The choice outlives the visit.
    page.reload();
    page.wait_until_ready();
    page.wait_until("the article is there", "document.querySelector('#article mark')");
    assert!(!page.kinds().contains(&"person".to_owned()));
    page.click("checkbox", "People");
    page.says("People: shown");
    assert_eq!(page.kinds(), all);
}

#[test]
fn quotations_alone_are_one_step_away() {
    let page = visit_sample();
    let all = page.kinds();
    page.click("button", "Quotations only");
    page.says("Only quotations are shown");
    let quotes = ["direct", "indirect", "mixed"];
    assert!(page.kinds().iter().all(|kind| quotes.contains(&kind.as_str())), "{:?}", page.kinds());
    // Who speaks, and by which words, belongs to the quotation that is looked at.
    page.press("j");
    let linked =
        page.eval("return [...document.querySelectorAll('mark.linked')].map((m) => m.dataset.kind).sort()");
    assert_eq!(linked, json!(["cue", "speaker"]));
    for _ in 0..5 {
        page.press("j");
        assert_eq!(page.eval("return document.querySelector('mark.selected').dataset.kind"), "quote");
    }
    page.press("Escape");
    assert!(page.kinds().iter().all(|kind| quotes.contains(&kind.as_str())), "{:?}", page.kinds());
    page.press("l");
    page.says("All marks as before");
    assert_eq!(page.kinds(), all);
    page.press("L");
    assert_eq!(page.eval("return document.activeElement.labels[0].textContent"), "Quotations");
}

#[test]
fn a_long_article_changes_its_layers_where_it_is_read() {
    let page = visit();
    page.paste(&long_story(20_000));
    page.wait_until(
        "all marks are drawn",
        "[...document.querySelectorAll('#article [data-paragraph]')].at(-1)?.querySelector('mark')",
    );
    page.eval("[...document.querySelectorAll('#article [data-paragraph]')].at(-1).scrollIntoView()");
    let names = page.eval(
        "document.querySelector('[data-command*=only-quotations]').click();
         return [...document.querySelectorAll('#article [data-paragraph]')].at(-1).querySelectorAll('mark[data-kind=entity]').length",
    );
    assert_eq!(names, 0, "what is in view is drawn at once");
    page.wait_until("the rest follows", "!document.querySelector('#article mark[data-kind=entity]')");
}

#[test]
fn the_frame_and_the_label_of_a_long_article_are_not_cut_off() {
    let page = visit();
    page.paste(&long_story(20_000));
    page.wait_until(
        "all marks are drawn",
        "[...document.querySelectorAll('#article [data-paragraph]')].at(-1)?.querySelector('mark')",
    );
    // A label is 17 pixels high and stands over its mark; a frame is 3 pixels wide.
    let cut = page.eval(
        "const cut = [];
         for (const paragraph of [...document.querySelectorAll('#article [data-paragraph]')].slice(0, 40)) {
           // What is out of view is not laid out.
           paragraph.scrollIntoView({ block: 'center', behavior: 'instant' });
           await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
           const box = paragraph.getBoundingClientRect();
           for (const mark of paragraph.querySelectorAll('mark')) {
             const first = mark.getClientRects()[0], last = [...mark.getClientRects()].at(-1);
             if (first.top - 17 < box.top - 0.5 || box.bottom < last.bottom + 3 || first.left - 3 < box.left) cut.push(mark.textContent);
           }
         }
         return cut",
    );
    assert_eq!(cut, json!([]));
}

#[test]
fn the_card_shows_what_a_verdict_needs_first() {
    let page = visit_sample();
    page.click_words("a reprieve");
    let order = page.eval(
        "const top = (selector) => document.querySelector(`#card ${selector}`).getBoundingClientRect().top;
         return ['blockquote', '.field', '.likely', '.why', '.verdicts'].map(top)",
    );
    let order: Vec<f64> = serde_json::from_value(order).expect("places");
    assert!(order.is_sorted(), "{order:?}");
    assert!(!page.has("combobox", "Kind") && !page.has("button", "Delete"));
    let buttons = page.eval("return document.querySelectorAll('#card .likely button').length");
    assert_eq!(buttons, 3);
    // The buttons of the verdict stay where they are from one to the next.
    let place = |page: &Page| {
        page.eval("return document.querySelector('#card .verdicts').getBoundingClientRect().top")
    };
    let before = place(&page);
    page.press("j");
    page.press("j");
    assert_eq!(place(&page), before);
    page.click_words("a reprieve");
    page.click("button", "More");
    assert!(page.has("combobox", "Kind") && page.has("button", "Delete"));
    page.reload();
    page.wait_until_ready();
    page.click_words("a reprieve");
    assert!(page.has("combobox", "Kind"), "the choice outlives the visit");
    page.click("button", "Less");
    page.press("t");
    page.assert_focus("tags", "a key for what is hidden");
}

#[test]
fn the_toolbar_offers_what_fits() {
    let page = visit_sample();
    let offered = |page: &Page| {
        page.eval(
            "return [...document.querySelectorAll('#marker .for-selected button')].filter((b) => b.checkVisibility())
               .map((b) => b.textContent)",
        )
    };
    let select = |words: &str| {
        page.select_words(words);
        page.wait_until("the toolbar is offered", "!document.getElementById('marker').hidden");
    };
    select("weekly passes");
    assert_eq!(offered(&page), json!([]), "nothing is looked at");
    page.press("Escape");
    page.click_words("You cannot tell");
    select("four hundred");
    let inside = ["Speaker of the quotation", "Cue of the quotation", "Remove these words", "Split here"];
    assert_eq!(offered(&page), json!(inside));
    select("weekly passes");
    assert_eq!(
        offered(&page),
        json!(["Speaker of the quotation", "Cue of the quotation", "Add these words"])
    );
    // Never over the words, and two rows at most.
    for width in [390, 820, 1440] {
        page.set_view(&View { width, height: 700, scheme: Scheme::Light });
        select("weekly passes");
        let [over, height] = [0, 1].map(|at| {
            page.eval(
                "const words = getSelection().getRangeAt(0).getBoundingClientRect();
                 const bar = document.getElementById('marker').getBoundingClientRect();
                 return [bar.top < words.bottom && words.top < bar.bottom, bar.height]",
            )[at]
                .clone()
        });
        assert_eq!(over, false, "at {width}");
        assert!(height.as_f64().is_some_and(|height| height < 110.0), "{height} at {width}");
    }
}

#[test]
fn a_phone_shows_the_article_or_the_lists() {
    let page = visit_sample();
    page.set_view(&View::PHONE);
    let height = page.eval(
        "return document.documentElement.scrollHeight - document.getElementById('article').offsetHeight",
    );
    assert!(
        height.as_f64().is_some_and(|rest| rest < 700.0),
        "the lists are not below the article: {height}"
    );
    page.eval("scrollTo(0, 600)");
    page.click("button", "Lists");
    assert!(page.has("tab", "Quotes") && !page.has("article", "Article"));
    page.eval("[...document.querySelectorAll('#list .entry')].at(-1).click()");
    assert!(page.has("article", "Article") && !page.has("tab", "Quotes"));
    assert!(page.is_uncovered(), "the quotation stands over the card");
    page.click("button", "Check next");
    assert!(page.is_uncovered());
    page.press("Escape");
    page.eval("scrollTo(0, 600)");
    page.click("button", "Lists");
    page.click("button", "Article");
    assert_eq!(page.eval("return scrollY"), 600.0, "the article is where it was");
}

#[test]
fn a_tapped_quotation_is_not_under_the_card() {
    let page = visit_sample();
    page.set_view(&View::PHONE);
    for words in ["a reprieve", "You cannot tell", "I can live"] {
        // The words stand low in the window, where the card comes up.
        page.ends_of(words);
        page.eval("scrollBy({ top: -330, behavior: 'instant' })");
        page.eval(&format!(
            "const mark = [...document.querySelectorAll('mark[data-kind=quote]')].find((m) => m.textContent.includes({words:?}));
             mark.click()"
        ));
        assert!(page.is_uncovered(), "{words}");
        page.press("Escape");
    }
}

#[test]
fn fingers_find_what_they_press() {
    let page = visit_sample();
    page.set_view(&View::PHONE);
    page.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 }));
    page.wait_until("the pointer is a finger", "matchMedia('(pointer: coarse)').matches");
    let small = |page: &Page| {
        page.eval(
            "return [...document.querySelectorAll('button, select, input, label:has(input[type=checkbox])')]
               .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.type !== 'checkbox')
               .filter((e) => e.offsetHeight < 44).map((e) => e.outerHTML.slice(0, 90))",
        )
    };
    assert_eq!(small(&page), json!([]), "the article");
    page.eval("document.querySelector('mark[data-kind=quote]').click()");
    page.click("button", "More");
    assert_eq!(small(&page), json!([]), "the card");
    for tab in ["Quotes", "Speakers", "Entities"] {
        page.click("button", "Lists");
        page.click("tab", tab);
        assert_eq!(small(&page), json!([]), "{tab}");
    }
}
