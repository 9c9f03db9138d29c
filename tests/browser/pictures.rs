//! The README's pictures: the sample at three widths, light and dark. They lie in `target/screenshots`; what is worth
//! showing is copied to `.readme`.

use crate::page::{Scheme, View};
use crate::scene::visit_sample;

#[test]
fn the_pictures_of_the_readme_are_taken() {
    let page = visit_sample();
    for (width, height) in [(1440, 900), (820, 1100), (390, 844)] {
        for (scheme, name) in [(Scheme::Light, "light"), (Scheme::Dark, "dark")] {
            page.set_view(&View { width, height, scheme });
            page.press("Escape");
            page.eval("scrollTo(0, 0)");
            page.click_words("I can live");
            page.wait_until("the card is open", "document.querySelector('#card blockquote')");
            page.eval(
                "const { top } = document.querySelector('mark.selected').getBoundingClientRect();
                 document.activeElement.blur();
                 scrollBy({ top: top - innerHeight / 4, behavior: 'instant' })",
            );
            page.screenshot(&format!("page-{width}-{name}"));
        }
    }
}
