//! All figures of a project.

use crate::cycles::{Cycle, Edges, Import};
use crate::english::English;
use crate::facade::Facade;
use crate::functions::{Function, Lengths, MOST_LINES, MOST_PARAMETERS, functions};
use crate::habits::Habits;
use crate::project::{Group, Project};
use crate::tree::Tree;
use crate::types::{SharedName, shared_names};
use crate::visibility::Visibilities;

/// What was counted.
pub struct Figures {
    /// Every function, with those of tests.
    pub functions: Vec<Function>,
    /// The items of `src` that are public.
    pub visibilities: Visibilities,
    /// What users of the library reach.
    pub facade: Facade,
    /// Imports of a module that does not stand above in `src/lib.rs`.
    pub upward: Vec<Import>,
    /// Files of one module that import each other.
    pub cycles: Vec<Cycle>,
    /// English words in code.
    pub english: English,
    /// Names that more than one type bears.
    pub shared_names: Vec<SharedName>,
    /// Discarded results and the like.
    pub habits: Habits,
}

impl Figures {
    /// Counts everything.
    pub fn count(project: &Project) -> Self {
        let tree = Tree::new(project);
        let edges = Edges::new(&tree);
        Self {
            functions: functions(project),
            visibilities: Visibilities::count(project),
            facade: Facade::new(&tree),
            upward: edges.upward(),
            cycles: edges.cycles(),
            english: English::new(project),
            shared_names: shared_names(project),
            habits: Habits::new(project),
        }
    }

    /// How long the functions of a part of the project are.
    pub fn lengths(&self, group: Group) -> Lengths {
        Lengths::of(self.functions.iter().filter(|function| function.group == group))
    }

    /// Functions with more than [`MOST_LINES`] lines, tests aside.
    pub fn long_functions(&self) -> impl Iterator<Item = &Function> {
        self.code().filter(|function| MOST_LINES < function.lines)
    }

    /// Functions with more than [`MOST_PARAMETERS`] parameters, tests aside.
    pub fn wide_functions(&self) -> impl Iterator<Item = &Function> {
        self.code().filter(|function| MOST_PARAMETERS < function.parameters)
    }

    /// How many files are in cycles. It falls when a cycle is broken in two, where the number of cycles rises.
    pub fn files_in_cycles(&self) -> usize {
        self.cycles.iter().map(|cycle| cycle.files.len()).sum()
    }

    fn code(&self) -> impl Iterator<Item = &Function> {
        self.functions.iter().filter(|function| function.group != Group::Tests)
    }
}
