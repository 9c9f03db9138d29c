//! Temporal expressions: what is found, where it ends, and what its value is.

use crate::document::{Block, Document, Meta, Role};
use crate::recognise::dates;
use jiff::civil::Date;
use proptest::prelude::*;

/// A Wednesday.
const PUBLISHED: &str = "2021-11-10";

fn published_on(day: &str) -> Meta {
    Meta { published: Some(day.parse().expect("a date")), ..Meta::default() }
}

fn render(document: &Document) -> String {
    let found = dates::find(document);
    let lines: Vec<_> =
        found.iter().map(|d| format!("{}={}", document.slice(d.span), d.timex.value)).collect();
    lines.join(" | ")
}

/// What is found in a text published on Wednesday, 10 November 2021.
fn check(text: &str, expected: &str) {
    check_on(PUBLISHED, text, expected);
}

fn check_on(day: &str, text: &str, expected: &str) {
    let document = Document::from_text_with(text, published_on(day));
    assert_eq!(render(&document), expected, "in: {text}");
}

/// A fixture of `tests/dates` holds texts published on Wednesday, 6 November 2024, each with a line `= …` of what should be
/// found. `UPDATE=1 cargo test` rewrites those lines; read the difference before you keep it.
fn check_fixture(name: &str) {
    let path = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/dates").join(name);
    let fixture = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let texts = fixture.lines().filter(|line| !line.starts_with('='));
    let line = |text: &str| {
        let found = render(&Document::from_text_with(text, published_on("2024-11-06")));
        format!("{text}\n{}\n", format!("= {found}").trim_end())
    };
    let rendered: String = texts.map(line).collect();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, rendered).expect("the fixture can be written");
    } else {
        assert_eq!(rendered, fixture, "{name}");
    }
}

#[test]
fn what_is_planned_in_the_present_tense_is_to_come() {
    check_fixture("coming.txt");
}

#[test]
fn days_are_counted_from_others() {
    check_fixture("counted.txt");
}

#[test]
fn times_have_the_day_that_they_stand_with() {
    check_fixture("clock.txt");
}

#[test]
fn dates_are_read_as_the_papers_of_the_world_write_them() {
    check_fixture("written_otherwise.txt");
}

#[test]
fn not_every_four_digits_are_a_year() {
    check_fixture("false_years.txt");
}

/// What a caption tells was when the picture was taken.
#[test]
fn captions_are_told_in_the_present_tense() {
    let blocks = [
        Block { role: Role::Caption, text: "Ada Lund speaks in Oslo on Friday.".into() },
        Block { role: Role::Paragraph, text: "She speaks again on Friday.".into() },
    ];
    let document = Document::from_blocks(&blocks, published_on(PUBLISHED));
    assert_eq!(render(&document), "Friday=2021-11-05 | Friday=2021-11-12");
}

#[test]
fn full_dates_are_read_in_every_order() {
    check("She died on 3 March 1998.", "3 March 1998=1998-03-03");
    check("She died on March 3, 1998, in Oslo.", "March 3, 1998=1998-03-03");
    check("On Tuesday, 9 November 2021 it rained.", "Tuesday, 9 November 2021=2021-11-09");
    check("Dated the 3rd of March, 1998.", "3rd of March, 1998=1998-03-03");
    check("Released 2021-10-05 in full.", "2021-10-05=2021-10-05");
    check("Signed 05.10.2021 in Bonn.", "05.10.2021=2021-10-05");
    check("Due 25/12/2021 or 12/25/2021.", "25/12/2021=2021-12-25 | 12/25/2021=2021-12-25");
    check(
        "Filed on 05-08-2021, heard on Tuesday 26/10/2021.",
        "05-08-2021=2021-08-05 | Tuesday 26/10/2021=2021-10-26",
    );
    check("It ended 05-08-21; the code is 10-45-2021.", "");
}

#[test]
fn numbers_of_day_and_month_follow_the_country() {
    let american = Meta { lang: Some("en-US".into()), ..published_on(PUBLISHED) };
    let document = Document::from_text_with("Signed 04/05/2021.", american);
    assert_eq!(render(&document), "04/05/2021=2021-05-04".replace("05-04", "04-05"));
    check("Signed 04/05/2021.", "04/05/2021=2021-05-04");
}

#[test]
fn days_that_are_in_no_calendar_are_no_dates() {
    check("Room 30 February 2020 was empty.", "");
    check("Born on 29 February 2020.", "29 February 2020=2020-02-29");
}

#[test]
fn parts_of_dates_take_the_year_from_the_article() {
    check("He resigned on 7 November.", "7 November=2021-11-07");
    check("He resigned on Dec. 20.", "Dec. 20=2020-12-20");
    check("The vote will be held on Dec. 20.", "Dec. 20=2021-12-20");
    check("Prices rose in August.", "August=2021-08");
    check("Prices rose in December.", "December=2020-12");
    check("Prices will rise in December.", "December=2021-12");
    check("He left in January of 2020.", "January of 2020=2020-01");
    check(
        "It closed last November and opened in March this year.",
        "last November=2020-11 | March this year=2021-03",
    );
    check("This January 10, 2020, the harbour froze.", "This January 10, 2020=2020-01-10");
}

#[test]
fn some_months_need_a_preposition() {
    check("Sales were brisk; July was the best month.", "July=2021-07");
    check("Officials say June also set a record.", "June=2021-06");
    check("June said the roof had leaked.", "");
    check("Fewer came in May and June.", "May=2021-05 | June=2021-06");
    check("Either March or October 2020 will do.", "March=2020-03 | October 2020=2020-10");
    check("From December to March 2021 it stood open.", "December=2020-12 | March 2021=2021-03");
    check("It is open all week (May to September).", "May=2021-05 | September=2021-09");
    check("May and Ruth will march.", "");
}

#[test]
fn days_of_the_week_follow_the_tense() {
    check("The mayor resigned on Tuesday.", "Tuesday=2021-11-09");
    check("The mayor resigned Wednesday.", "Wednesday=2021-11-10");
    check("The mayor will resign on Tuesday.", "Tuesday=2021-11-16");
    check("He must reply by Friday.", "Friday=2021-11-12");
    check("He called last Friday and again next Monday.", "last Friday=2021-11-05 | next Monday=2021-11-15");
    check(
        "It rained on Tuesday morning and late Monday.",
        "Tuesday morning=2021-11-09TMO | late Monday=2021-11-08",
    );
}

#[test]
fn relative_dates_count_from_the_day_of_the_article() {
    check(
        "Yesterday it rained, today it snows, tomorrow nobody knows.",
        "Yesterday=2021-11-09 | today=2021-11-10 | tomorrow=2021-11-11",
    );
    check("It closed two weeks ago.", "two weeks ago=2021-10-27");
    check("It closed three months ago, or a year ago.", "three months ago=2021-08 | a year ago=2020");
    check(
        "It fell last month, last year and last week.",
        "last month=2021-10 | last year=2020 | last week=2021-W44",
    );
    check("It fell earlier this month and this week.", "earlier this month=2021-11 | this week=2021-W45");
    check(
        "He arrived last night and left this morning.",
        "last night=2021-11-09TNI | this morning=2021-11-10TMO",
    );
    check("They met over the weekend.", "weekend=2021-W44-WE");
    check("They met in 2015 and again the following year.", "2015=2015 | following year=2016");
    check("He fell on 3 May 2019. The next day he died.", "3 May 2019=2019-05-03 | next day=2019-05-04");
    check("By the end of the month, or the end of June.", "end of the month=2021-11 | end of June=2021-06");
}

#[test]
fn quarters_years_and_decades_have_values() {
    check("The 1990s and the late '80s were good.", "1990s=199 | late '80s=198");
    check("A 19th-century house.", "19th-century=18");
    check("In 1987 and from 2010 to 2012.", "1987=1987 | 2010=2010 | 2012=2012");
    check("Profit rose in the third quarter of 2020.", "third quarter of 2020=2020-Q3");
    check("Q3 2021 was better than fiscal 2020.", "Q3 2021=2021-Q3 | fiscal 2020=2020");
    check("In spring 2020 and last summer.", "spring 2020=2020-SP | last summer=2021-SU");
    check("Born in the nineties.", "nineties=199");
    check(
        "Known from the late eighties and early nineties, or the 1960s and 70s.",
        "late eighties=198 | early nineties=199 | 1960s=196 | 70s=197",
    );
    check("She is in her late eighties, he in his 60s and 70s.", "");
}

#[test]
fn a_year_may_stand_before_what_happened_in_it() {
    check("The 1833 constitution and the 1879 harvest.", "1833=1833 | 1879=1879");
    check("A 2001 counts; Oslo's 2019 elections; its 2018 losses.", "2001=2001 | 2019=2019 | 2018=2018");
    check(
        "Ada Lund, 1863-1898; born 1863; as early as 1879.",
        "1863=1863 | 1898=1898 | 1863=1863 | 1879=1879",
    );
    check("Hopes rise as 2024 approaches, said 2024 farmers.", "2024=2024");
    check("The 1879 farmers; some 1462 boats.", "");
    check("The 1250 delegates; its 2000 branches; a photo of 1024×683.", "");
    check("The 2021/2022 season; the file 44/2021.", "2021=2021 | 2022=2022");
}

#[test]
fn days_that_have_a_name_have_dates() {
    check(
        "They met at Christmas, on Halloween and last Easter.",
        "Christmas=2020-12-25 | Halloween=2021-10-31 | last Easter=2021-04-04",
    );
    check("They will meet on Thanksgiving Day.", "Thanksgiving Day=2021-11-25");
    check("He died on Good Friday 2013.", "Good Friday 2013=2013-03-29");
    check("The gates opened on New Year's Eve.", "New Year's Eve=2020-12-31");
    check("Fireworks are planned for New Year’s Eve.", "New Year’s Eve=2021-12-31");
    check("A new day; a good day; an election day. Christmas Island is far.", "");
}

#[test]
fn several_days_share_one_month() {
    check("Talks on April 24 and 25, 2020, in Oslo.", "April 24=2020-04-24 | 25, 2020=2020-04-25");
    check(
        "Open 6 to 16 July, and 28-31 May.",
        "6=2021-07-06 | 16 July=2021-07-16 | 28=2021-05-28 | 31 May=2021-05-31",
    );
    check("It ran from July 10 through 17.", "July 10=2021-07-10 | 17=2021-07-17");
    check("On May 5 and 20 people came.", "May 5=2021-05-05");
    check("He won on May 5 and 3 others lost.", "May 5=2021-05-05");
}

#[test]
fn years_in_words_are_read() {
    check(
        "In nineteen ninety-one and January nineteen ninety.",
        "nineteen ninety-one=1991 | January nineteen ninety=1990-01",
    );
    check("By the year two thousand.", "year two thousand=2000");
    check("Two thousand people came, twenty men and nineteen women.", "");
}

#[test]
fn quarters_are_compared_with_quarters() {
    check(
        "Third-quarter profit rose from $5 a year ago. Sales for the quarter fell from the year-ago quarter.",
        "Third-quarter=2021-Q3 | a year ago=2020-Q3 | quarter=2021-Q3 | year-ago quarter=2020-Q3",
    );
    check("It opened a year ago.", "a year ago=2020");
    check("In 2019 it lost more than a year earlier.", "2019=2019 | a year earlier=2020");
    check(
        "In the 2020 third quarter and the latest quarter.",
        "2020 third quarter=2020-Q3 | latest quarter=2020-Q3",
    );
    check("It expects to report its third-quarter loss soon.", "third-quarter=2021-Q3 | soon=FUTURE_REF");
    check("It expects to grow in the current quarter.", "current quarter=2021-Q4");
}

#[test]
fn verbs_of_telling_leave_the_time_open() {
    check("The bank said it is redeeming its bonds on Dec. 7.", "Dec. 7=2021-12-07");
    check("The bank said on Tuesday that it will close.", "Tuesday=2021-11-09");
    check("It had been due to expire Friday.", "Friday=2021-11-05");
    check("Until Thursday, they had not called him.", "Thursday=2021-11-04");
    check("He has until Thursday to reply.", "Thursday=2021-11-11");
}

#[test]
fn now_and_then_are_references() {
    check("He now lives there, and recently married.", "now=PRESENT_REF | recently=PAST_REF");
    check("In the past they feared the future.", "past=PAST_REF | future=FUTURE_REF");
    check("As soon as he came, he walked past the gate.", "");
}

#[test]
fn lengths_of_time_are_durations() {
    check("It took two weeks.", "two weeks=P2W");
    check("A 10-year lease and a five-day march.", "10-year=P10Y | five-day=P5D");
    check("For several months, for decades.", "several months=PXM | decades=PXDE");
    check(
        "It lasted half an hour, or two and a half years.",
        "half an hour=PT30M | two and a half years=P2Y6M",
    );
    check("More than twenty-five years passed.", "More than twenty-five years=P25Y");
    check(
        "In the past three years and the first nine months.",
        "past three years=P3Y | first nine months=P9M",
    );
}

#[test]
fn what_happens_again_and_again_is_a_set() {
    check("It opens every day and closes every Tuesday.", "every day=P1D | every Tuesday=XXXX-WXX-2");
    check("She calls twice a week.", "twice a week=P1W");
    check("The prize is given annually.", "annually=P1Y");
    check("It meets on Tuesday nights.", "Tuesday nights=XXXX-WXX-2TNI");
}

#[test]
fn times_of_the_day_take_the_date_beside_them() {
    check("It began at 9 a.m. on Tuesday.", "9 a.m.=2021-11-09T09:00 | Tuesday=2021-11-09");
    check("It began at 5 p.m. EST Nov. 9.", "5 p.m. EST Nov. 9=2021-11-09T17:00");
    check("It struck at 10:30 GMT and at noon.", "10:30 GMT=2021-11-10T10:30 | noon=2021-11-10T12:00");
    check("Doors open tonight at 8:15pm.", "tonight=2021-11-10TNI | 8:15pm=2021-11-10T20:15");
}

#[test]
fn words_that_only_look_like_time_are_no_dates() {
    check("You may march on, Sun said, in a fall of the second rank.", "");
    check("A 44-year-old man, 52 years old, paid $5 a year.", "");
    check("They counted 1984 votes and 2,000 people.", "");
    check("April Rowe and August Lind met May Tran.", "");
    check("It scored 3:2 and rose 2.5 percent.", "");
    check("Three-quarters of it, four flights a week.", "");
    check("No man had seen so many.", "");
}

/// The names within the dates that are found.
fn check_names(text: &str, expected: &str) {
    let document = Document::from_text_with(text, published_on(PUBLISHED));
    let found = dates::find(&document);
    let named = dates::names(&document, found.iter().map(|date| date.span));
    let names: Vec<_> = named.iter().map(|(span, _)| document.slice(*span)).collect();
    assert_eq!(names.join(" | "), expected, "in: {text}");
}

#[test]
fn the_name_within_a_date_is_what_the_calendar_has() {
    check_names("Early Tuesday morning and late last November.", "Tuesday | November");
    check_names("In March this year, at the end of June 2018, every Monday.", "March | June 2018 | Monday");
    check_names("At 5 p.m. on Friday, July 15, 2022.", "Friday, July 15, 2022");
    check_names("At 10:30 GMT on the 25th of July 2022.", "10:30 GMT | 25th of July 2022");
    check_names("From July 10 to 17, 2022, and 28-31 May.", "July 10 to 17, 2022 | 28-31 May");
    check_names("In office (2008-2009); from 2010 to 2012; in 2021/22.", "2008-2009 | 2010 | 2012 | 2021/22");
    check_names(
        "In the 1990s, last Christmas Eve, on New Year's Eve 1999.",
        "1990s | Christmas Eve | New Year's Eve 1999",
    );
    check_names("Dated 2021-10-05 and 12/25/2021.", "2021-10-05 | 12/25/2021");
    check_names("On Tuesday 26/07/2022 and 05-08-2021.", "Tuesday 26/07/2022 | 05-08-2021");
    check_names("In the 2021/2022 season; written in 1558-9.", "2021/2022 | 1558-9");
    check_names("From June 26 to 27 where it rained; on June 12-18 this year.", "June 26 to 27 | June 12-18");
    check_names("In the '80s and the late ‘90s.", "'80s | ‘90s");
    check_names("This January 10, 2020, it froze.", "January 10, 2020");
}

#[test]
fn relative_dates_have_no_names() {
    check_names("Two weeks ago, last year, now, recently, at 9 a.m., today, for years, in the quarter.", "");
    check_names("In the late 19th century; nineteenth-century houses.", "");
    check_names("For half a century, this century, more than 1000 children.", "");
    check_names("More than 1000 days and 1462 hours; it won 1958-3.", "1958");
}

#[test]
fn without_a_day_of_publication_only_what_is_said_is_known() {
    let document = Document::from_text("On Tuesday he said 7 November, yesterday or last week. By 2023.");
    let expected =
        "Tuesday=XXXX-WXX-2 | 7 November=XXXX-11-07 | yesterday=XXXX-XX-XX | last week=XXXX-WXX | 2023=2023";
    assert_eq!(render(&document), expected);
}

#[test]
fn the_byline_tells_the_day_of_publication() {
    let block = |role, text: &str| Block { role, text: text.to_owned() };
    let blocks = [
        block(Role::Title, "Bridge of 3 May 1911 to close"),
        block(Role::Byline, "By Ada Lund, 10 November 2021"),
        block(Role::Paragraph, "The council decided so yesterday."),
        block(Role::Boilerplate, "Updated on 5 May 2001"),
    ];
    let document = Document::from_blocks(&blocks, Meta::default());
    let expected = "3 May 1911=1911-05-03 | 10 November 2021=2021-11-10 | yesterday=2021-11-09";
    assert_eq!(render(&document), expected);
}

proptest! {
    #[test]
    fn any_text_on_any_day(
        text in "(\\PC|\r\n|\0|last |two |and a half |weeks? ago|Nov\\. |May 5|, 2021|2021-|[0-9/:.]{1,9}|the |a\\.m\\. |é|😀){0,40}",
        year in prop_oneof![Just(-9999i16), Just(9999), Just(0), 1000i16..2100],
        month in 1i8..=12,
        day in 1i8..=28,
    ) {
        let published = Some(Date::new(year, month, day).expect("every month has 28 days"));
        for meta in [Meta::default(), Meta { published, ..Meta::default() }] {
            let document = Document::from_text_with(text.clone(), meta);
            let found = dates::find(&document);
            for date in &found {
                prop_assert!(date.span.get(document.text()).is_some_and(|s| !s.is_empty()));
                prop_assert!(!date.timex.value.is_empty());
            }
            let named = dates::names(&document, found.iter().map(|date| date.span));
            for (span, _) in &named {
                prop_assert!(span.get(document.text()).is_some_and(|s| !s.is_empty()));
            }
            prop_assert!(named.windows(2).all(|pair| pair[0].0.end() <= pair[1].0.start()));
            for pair in found.windows(2) {
                prop_assert!(pair[0].span.end() <= pair[1].span.start(), "in order, disjoint");
            }
        }
    }
}
