//! Counts what the rules of this project are about, from the syntax of its Rust files: how long functions are,
//! what is public and documented, which files import each other, which English words stand in code.
//!
//! [`Project::read`] reads a checkout, [`Figures::count`] counts, and [`report`] prints.

mod cycles;
mod english;
mod facade;
mod figures;
mod functions;
mod habits;
mod paths;
mod project;
mod report;
mod sites;
mod tree;
mod types;
mod visibility;

pub use cycles::{Cycle, Import};
pub use english::{English, EnglishLiteral};
pub use facade::{Facade, PublicItem};
pub use figures::Figures;
pub use functions::{Function, Lengths, MOST_LINES, MOST_PARAMETERS};
pub use habits::{Habits, LONGEST_FILE};
pub use project::{Group, Project, SyntaxError};
pub use report::{Detail, report};
pub use sites::Site;
pub use types::SharedName;
pub use visibility::Visibilities;
