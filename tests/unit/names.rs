//! Which mentions share a name, and who is meant by the words that name a quotation's source.
//!
//! In the texts here `[Ada Lund|PERSON]` is a mention, `{she}` names a source, `<<…>>` is what that source says.

use crate::annotation::{EntityKind, QuoteKind, SourceKind, Why};
use crate::document::Document;
use crate::recognise::found::{FoundEntity, FoundQuote};
use crate::recognise::{names, speakers};
use crate::span::Span;
use proptest::prelude::*;

#[derive(Default)]
struct Marked {
    text: String,
    entities: Vec<FoundEntity>,
    speakers: Vec<Span>,
    said: Vec<Span>,
}

fn kind(label: &str) -> EntityKind {
    serde_json::from_str(&format!("\"{label}\"")).expect("a kind of entity")
}

fn read(marked: &str) -> Marked {
    let mut read = Marked::default();
    let (mut open, mut rest) = (vec![], marked);
    while let Some(c) = rest.chars().next() {
        let here = read.text.len();
        match c {
            '[' | '{' => open.push(here),
            '|' => {
                let (label, after) = rest[1..].split_once(']').expect("a mention ends in ]");
                let span = Span::new(open.pop().expect("a mention begins with ["), here);
                let name = span.get(&read.text).expect("inside the text").to_owned();
                read.entities.push(FoundEntity {
                    span,
                    kind: kind(label),
                    name,
                    confidence: 1.0,
                    why: Why::Context,
                });
                rest = after;
                continue;
            }
            '}' => read.speakers.push(Span::new(open.pop().expect("a source begins with {"), here)),
            '<' if rest.starts_with("<<") => {
                open.push(here);
                rest = &rest[1..];
            }
            '>' if rest.starts_with(">>") => {
                read.said.push(Span::new(open.pop().expect("what is said begins with <<"), here));
                rest = &rest[1..];
            }
            c => read.text.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    read
}

/// The mentions, each with its name where that is another.
fn check_names(marked: &str, expected: &str) {
    let Marked { text, mut entities, .. } = read(marked);
    let document = Document::from_text(text);
    names::fold(&document, &mut entities);
    let lines: Vec<_> =
        entities.iter().map(|entity| format!("{}={}", document.slice(entity.span), entity.name)).collect();
    assert_eq!(lines.join(" | "), expected, "in: {marked}");
}

/// The sources, each with the name that is found for it.
fn check_speakers(marked: &str, expected: &str) {
    let Marked { text, mut entities, speakers, said } = read(marked);
    let document = Document::from_text(text);
    names::fold(&document, &mut entities);
    assert_eq!(speakers.len(), said.len(), "each source says one thing");
    let mut quotes: Vec<_> = speakers.iter().zip(said).map(|(speaker, said)| quote(*speaker, said)).collect();
    speakers::name_speakers(&document, &entities, &mut quotes);
    let name = |quote: &FoundQuote| quote.speaker_name.clone().unwrap_or_else(|| "?".to_owned());
    let lines: Vec<_> =
        quotes.iter().zip(&speakers).map(|(q, at)| format!("{}={}", document.slice(*at), name(q))).collect();
    assert_eq!(lines.join(" | "), expected, "in: {marked}");
}

fn quote(speaker: Span, said: Span) -> FoundQuote {
    FoundQuote {
        spans: vec![said],
        kind: QuoteKind::Direct,
        source_kind: SourceKind::Cued,
        is_question: false,
        speaker: Some(speaker),
        speaker_name: None,
        cue: None,
        confidence: 1.0,
        words_confidence: 0.9,
        why: Why::MarksAndCue,
    }
}

#[test]
fn surnames_take_the_full_name() {
    check_names(
        "[Ada Lund|PERSON] met [Omar al-Hadid|PERSON]. [Lund|PERSON] left; [Al-Hadid|PERSON] and [Hadid|PERSON] stayed.",
        "Ada Lund=Ada Lund | Omar al-Hadid=Omar al-Hadid | Lund=Ada Lund | Al-Hadid=Omar al-Hadid | Hadid=Omar al-Hadid",
    );
    check_names("[Lund|PERSON] won. [Ada Lund|PERSON] is 40.", "Lund=Ada Lund | Ada Lund=Ada Lund");
    check_names(
        "[Andrés Manuel Lara Ortega|PERSON] and [Lara Ortega|PERSON]",
        "Andrés Manuel Lara Ortega=Andrés Manuel Lara Ortega | Lara Ortega=Andrés Manuel Lara Ortega",
    );
}

#[test]
fn spellings_of_one_name_are_joined() {
    check_names(
        "[Hadi Al-Nuri|PERSON], [Hadi al-Nuri|PERSON], [HADI AL-NURI|PERSON]",
        "Hadi Al-Nuri=Hadi Al-Nuri | Hadi al-Nuri=Hadi Al-Nuri | HADI AL-NURI=Hadi Al-Nuri",
    );
    check_names(
        "[MARIE DUPRÉ|PERSON] or [Marie Dupre|PERSON]",
        "MARIE DUPRÉ=Marie Dupre | Marie Dupre=Marie Dupre",
    );
    check_names(
        "[Qasem Sulemani|PERSON] alias [Qassem Sulemany|PERSON]",
        "Qasem Sulemani=Qassem Sulemany | Qassem Sulemany=Qassem Sulemany",
    );
    check_names(
        "[Ann B. Cole|PERSON] is [Ann Cole|PERSON]",
        "Ann B. Cole=Ann B. Cole | Ann Cole=Ann B. Cole",
    );
    check_names("[A. Cole|PERSON] is [Ann Cole|PERSON]", "A. Cole=Ann Cole | Ann Cole=Ann Cole");
    check_names("[Kato Emi|PERSON] is [Emi Kato|PERSON]", "Kato Emi=Kato Emi | Emi Kato=Kato Emi");
}

#[test]
fn diacritics_and_short_given_names_do_not_count() {
    check_names(
        "[Zahā Ḥadīm|PERSON] or [Zaha Hadim|PERSON]",
        "Zahā Ḥadīm=Zahā Ḥadīm | Zaha Hadim=Zahā Ḥadīm",
    );
    check_names("[William Orr|PERSON], [Bill Orr|PERSON]", "William Orr=William Orr | Bill Orr=William Orr");
    check_names("[William Orr|PERSON], [Bob Orr|PERSON]", "William Orr=William Orr | Bob Orr=Bob Orr");
    check_names(
        "[St. Odile|PERSON], [Saint Odile|PERSON]",
        "St. Odile=Saint Odile | Saint Odile=Saint Odile",
    );
    check_names(
        "[Zakhary Petrovich Orlov|PERSON], [Zachary Orlov|PERSON]",
        "Zakhary Petrovich Orlov=Zakhary Petrovich Orlov | Zachary Orlov=Zakhary Petrovich Orlov",
    );
}

#[test]
fn a_misspelt_surname_is_that_of_the_only_one_so_called() {
    check_names(
        "[Nader Seyhoun|PERSON] spoke. [Seyhoon|PERSON] left.",
        "Nader Seyhoun=Nader Seyhoun | Seyhoon=Nader Seyhoun",
    );
    check_names(
        "[Nader Seyhoun|PERSON] met [Ada Seyhoum|PERSON]. [Seyhoup|PERSON] left.",
        "Nader Seyhoun=Nader Seyhoun | Ada Seyhoum=Ada Seyhoum | Seyhoup=Seyhoup",
    );
    check_names("[Ada Lund|PERSON] and [Lind|PERSON]", "Ada Lund=Ada Lund | Lind=Lind");
}

#[test]
fn an_institution_is_the_only_one_of_its_kind() {
    check_names(
        "The [Senate|ORG] met; the [Norland Senate|ORG] was full.",
        "Senate=Norland Senate | Norland Senate=Norland Senate",
    );
    check_names(
        "The [Senate|ORG], the [Norland Senate|ORG], the [Sudland Senate|ORG].",
        "Senate=Senate | Norland Senate=Norland Senate | Sudland Senate=Sudland Senate",
    );
    check_names("The [Bell|ORG] and [Bell Two|ORG].", "Bell=Bell | Bell Two=Bell Two");
    check_names(
        "The [Overland Pension Investment Corporation|ORG] ([OPIC|ORG])",
        "Overland Pension Investment Corporation=Overland Pension Investment Corporation | \
         OPIC=Overland Pension Investment Corporation",
    );
}

#[test]
fn two_of_one_surname_stay_apart() {
    check_names(
        "[John Cole|PERSON] met [Mary Cole|PERSON]. Mr [Cole|PERSON] spoke, then Mrs [Cole|PERSON].",
        "John Cole=John Cole | Mary Cole=Mary Cole | Cole=John Cole | Cole=Mary Cole",
    );
    check_names(
        "[John Cole|PERSON] spoke. [Cole|PERSON] left. His wife, [Mary Cole|PERSON], stayed. [Cole|PERSON] came back.",
        "John Cole=John Cole | Cole=John Cole | Mary Cole=Mary Cole | Cole=John Cole",
    );
    check_names(
        "[George W. Cole|PERSON] and [George H. Cole|PERSON]",
        "George W. Cole=George W. Cole | George H. Cole=George H. Cole",
    );
    check_names("[Maria Lind|PERSON], [Mario Lind|PERSON]", "Maria Lind=Maria Lind | Mario Lind=Mario Lind");
}

#[test]
fn persons_are_no_places() {
    check_names(
        "[Paul Lincoln|PERSON] of [Lincoln|GPE] and the [Lincoln Trust|ORG]",
        "Paul Lincoln=Paul Lincoln | Lincoln=Lincoln | Lincoln Trust=Lincoln Trust",
    );
}

#[test]
fn acronyms_take_the_long_form() {
    check_names(
        "The [European Union|ORG] ([EU|ORG]) said. The [EU|ORG]’s line.",
        "European Union=European Union | EU=European Union | EU=European Union",
    );
    check_names(
        "[UN|ORG] aid. The [United Nations|ORG] and the [World Food Programme|ORG] ([WFP|ORG])",
        "UN=United Nations | United Nations=United Nations | World Food Programme=World Food Programme | WFP=World Food Programme",
    );
    check_names(
        "the [Workers' Party of Ruritania|ORG] ([PTR|ORG]) and the [PTR|ORG]",
        "Workers' Party of Ruritania=Workers' Party of Ruritania | PTR=Workers' Party of Ruritania | PTR=Workers' Party of Ruritania",
    );
    check_names(
        "the [U.S.|GPE] and the [United States|GPE]",
        "U.S.=United States | United States=United States",
    );
    check_names("[NATO|ORG] and the [New Arts Theatre|ORG]", "NATO=NATO | New Arts Theatre=New Arts Theatre");
}

#[test]
fn organisations_are_called_by_short_forms() {
    check_names("[Norvik Oil Inc.|ORG], [Norvik Oil|ORG], [Norvik|ORG]", {
        "Norvik Oil Inc.=Norvik Oil Inc. | Norvik Oil=Norvik Oil Inc. | Norvik=Norvik Oil Inc."
    });
    check_names(
        "the [House of Commons|ORG]; the [House|ORG]",
        "House of Commons=House of Commons | House=House of Commons",
    );
    check_names("[TVN|ORG] owns [TVN Sport|ORG]. [TVN|ORG] said", "TVN=TVN | TVN Sport=TVN Sport | TVN=TVN");
    check_names("[Kansas|GPE] and [Kansas City|GPE]", "Kansas=Kansas | Kansas City=Kansas City");
}

#[test]
fn parts_of_an_organisation_are_not_the_whole() {
    check_names(
        "[NRK News|ORG] and [NRK|ORG]; [Little NRK|ORG]; the [Bell University School of Law|ORG], [Bell University|ORG]",
        "NRK News=NRK News | NRK=NRK | Little NRK=Little NRK | \
         Bell University School of Law=Bell University School of Law | Bell University=Bell University",
    );
    check_names(
        "The [University of Norvik|ORG] moved to [Norvik|ORG].",
        "University of Norvik=University of Norvik | Norvik=Norvik",
    );
    check_names(
        "The [House of Lords|ORG] sat. The [Lords|ORG] voted.",
        "House of Lords=House of Lords | Lords=House of Lords",
    );
    check_names(
        "The [Lund Institute for Ice|ORG] opened. The [Institute|ORG] is new.",
        "Lund Institute for Ice=Lund Institute for Ice | Institute=Lund Institute for Ice",
    );
}

#[test]
fn departments_have_two_forms() {
    check_names(
        "The [Ministry of Foreign Affairs|ORG], or [Foreign Ministry|ORG], and the [Ministry of Defence|ORG]",
        "Ministry of Foreign Affairs=Ministry of Foreign Affairs | Foreign Ministry=Ministry of Foreign Affairs | \
         Ministry of Defence=Ministry of Defence",
    );
    check_names(
        "The [Justice Department|ORG]. The [Department of Justice|ORG].",
        "Justice Department=Department of Justice | Department of Justice=Department of Justice",
    );
}

#[test]
fn names_cut_short_are_written_out() {
    check_names("[St. Ives|GPE], [Saint Ives|GPE]", "St. Ives=Saint Ives | Saint Ives=Saint Ives");
    check_names(
        "The [U.S. Army|ORG] is the [United States Army|ORG].",
        "U.S. Army=United States Army | United States Army=United States Army",
    );
    check_names(
        "[Rio de Prata|GPE] is hot. [Rio|GPE] sleeps. [Lake City|GPE] is not [Lake|GPE].",
        "Rio de Prata=Rio de Prata | Rio=Rio de Prata | Lake City=Lake City | Lake=Lake",
    );
    check_names(
        "The [Vesta Comet 5|PRODUCT] is out. The [Comet 5|PRODUCT] is fast; [Vesta|ORG] is glad.",
        "Vesta Comet 5=Vesta Comet 5 | Comet 5=Vesta Comet 5 | Vesta=Vesta",
    );
}

#[test]
fn other_names_that_the_article_gives_are_joined() {
    check_names(
        "[Ada Lund|PERSON], also known as [Zev|PERSON], sang. [Lund|PERSON] bowed. “More, [Zev|PERSON]!”",
        "Ada Lund=Ada Lund | Zev=Ada Lund | Lund=Ada Lund | Zev=Ada Lund",
    );
    check_names(
        "[Chirpy|ORG], formerly [Peep|ORG], and [Ada Lund|PERSON] (née [Berg|PERSON])",
        "Chirpy=Chirpy | Peep=Chirpy | Ada Lund=Ada Lund | Berg=Ada Lund",
    );
    check_names(
        "[Lavik|GPE] (now [Norhavn|GPE]) and [Osaka Bay|LOC] ([Japanese|NORP]: [大阪湾|LOC])",
        "Lavik=Lavik | Norhavn=Lavik | Osaka Bay=Osaka Bay | Japanese=Japanese | 大阪湾=Osaka Bay",
    );
    check_names("[Asprena|PERSON] or [Asprenas|PERSON]", "Asprena=Asprena | Asprenas=Asprena");
}

#[test]
fn other_names_may_stand_in_a_row() {
    check_names(
        "[Norvik Business School|ORG], also referred to as [NBS|ORG] or simply [Norvik|ORG], is new.",
        "Norvik Business School=Norvik Business School | NBS=Norvik Business School | Norvik=Norvik Business School",
    );
    check_names(
        "[Kurt Orlov|PERSON] wrote under the pseudonyms [Peter Falke|PERSON], [Theo Baer|PERSON] and [Ignaz Rabe|PERSON]; [Ada Lund|PERSON] read.",
        "Kurt Orlov=Kurt Orlov | Peter Falke=Kurt Orlov | Theo Baer=Kurt Orlov | Ignaz Rabe=Kurt Orlov | Ada Lund=Ada Lund",
    );
    check_names(
        "[Peep|ORG] (initially called the [Tweet House|ORG] and later renamed [Chirpy|ORG]) is for sale.",
        "Peep=Peep | Tweet House=Peep | Chirpy=Peep",
    );
    check_names("[Ada Lund|PERSON] (a.k.a. [Zev|PERSON]) sang.", "Ada Lund=Ada Lund | Zev=Ada Lund");
    check_names("[Lavik|GPE] or [Torvik|GPE]; [Oslo|GPE] or [Bergen|GPE]", {
        "Lavik=Lavik | Torvik=Torvik | Oslo=Oslo | Bergen=Bergen"
    });
}

#[test]
fn an_article_may_begin_with_two_names() {
    check_names(
        "[Lavikite|MISC] or [Torvik spar|MISC] is a stone. [Lavikite|MISC] or [Norhavn quartz|MISC] is a good choice.",
        "Lavikite=Lavikite | Torvik spar=Lavikite | Lavikite=Lavikite | Norhavn quartz=Norhavn quartz",
    );
    check_names("[Gambia|GPE] or [Zambia|GPE] is a good choice.", "Gambia=Gambia | Zambia=Zambia");
    check_names("[Cole|PERSON] or [Reed|PERSON] is a liar.", "Cole=Cole | Reed=Reed");
    check_names(
        "[Lavik FC|ORG] or [Norhavn FC|ORG] is the likely winner.",
        "Lavik FC=Lavik FC | Norhavn FC=Norhavn FC",
    );
}

#[test]
fn an_acronym_is_what_its_bracket_says() {
    check_names(
        "[University College Hospital|ORG] joins the [University College of Lavik Hospitals|ORG] ([UCLH|ORG]). [UCLH|ORG] grows.",
        "University College Hospital=University College Hospital | \
         University College of Lavik Hospitals=University College of Lavik Hospitals | \
         UCLH=University College of Lavik Hospitals | UCLH=University College of Lavik Hospitals",
    );
    check_names(
        "[Norvik Oil|ORG] fired [Ada Lund|PERSON] ([SDP|ORG]). The [Social Democratic Party|ORG] wept.",
        "Norvik Oil=Norvik Oil | Ada Lund=Ada Lund | SDP=Social Democratic Party | \
         Social Democratic Party=Social Democratic Party",
    );
}

#[test]
fn a_translation_in_brackets_is_another_name() {
    check_names(
        "[Han Lei|PERSON], also known in [Mongolian|NORP] as [Senbor|PERSON], and the film “[Havstuen|WORK]” (“[The Sea Room|WORK]”)",
        "Han Lei=Han Lei | Mongolian=Mongolian | Senbor=Han Lei | Havstuen=Havstuen | The Sea Room=Havstuen",
    );
    check_names(
        "[Norhavn Area|LOC] ([Greater Lavik Area|LOC]) is flat; [Lavik|GPE] ([Sogn|GPE]) is not.",
        "Norhavn Area=Norhavn Area | Greater Lavik Area=Norhavn Area | Lavik=Lavik | Sogn=Sogn",
    );
    check_names(
        "[Ada Lund|PERSON], whose real name is [Mia Roth|PERSON], sang with [Eva Berg|PERSON] (stage name [Zev|PERSON]).",
        "Ada Lund=Ada Lund | Mia Roth=Ada Lund | Eva Berg=Eva Berg | Zev=Eva Berg",
    );
}

#[test]
fn a_name_given_to_somebody_else_is_no_other_name() {
    let apart = |marked: &str| {
        let all: Vec<String> =
            read(marked).entities.into_iter().map(|e| format!("{0}={0}", e.name)).collect();
        check_names(marked, &all.join(" | "));
    };
    apart(
        "[Cole|PERSON] later named [Reed|PERSON] as head. [Roth|PERSON], who once called [Berg|PERSON] a liar",
    );
    apart("[Cole|PERSON] nicknamed [Reed|PERSON] so. [Roth|PERSON] is known by [Berg|PERSON].");
    apart(
        "[Cole|PERSON] wants [Reed|PERSON] or just [Roth|PERSON]. [Eva Lind|PERSON] is known as [Berg|PERSON]'s aide.",
    );
    apart(
        "The song of [Ada Lund|PERSON] was originally called [Havet|WORK]. [Norvik Oil|ORG] stands for [Lavik|GPE].",
    );
    apart("[Lavik|GPE], the capital of [Norland|GPE], formerly known as [Torvik|GPE], is cold.");
    apart("[Ada Lund|PERSON]. Also known as [Zev|PERSON] was [Mia Roth|PERSON].");
    apart("She left [Ada Lund|PERSON] under her real name. [Zev|PERSON] stayed.");
}

#[test]
fn one_letter_makes_another_name() {
    check_names("[Gambia|GPE] or [Zambia|GPE]", "Gambia=Gambia | Zambia=Zambia");
    check_names("[Boris|PERSON] or [Doris|PERSON]", "Boris=Boris | Doris=Doris");
}

#[test]
fn two_known_names_are_no_spellings_of_each_other() {
    let pairs = "Niger Nigeria, Iran Iraq, Austria Australia, Mali Malawi, Slovakia Slovenia, Guinea Guyana";
    for (a, b) in pairs.split(", ").filter_map(|pair| pair.split_once(' ')) {
        check_names(&format!("[{a}|GPE] or [{b}|GPE]"), &format!("{a}={a} | {b}={b}"));
        check_names(&format!("[{b}|GPE] or [{a}|GPE]"), &format!("{b}={b} | {a}={a}"));
    }
    check_names(
        "[Niger State|GPE] or [Nigeria State|GPE]",
        "Niger State=Niger State | Nigeria State=Nigeria State",
    );
    check_names("[Marie|PERSON] or [Maria|PERSON]", "Marie=Marie | Maria=Maria");
    check_names(
        "[Marie Berg|PERSON] or [Maria Lund|PERSON]; [John Cole|PERSON] or [Jon Reed|PERSON]",
        "Marie Berg=Marie Berg | Maria Lund=Maria Lund | John Cole=John Cole | Jon Reed=Jon Reed",
    );
    check_names("[Eva Hansen|PERSON] met [Hanson|PERSON].", "Eva Hansen=Eva Hansen | Hanson=Hanson");
    check_names(
        "[Mohamed Nuri|PERSON] or [Mohammed Nuri|PERSON]",
        "Mohamed Nuri=Mohammed Nuri | Mohammed Nuri=Mohammed Nuri",
    );
}

#[test]
fn a_transcription_may_follow_a_name_in_its_own_letters() {
    check_names(
        "[Lavik Bay|LOC] ([大阪湾|LOC] [Lavik-wan|LOC]) is cold.",
        "Lavik Bay=Lavik Bay | 大阪湾=Lavik Bay | Lavik-wan=Lavik Bay",
    );
}

#[test]
fn between_two_of_one_surname_the_first_is_meant() {
    check_names(
        "[John Cole|PERSON] came with [Mary Cole|PERSON]. [Cole|PERSON] spoke.",
        "John Cole=John Cole | Mary Cole=Mary Cole | Cole=John Cole",
    );
    check_names(
        "[John Cole|PERSON] came with [Mary Cole|PERSON]. [Mary Cole|PERSON] sat. [Cole|PERSON] spoke.",
        "John Cole=John Cole | Mary Cole=Mary Cole | Mary Cole=Mary Cole | Cole=Mary Cole",
    );
}

#[test]
fn brackets_and_verbs_say_other_things_as_well() {
    check_names(
        "[Ada Lund|PERSON] ([Norland|GPE]) beat [Mia Berg|PERSON] ([Fatah Front|ORG]) or [Eva Roth|PERSON].",
        "Ada Lund=Ada Lund | Norland=Norland | Mia Berg=Mia Berg | Fatah Front=Fatah Front | Eva Roth=Eva Roth",
    );
    check_names(
        "[Cole|PERSON] called [Reed|PERSON] a liar, and [Reed|PERSON], formerly [Norvik Oil|ORG]’s head, named [Roth|PERSON].",
        "Cole=Cole | Reed=Reed | Reed=Reed | Norvik Oil=Norvik Oil | Roth=Roth",
    );
    check_names("[Lavik|GPE] ([Norland|GPE]) is cold.", "Lavik=Lavik | Norland=Norland");
    check_names("A [Turkish|NORP]-born [German|NORP] singer", "Turkish=Turkish | German=German");
}

#[test]
fn peoples_are_not_their_countries() {
    check_names(
        "[Turkey|GPE] and the [Turkish|NORP], [America|GPE] and [Americans|NORP]",
        "Turkey=Turkey | Turkish=Turkish | America=America | Americans=Americans",
    );
}

#[test]
fn blanks_and_numbers_do_not_count() {
    check_names(
        "[Web Works|ORG] and [WebWorks|ORG]; [Norland One|ORG] is [Norland1|ORG]; Lord [Annebrook|PERSON] is [Anne Brook|PERSON].",
        "Web Works=Web Works | WebWorks=Web Works | Norland One=Norland One | Norland1=Norland One | \
         Annebrook=Anne Brook | Anne Brook=Anne Brook",
    );
}

#[test]
fn a_long_name_is_abridged_between_its_ends() {
    check_names(
        "[Ana Inés Ruiz y Solar|PERSON] came with [Ana Lara|PERSON]. [Ana Ruiz|PERSON] sang.",
        "Ana Inés Ruiz y Solar=Ana Inés Ruiz y Solar | Ana Lara=Ana Lara | Ana Ruiz=Ana Inés Ruiz y Solar",
    );
}

#[test]
fn rivers_and_bridges_leave_their_nouns_out() {
    check_names(
        "The [Laja River|LOC] rose; the [Laja|LOC] fell. The [Kuna River|LOC] runs to [Kuna|GPE].",
        "Laja River=Laja River | Laja=Laja River | Kuna River=Kuna River | Kuna=Kuna",
    );
    check_names(
        "[West Norland|GPE] or [Western Norland|GPE]; [South Africa|GPE] in [Southern Africa|LOC].",
        "West Norland=Western Norland | Western Norland=Western Norland | South Africa=South Africa | \
         Southern Africa=Southern Africa",
    );
}

#[test]
fn a_faith_is_more_than_what_is_named_after_it() {
    check_names(
        "[Norvik Catholic|ORG], a paper: the [Catholic|ORG] vote. The [Committee against Noise|ORG], the [Committee|ORG]",
        "Norvik Catholic=Norvik Catholic | Catholic=Catholic | Committee against Noise=Committee against Noise | \
         Committee=Committee against Noise",
    );
}

#[test]
fn names_are_sources() {
    check_speakers("[Ada Lund|PERSON] won. <<“It was hard,”>> said {[Lund|PERSON]}.", "Lund=Ada Lund");
    check_speakers(
        "{[Fatah Front|ORG] leader [Hadi al-Nuri|PERSON]} said <<so>>.",
        "Fatah Front leader Hadi al-Nuri=Hadi al-Nuri",
    );
    check_speakers(
        "{The head of the [Fatah Front|ORG], [Hadi al-Nuri|PERSON],} said <<so>>.",
        "The head of the Fatah Front, Hadi al-Nuri,=Hadi al-Nuri",
    );
    check_speakers("The {[Fatah Front|ORG]} said <<so>>.", "Fatah Front=Fatah Front");
}

#[test]
fn a_role_means_its_only_holder_whatever_else_is_said_of_it() {
    check_speakers(
        "{The islands' political leader} said <<so>>. The leader of the islands' [Moll Guild|ORG], [Ivo Moll|PERSON], left.",
        "The islands' political leader=Ivo Moll",
    );
    check_speakers(
        "[Moll Guild|ORG] leader [Ivo Moll|PERSON] came. {The [Shia|NORP] political leader} said <<so>>.",
        "The Shia political leader=Ivo Moll",
    );
    check_speakers(
        "[Ray Holt|PERSON], the governor, came. {The [Texas|GPE] governor} said <<so>>.",
        "The Texas governor=Ray Holt",
    );
    check_speakers(
        "[Ada Moll|PERSON], the nominee, came. {The presumptive nominee} said <<so>>.",
        "The presumptive nominee=Ada Moll",
    );
    check_speakers(
        "[Texas|GPE] governor [Ray Holt|PERSON] came. {The [California|GPE] governor} said <<so>>.",
        "The California governor=California governor",
    );
    check_speakers(
        "[Labour|ORG] leader [Ada Moll|PERSON] came. {The union leader} said <<so>>.",
        "The union leader=union leader",
    );
    check_speakers(
        "The mayor told the board, [Ada Moll|PERSON] said. {The mayor} said <<so>>.",
        "The mayor=mayor",
    );
}

#[test]
fn a_participle_says_whom_a_role_serves() {
    check_speakers(
        "[Ada Lund|PERSON] left. {The lawyer representing [Lund|PERSON]} said <<so>>. {Lawyers defending [Lund|PERSON]} said <<so>>.",
        "The lawyer representing Lund=lawyer representing Lund | Lawyers defending Lund=lawyers defending Lund",
    );
    check_speakers("{Acting director [Ada Lund|PERSON]} said <<so>>.", "Acting director Ada Lund=Ada Lund");
    check_speakers(
        "{The bank's acting chief [Ada Lund|PERSON]} said <<so>>.",
        "The bank's acting chief Ada Lund=Ada Lund",
    );
}

#[test]
fn a_headline_gives_a_name_no_more_words() {
    check_names(
        "[Ada Lund Slams|PERSON] Port\n\n[Ada Lund|PERSON] spoke to the board on Monday. [Lund|PERSON] left.",
        "Ada Lund Slams=Ada Lund | Ada Lund=Ada Lund | Lund=Ada Lund",
    );
    check_names(
        "[Ada Inga Lund|PERSON] Slams Port\n\n[Ada Lund|PERSON] spoke to the board on Monday. [Lund|PERSON] left.",
        "Ada Inga Lund=Ada Inga Lund | Ada Lund=Ada Inga Lund | Lund=Ada Inga Lund",
    );
    check_names(
        "[Ada Lund Berg|PERSON] spoke to the board on Monday and then she left. [Ada Lund|PERSON] came back.",
        "Ada Lund Berg=Ada Lund Berg | Ada Lund=Ada Lund Berg",
    );
}

#[test]
fn they_may_be_one_person() {
    check_speakers(
        "[Quill Vale|PERSON], who uses they/them, met the [Harbour Guild|ORG]. {They} said <<so>>.",
        "They=Quill Vale",
    );
    check_speakers("[Ren Vale|PERSON] opened the door. <<So>>, {they} said.", "they=Ren Vale");
    check_speakers("[Quill Vale|PERSON] met voters. <<So>>, {they} said.", "they=?");
    check_speakers("[Quill Vale|PERSON] met [Ada Lund|PERSON]. <<So>>, {they} said.", "they=?");
    let goes_on = |between: &str| {
        format!(
            "[Norvik Oil|ORG] lost. <<“Alas,”>> {{[Ren Vale|PERSON]}} said.{between} The pond, {{they}} said, <<went dry>>."
        )
    };
    check_speakers(&goes_on(""), "Ren Vale=Ren Vale | they=Ren Vale");
    check_speakers(&goes_on(" Rain fell."), "Ren Vale=Ren Vale | they=Ren Vale");
    check_speakers(&goes_on(" Voters left."), "Ren Vale=Ren Vale | they=Norvik Oil");
    check_speakers(&goes_on(" Rain fell. It froze. It snowed."), "Ren Vale=Ren Vale | they=Norvik Oil");
    check_speakers(
        "[Norvik Oil|ORG] lost. <<“Alas,”>> {[Ada Lund|PERSON]} said. The pond, {they} said, <<went dry>>.",
        "Ada Lund=Ada Lund | they=Norvik Oil",
    );
}

#[test]
fn those_who_wrote_a_study_are_one_source() {
    check_speakers(
        "{Researchers at [Lund University|ORG]} said <<so>>. {The report's authors} wrote <<more>>. {They} said <<yes>>.",
        "Researchers at Lund University=researchers at Lund University | The report's authors=researchers at Lund University | They=researchers at Lund University",
    );
    check_speakers(
        "{The researchers} said <<so>>. {The [Lund University|ORG] scientists} said <<no>>.",
        "The researchers=researchers | The Lund University scientists=Lund University scientists",
    );
}

#[test]
fn an_answer_is_that_of_whoever_gave_it() {
    check_speakers("{The mayor's answer} was <<no>>.", "The mayor's answer=mayor");
}

#[test]
fn a_name_right_after_another_is_who_the_words_are_about() {
    check_speakers(
        "{The director of the [Norland Council|ORG] [Ada Lund|PERSON]} said <<it rained>>.",
        "The director of the Norland Council Ada Lund=Ada Lund",
    );
    check_speakers(
        "{A friend of [Ada Lund|PERSON]} said <<it rained>>.",
        "A friend of Ada Lund=friend of Ada Lund",
    );
}

#[test]
fn whoever_is_named_within_a_source_is_not_the_source() {
    check_speakers(
        "[Ada Lund|PERSON] fell. {A spokesman for [Lund|PERSON]} said <<so>>. {[Lund|PERSON]'s lawyer} agreed <<yes>>.",
        "A spokesman for Lund=spokesman for Lund | Lund's lawyer=Lund's lawyer",
    );
    check_speakers("{[Turkish|NORP] officials} said <<so>>.", "Turkish officials=Turkish officials");
}

#[test]
fn statements_belong_to_whoever_made_them() {
    check_speakers(
        "According to {a statement released by the [Fatah Front|ORG]’s media office}, <<it rains>>. {The statement} added <<more>>.",
        "a statement released by the Fatah Front’s media office=Fatah Front’s media office | The statement=Fatah Front’s media office",
    );
    check_speakers(
        "{A report from the [World Bank|ORG]} said <<so>>. {The study} said <<so>>.",
        "A report from the World Bank=World Bank | The study=study",
    );
}

#[test]
fn sources_without_a_name_are_described() {
    check_speakers(
        "{Police} said <<so>>. {The sources, who fled,} said <<so>>. {Two [US|GPE] officials familiar with it} said <<so>>.",
        "Police=police | The sources, who fled,=sources | Two US officials familiar with it=two US officials familiar with it",
    );
}

#[test]
fn roles_are_whom_the_article_says() {
    check_speakers(
        "Prime Minister [Ada Lund|PERSON] met the [Turkish|NORP] ambassador, [Ali Demir|PERSON]. <<“No,”>> {the prime minister} said. <<“Yes,”>> said {the ambassador}.",
        "the prime minister=Ada Lund | the ambassador=Ali Demir",
    );
    check_speakers(
        "[Eva Roth|PERSON], the club’s captain, lost to [Mia Berg|PERSON], its coach. <<“Sad,”>> {the captain} said. <<“Good,”>> said {a coach}.",
        "the captain=Eva Roth | a coach=coach",
    );
    check_speakers(
        "[Eva Roth|PERSON], a beekeeper, met the florist, [Mia Berg|PERSON]. <<“No,”>> said {the florist}. <<“Yes,”>> said {the beekeeper}.",
        "the florist=Mia Berg | the beekeeper=Eva Roth",
    );
    check_speakers(
        "[Eva Roth|PERSON] became harbour master in May. <<“Yes,”>> {the harbour master} said.",
        "the harbour master=Eva Roth",
    );
    check_speakers(
        "The head of the harbour union, [Eva Roth|PERSON], left. <<“Yes,”>> {the union leader} said.",
        "the union leader=Eva Roth",
    );
    check_speakers(
        "[Norland|GPE] Gov. [Eva Roth|PERSON] left. <<“Yes,”>> {the [Norland|GPE] governor} said.",
        "the Norland governor=Eva Roth",
    );
    check_speakers(
        "Outside the tower, [Eva Roth|PERSON] wept. {The tower} said <<no>>. {The club’s statement} said <<yes>>.",
        "The tower=tower | The club’s statement=club",
    );
    check_speakers(
        "[French|NORP] minister [Luc Morel|PERSON] spoke. {The [British|NORP] minister} said <<no>>.",
        "The British minister=British minister",
    );
}

#[test]
fn pronouns_follow_gender_subject_and_the_last_speaker() {
    check_speakers(
        "[Ada Lund|PERSON] met [John Cole|PERSON]. <<“Fine,”>> {he} said. <<“Good,”>> {she} said.",
        "he=John Cole | she=Ada Lund",
    );
    check_speakers(
        "<<“Fine,”>> {[John Cole|PERSON]} said of [Paul Reed|PERSON]. <<“Good,”>> {he} added.",
        "John Cole=John Cole | he=John Cole",
    );
    check_speakers(
        "<<“Fine,”>> {[John Cole|PERSON]} said. [Paul Reed|PERSON] wept. <<“Alas,”>> {he} said.",
        "John Cole=John Cole | he=Paul Reed",
    );
    check_speakers(
        "<<“[Paul Reed|PERSON] lies,”>> {[John Cole|PERSON]} said. <<“Always,”>> {he} said.",
        "John Cole=John Cole | he=John Cole",
    );
    check_speakers("It rained. <<“Alas,”>> {she} said.", "she=?");
}

#[test]
fn they_and_it_are_organisations_or_many() {
    check_speakers(
        "[Norvik Oil|ORG] lost. <<“Alas,”>> {it} said. {Two workers} said <<so>>. <<“Yes,”>> {they} said.",
        "it=Norvik Oil | Two workers=two workers | they=two workers",
    );
    check_speakers("[Norvik Oil|ORG] lost. <<“Alas,”>> {the company} said.", "the company=Norvik Oil");
}

#[test]
fn a_group_by_its_name_alone() {
    check_names(
        "The [Torvik Islands|LOC] are cold. The [Torviks|GPE] are far.",
        "Torvik Islands=Torvik Islands | Torviks=Torvik Islands",
    );
    check_names(
        "The [Norland Games|EVENT] began; the [Norlands|MISC] end in May.",
        "Norland Games=Norland Games | Norlands=Norland Games",
    );
    check_names(
        "The [Torvik Islands|LOC] of [Torviks|GPE].",
        "Torvik Islands=Torvik Islands | Torviks=Torviks",
    );
}

#[test]
fn two_persons_taken_for_one_lend_no_name() {
    check_names(
        "As [Reed & Lund|PERSON] say, [Reed|PERSON] and [Lund|PERSON] differ.",
        "Reed & Lund=Reed & Lund | Reed=Reed | Lund=Lund",
    );
}

#[test]
fn what_a_name_is_known_as_may_own_something() {
    check_names("[Torvik|GPE] is known as [Norland|GPE] 's cold heart.", "Torvik=Torvik | Norland=Norland");
}

#[test]
fn a_mention_behind_the_last_paragraph_stays_itself() {
    let document = Document::from_text("Ada Lund left.\r\n\r\n");
    let span = Span::new(16, 17);
    let name = document.slice(span).to_owned();
    let why = Why::Context;
    let mut entities = vec![FoundEntity { span, kind: EntityKind::Person, name, confidence: 1.0, why }];
    names::fold(&document, &mut entities);
    assert_eq!(entities.iter().map(|entity| entity.span).collect::<Vec<_>>(), [span]);
}

proptest! {
    #[test]
    fn any_mentions_in_any_text(
        text in "(\\PC|\r\n|\0|Ada |Lund |Mr |the |minister, |’s |\\(|\\)|, also known as |: |or |née |EU |é|😀|she ){0,60}",
        cuts in prop::collection::vec((0usize..400, 1usize..12, 0usize..9), 0..24),
    ) {
        let document = Document::from_text(text);
        let text = document.text();
        let kinds = ["PERSON", "ORG", "GPE", "NORP", "MISC", "MONEY", "EVENT", "LOC", "FAC"];
        let (mut entities, mut end): (Vec<FoundEntity>, usize) = (vec![], 0);
        let mut cuts = cuts;
        cuts.sort_unstable();
        for (start, length, label) in cuts {
            let span = Span::new(start.max(end), start.max(end) + length);
            let Some(name) = span.get(text) else { continue };
            end = span.end().index();
            let name = name.to_owned();
            entities.push(FoundEntity { span, kind: kind(kinds[label]), name, confidence: 1.0, why: Why::Context });
        }
        names::fold(&document, &mut entities);
        let mut quotes: Vec<_> = document.tokens().windows(3)
            .map(|w| quote(w[0].span.hull(w[1].span), w[2].span))
            .collect();
        speakers::name_speakers(&document, &entities, &mut quotes);
        for quote in quotes {
            prop_assert!(quote.speaker_name.is_none_or(|name| !name.is_empty()));
        }
    }
}
