//! The notice: each licence once, with the packages under it and who holds the rights.

use crate::expression;
use crate::licence_files::{self, LicenceFile, one_line};
use crate::packages::CarriedPackage;
use std::collections::BTreeMap;

/// What was learned or taken from data, and what else no package names.
pub(crate) const DATA: &str = include_str!("../data.txt");

const HEAD: &str = "\
What others made of Pullquote

Pullquote is licensed under MIT or Apache-2.0, at your option. Its page, its command line and its Python package carry
libraries and data that others made, under the licences below. `cargo run -p licences` writes this file.
";

const PACKAGES: &str = "\
LIBRARIES

Each library is carried by the page, by the command line, by the Python package, or by several. None has been changed; the source of each is at
the address beside its name and at https://crates.io/crates/NAME/VERSION.
";

/// Packages under one wording of a licence.
struct Wording<'p> {
    text: String,
    packages: Vec<(&'p CarriedPackage, Vec<String>)>,
}

pub(crate) fn render(carried: &[CarriedPackage]) -> String {
    let mut notice = format!("{HEAD}\n{DATA}\n{PACKAGES}");
    for licence in expression::CHOICE {
        for (number, wording) in wordings(carried, licence).iter().enumerate() {
            let more = if number == 0 { "" } else { ", in another wording" };
            notice += &format!("\n{}\n{licence}{more}\n\n", "-".repeat(80));
            for (package, copyright) in &wording.packages {
                notice += &line(package);
                notice.extend(copyright.iter().map(|line| format!("    {line}\n")));
            }
            notice += &format!("\n{}\n", wording.text);
        }
    }
    notice
}

/// `name 1.2.3 (page, command line) https://…`
fn line(carried: &CarriedPackage) -> String {
    let CarriedPackage { package, is_in_page, is_in_command, is_in_python } = carried;
    let carriers = [(is_in_page, "page"), (is_in_command, "command line"), (is_in_python, "Python")];
    let by: Vec<&str> = carriers.iter().filter(|(carries, _)| **carries).map(|(_, name)| *name).collect();
    let by = by.join(", ");
    let address = package.repository.as_deref().unwrap_or("https://crates.io");
    format!("{} {} ({by}) {address}\n", package.name, package.version)
}

/// The wordings of a licence, the most used first. A package without the text is under the most used one.
fn wordings<'p>(carried: &'p [CarriedPackage], licence: &str) -> Vec<Wording<'p>> {
    let mut by_letters: BTreeMap<String, Wording> = BTreeMap::new();
    let mut without_text = Vec::new();
    for package in carried.iter().filter(|package| is_under(package, licence)) {
        let LicenceFile { text, copyright } = licence_files::read(package.package.folder(), licence);
        if text.is_empty() {
            without_text.push((package, copyright));
        } else {
            let wording = by_letters.entry(letters(&text));
            let wording = wording.or_insert_with(|| Wording { text, packages: Vec::new() });
            wording.packages.push((package, copyright));
        }
    }
    let mut wordings: Vec<Wording> = by_letters.into_values().collect();
    wordings.sort_by_key(|wording| std::cmp::Reverse(wording.packages.len()));
    match wordings.first_mut() {
        Some(most_used) => {
            most_used.packages.append(&mut without_text);
            most_used.packages.sort_by_key(|(carried, _)| &carried.package.name);
        }
        None => assert!(without_text.is_empty(), "no package has the text of {licence}"),
    }
    wordings
}

fn is_under(carried: &CarriedPackage, licence: &str) -> bool {
    let package = &carried.package;
    let chosen = package.license.as_deref().and_then(expression::chosen);
    let chosen = chosen.unwrap_or_else(|| panic!("{} has no licence that this project takes", package.name));
    chosen.contains(&licence)
}

/// What two copies of one text have in common however their lines are broken and their marks are set.
fn letters(text: &str) -> String {
    one_line(text).chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
