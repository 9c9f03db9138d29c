//! Who speaks in several articles: one line a speaker, `name: articles quotations words first–last`.

use crate::document::{Document, Meta};
use crate::project::speaking::{SpeakingStatistics, SpokenArticle, Voice, speaking};
use crate::recognise::annotate;

fn article(text: &str, day: &str, url: &str) -> Document {
    let published = (!day.is_empty()).then(|| day.parse().unwrap());
    Document::from_text_with(text, Meta { published, url: Some(url.to_owned()), ..Meta::default() })
}

fn found(articles: &[Document]) -> SpeakingStatistics {
    let sets: Vec<_> = articles.iter().map(annotate).collect();
    let spoken: Vec<SpokenArticle> =
        articles.iter().zip(&sets).map(|(document, set)| SpokenArticle { document, set }).collect();
    speaking(&spoken)
}

#[track_caller]
fn check(articles: &[Document], expected: &[&str]) -> SpeakingStatistics {
    let found = found(articles);
    let lines: Vec<String> = found
        .speakers
        .iter()
        .map(|one| {
            let name = match &one.voice {
                Voice::Unnamed => "(no name)",
                Voice::Nobody => "(nobody)",
                voice => voice.name().unwrap(),
            };
            let days = one.days.map_or(String::new(), |(first, last)| format!(" {first}–{last}"));
            format!("{name}: {} {} {}{days}", one.articles.len(), one.all.quotations, one.all.words)
        })
        .collect();
    assert_eq!(lines, expected);
    let sum: f64 = found.speakers.iter().map(|one| one.share).sum();
    assert!((sum - 1.0).abs() < 1e-9);
    found
}

#[test]
fn the_same_full_name_is_one_person_in_all_articles() {
    let found = check(
        &[
            article("“It stays where it is,” said Ida Moor.", "2024-05-03", "https://www.example.org/a"),
            article(
                "“No,” said Mayor Ida Moor. A spokesman said that it was late.",
                "2024-06-01",
                "https://example.org/b",
            ),
            article(
                "“We shall see,” said Moor on Monday.\n\n“I doubt it,” said Jan Bell.",
                "",
                "https://news.example/c?x",
            ),
        ],
        &[
            "Ida Moor: 2 2 6 2024-05-03–2024-06-01",
            "Jan Bell: 1 1 3",
            "Moor: 1 1 3",
            "(no name): 1 1 4 2024-06-01–2024-06-01",
        ],
    );
    let moor = &found.speakers[0];
    let publishers: Vec<(&str, usize)> =
        moor.by_publisher.iter().map(|(name, spoken)| (name.as_str(), spoken.quotations)).collect();
    assert_eq!(publishers, [("example.org", 2)]);
    assert_eq!(moor.by_month.keys().collect::<Vec<_>>(), ["2024-05", "2024-06"]);
    // A surname alone is only proposed to be hers.
    let proposals: Vec<(&str, &[String])> =
        found.proposals.iter().map(|p| (p.short.as_str(), p.full.as_slice())).collect();
    assert_eq!(proposals, [("Moor", ["Ida Moor".to_owned()].as_slice())]);
}

#[test]
fn two_of_one_surname_stay_two() {
    let found = check(
        &[
            article("“It stays,” said Ida Moor.", "", ""),
            article("“It stays,” said Jan Moor.", "", ""),
            article("“It stays,” said Moor.", "", ""),
        ],
        &["Ida Moor: 1 1 2", "Jan Moor: 1 1 2", "Moor: 1 1 2"],
    );
    assert_eq!(found.proposals[0].full, ["Ida Moor", "Jan Moor"]);
}

#[test]
fn nothing_said_is_no_statistics() {
    assert_eq!(found(&[]), SpeakingStatistics::default());
    assert!(found(&[article("Nothing happened.", "", "")]).speakers.is_empty());
}
