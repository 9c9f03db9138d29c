//! The panel's lists, filters and files, as text.

use crate::annotation::EntityKind;
use crate::document::Document;
use crate::page::card;
use crate::page::filter::{Confidence, Filter, FilterField, QuoteSpeaker};
use crate::page::panel::{CardExtent, EntryList, Orphan, PanelChoice};
use crate::page::speakers;
use crate::page::tab::{QuoteOrder, Tab};
use crate::session::{Action, MarkKind, Session};
use crate::span::Span;
use crate::view::wire::json;

const TEXT: &str = "“The ferry sails,” said Mara Lind. She said “it is late.” “Never again!” Ada Brook paid on 3 May 2024 \
    and waited for two weeks.";

/// The text with three quotations, the first by Mara Lind, the others by nobody; a name and two dates.
fn session() -> Session {
    let mut session = Session::bare(Document::from_text(TEXT));
    for (words, label) in [
        ("“The ferry sails,”", MarkKind::Quote),
        ("“it is late.”", MarkKind::Quote),
        ("“Never again!”", MarkKind::Quote),
        ("Ada Brook", MarkKind::Entity(EntityKind::Person)),
        ("3 May 2024", MarkKind::Date),
        ("two weeks", MarkKind::Date),
    ] {
        let at = TEXT.find(words).expect("the text says so");
        let span = Span::new(at, at + words.len());
        session.perform(Action::Mark { span, label }).expect("words can be marked");
    }
    act(&mut session, 0, |id| Action::SetSpeaker { id, name: "Mara Lind".into() });
    act(&mut session, 4, |id| Action::SetValue { id, value: "2024-05-03".into() });
    act(&mut session, 5, |id| Action::SetValue { id, value: "P2W".into() });
    session
}

/// Something done to the annotation at this place of the text.
fn act(session: &mut Session, place: usize, action: impl Fn(crate::annotation::Id) -> Action) {
    let id = session.set().in_order().nth(place).expect("there is one").id;
    session.perform(action(id)).expect("it fits");
}

/// The entries of a list, and its titles, a line each.
#[track_caller]
fn check(session: &Session, choice: &PanelChoice, expected: &str) {
    let html = EntryList::new(session, choice, &[]).render().to_string();
    let lines = html.replace("</h2>", "\n").replace("</li>", "\n").replace("<span class=\"words\"", " | <");
    let mut text = String::new();
    let mut is_tag = false;
    for c in lines.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    assert_eq!(lines.collect::<Vec<_>>().join("\n"), expected);
}

fn choice(tab: Tab, filter: Filter) -> PanelChoice {
    PanelChoice { tab, filter, ..PanelChoice::default() }
}

#[test]
fn dates_stand_on_a_line_and_those_without_a_day_apart() {
    let dates = choice(Tab::Dates, Filter::default());
    check(
        &session(),
        &dates,
        "Select all shown2024\n3 May 2024-05-03 | 3 May 2024\nWithout a day on the calendar\n2 weeks duration | two weeks",
    );
}

#[test]
fn quotations_are_grouped_by_speaker() {
    let by_speaker = PanelChoice { order: QuoteOrder::Speaker, ..choice(Tab::Quotes, Filter::default()) };
    let list = "In orderBy speakerSelect all shownno speaker\nno speaker direct | “it is late.”\nno speaker direct | “Never again!”\n\
        Mara Lind\nMara Lind direct | “The ferry sails,”";
    check(&session(), &by_speaker, list);
}

#[test]
fn each_filter_leaves_out_what_it_says() {
    let session = session();
    let shown = |filter: Filter| EntryList::new(&session, &choice(Tab::Quotes, filter), &[]).len();
    let with = |field: FilterField, value: &str| {
        let mut filter = Filter::default();
        filter.set(field, value);
        shown(filter)
    };
    let by = |speaker: QuoteSpeaker| with(FilterField::Speaker, &json(&speaker));
    assert_eq!(shown(Filter::default()), 3);
    assert_eq!(with(FilterField::QuoteKind, "direct"), 3);
    assert_eq!(with(FilterField::QuoteKind, "indirect"), 0);
    assert_eq!(by(QuoteSpeaker::Named("Mara Lind".into())), 1);
    assert_eq!(by(QuoteSpeaker::Nobody), 2);
    assert_eq!(by(QuoteSpeaker::Unnamed), 0);
    assert_eq!(with(FilterField::Verdict, "confirmed"), 3);
    assert_eq!(with(FilterField::Verdict, "open"), 0);
    assert_eq!(with(FilterField::Confidence, "sure"), 3);
    assert_eq!(with(FilterField::Confidence, "unsure"), 0);
    assert_eq!(with(FilterField::Words, "FERRY"), 1);
    assert_eq!(with(FilterField::Words, "lind"), 1);
    assert_eq!(with(FilterField::Verdict, ""), 3, "an empty value admits everything");
    assert_eq!(shown(Filter { confidence: Some(Confidence::Unsure), ..Filter::default() }), 0);
}

#[test]
fn a_list_tells_its_ids_and_how_much_it_leaves_out() {
    let session = session();
    let filter = Filter { words: "ferry".into(), ..Filter::default() };
    let choice = choice(Tab::Quotes, filter);
    let list = EntryList::new(&session, &choice, &[]);
    assert_eq!((list.len(), list.all), (1, 3));
    let first = session.set().in_order().next().expect("there is one").id;
    assert_eq!(list.ids(), [first]);
    assert_eq!(list.page_of(first), Some(0));
}

#[test]
fn the_table_of_speakers_leaves_nobody_out_and_guards_its_cells() {
    let mut session = session();
    act(&mut session, 1, |id| Action::SetSpeaker { id, name: "=1+\"1\"".into() });
    let table = "\u{feff}speaker,attribution,quotations,words,share\r\n\
        \"'=1+\"\"1\"\"\",named,1,3,0.3750\r\n\"Mara Lind\",named,1,3,0.3750\r\n\"Nobody given\",none,1,2,0.2500\r\n";
    assert_eq!(speakers::csv(&session), table);
}

#[test]
fn names_stay_text_in_the_picture() {
    let mut session = session();
    act(&mut session, 1, |id| Action::SetSpeaker { id, name: "A & <script>".into() });
    let picture = speakers::picture(&session, "Title \"<b>\"");
    assert!(
        picture.contains("A &amp; &lt;script&gt;") && picture.contains("Title &quot;&lt;b&gt;&quot;"),
        "{picture}"
    );
    assert!(!picture.contains("<script") && !picture.contains("<b>"));
}

#[test]
fn what_was_not_found_is_a_problem() {
    let orphans = [Orphan { what: "Direct quotation".into(), words: "“Gone”".into() }];
    let choice = choice(Tab::Problems, Filter::default());
    let session = session();
    let html = EntryList::new(&session, &choice, &orphans).render().to_string();
    assert!(html.contains("Not found") && html.contains("“Gone”"), "{html}");
}

/// A quotation without a speaker is as sure as its words; that nobody says them is another thing to know.
#[test]
fn a_missing_speaker_is_said_beside_the_confidence() {
    let text = "The pier is closed.\n\n“We will never go back to that.”\n\nThe town voted on Monday.";
    let mut session = Session::analyse(Document::from_text(text));
    let quotation = session.set().in_order().find(|annotation| annotation.quote().is_some());
    let (id, sure) = quotation.map(|found| (found.id, 100.0 * found.confidence())).expect("there is one");
    assert!(50.0 < sure && sure < 60.0, "{sure}");
    session.select(Some(id));
    let card = card::render(&session, CardExtent::Short).to_string();
    let said = format!("Not sure ({sure:.0} %): please check.");
    assert!(card.contains(&said) && card.contains("No speaker was found."), "{card}");
    let problems = PanelChoice { tab: Tab::Problems, ..PanelChoice::default() };
    let expected = format!(
        "Select all shownUnsure\nDirect quotation {sure:.0} % sure · no speaker | “We will never go back to that.”"
    );
    check(&session, &problems, &expected);
    session.perform(Action::SetSpeaker { id, name: "Mara Lind".into() }).expect("it can be said");
    let card = card::render(&session, CardExtent::Short).to_string();
    assert!(!card.contains("No speaker was found."), "{card}");
}
