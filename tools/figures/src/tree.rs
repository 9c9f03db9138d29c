//! The modules of every crate, and what a path within one of them means.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Item, UseTree, Visibility};

use crate::project::{Project, Source};

/// How many re-exports a name may go through. Ends circles of `use`.
const MOST_STEPS: usize = 24;

/// The modules of all crates.
pub(crate) struct Tree<'p> {
    pub modules: Vec<Module<'p>>,
    /// The modules by crate and path.
    places: BTreeMap<(String, Vec<String>), usize>,
}

/// A module, in a file of its own or within another's.
pub(crate) struct Module<'p> {
    /// The crate's name here: `src`, `src/bin/serve`, `tools/lab/src`.
    pub krate: String,
    /// `["document", "tokens"]`; empty for the crate's root.
    pub path: Vec<String>,
    pub source: &'p Source,
    pub items: Vec<&'p Item>,
    /// What the module itself defines.
    pub names: BTreeSet<String>,
    pub imports: Vec<Named>,
}

/// One name that a `use` brings in.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// The name here; `None` for `*`.
    pub name: Option<String>,
    pub path: Vec<String>,
    pub line: usize,
    /// `pub use`, `pub(crate) use`.
    pub is_reexport: bool,
    /// `use a::b::{self}` brings in the module alone, whatever else is called `b`.
    pub is_module: bool,
}

/// What a name means that both a module and an item bear.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prefer {
    Item,
    Module,
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Module(usize),
    /// A name that the module defines.
    Item(usize, String),
}

impl<'p> Tree<'p> {
    /// The modules of the project, without those for tests.
    pub(crate) fn new(project: &'p Project) -> Self {
        let mut tree = Self { modules: Vec::new(), places: BTreeMap::new() };
        let paths: BTreeSet<&str> = project.sources.iter().map(|source| source.path.as_str()).collect();
        for source in &project.sources {
            if let Some((krate, path)) = place_of(&source.path, &paths) {
                tree.add(krate, path, source, &source.code);
            }
        }
        tree
    }

    fn add(&mut self, krate: String, path: Vec<String>, source: &'p Source, items: &'p [Item]) {
        let index = self.modules.len();
        self.places.insert((krate.clone(), path.clone()), index);
        let names = items.iter().filter_map(name_of).collect();
        let imports = items.iter().flat_map(imports_of).collect();
        let items_here = items.iter().collect();
        let module =
            Module { krate: krate.clone(), path: path.clone(), source, items: items_here, names, imports };
        self.modules.push(module);
        for item in items {
            if let Item::Mod(module) = item
                && let Some((_, content)) = &module.content
            {
                self.add(krate.clone(), joined(&path, &module.ident.to_string()), source, content);
            }
        }
    }

    /// The module at this path of a crate.
    pub(crate) fn module(&self, krate: &str, path: &[String]) -> Option<usize> {
        self.places.get(&(krate.to_owned(), path.to_vec())).copied()
    }

    /// What a path means that stands in this module. `None` for what other crates define, and for locals.
    pub(crate) fn resolve(&self, module: usize, path: &[String]) -> Option<Target> {
        self.resolve_within(module, path, Prefer::Item, MOST_STEPS)
    }

    /// What a name of a `use` means.
    pub(crate) fn resolve_named(&self, module: usize, import: &Named, prefer: Prefer) -> Option<Target> {
        self.resolve_import(module, import, prefer, MOST_STEPS)
    }

    fn resolve_within(&self, module: usize, path: &[String], prefer: Prefer, steps: usize) -> Option<Target> {
        let mut here = module;
        for (at, segment) in path.iter().enumerate() {
            // What stands before `::` is a module, or else a type.
            let prefer = if at + 1 == path.len() { prefer } else { Prefer::Module };
            let step = match segment.as_str() {
                "crate" => Some(Target::Module(self.module(&self.modules[here].krate, &[])?)),
                "self" => Some(Target::Module(here)),
                "super" => Some(Target::Module(self.parent(here)?)),
                name => self.lookup(here, name, prefer, steps.checked_sub(1)?),
            };
            match step? {
                Target::Module(next) => here = next,
                // What follows is a variant or an associated item.
                item => return Some(item),
            }
        }
        Some(Target::Module(here))
    }

    /// What a name means in a module.
    fn lookup(&self, module: usize, name: &str, prefer: Prefer, steps: usize) -> Option<Target> {
        let here = &self.modules[module];
        let child = self.module(&here.krate, &joined(&here.path, name)).map(Target::Module);
        if prefer == Prefer::Module && child.is_some() {
            return child;
        }
        if here.names.contains(name) {
            return Some(Target::Item(module, name.to_owned()));
        }
        let imports = here.imports.iter().filter(|import| import.name.as_deref() == Some(name));
        let imported: Vec<Target> =
            imports.filter_map(|import| self.resolve_import(module, import, prefer, steps)).collect();
        // One name may mean an item and a module: `use walk::{self, walk}`.
        let item = imported.iter().find(|target| matches!(target, Target::Item(..)));
        let found = item.cloned().or(child).or_else(|| imported.into_iter().next());
        found.or_else(|| self.lookup_in_globs(module, name, prefer, steps))
    }

    fn resolve_import(&self, module: usize, import: &Named, prefer: Prefer, steps: usize) -> Option<Target> {
        let prefer = if import.is_module { Prefer::Module } else { prefer };
        self.resolve_within(module, &import.path, prefer, steps)
    }

    fn lookup_in_globs(&self, module: usize, name: &str, prefer: Prefer, steps: usize) -> Option<Target> {
        let steps = steps.checked_sub(1)?;
        let globs = self.modules[module].imports.iter().filter(|import| import.name.is_none());
        globs.into_iter().find_map(|glob| {
            match self.resolve_within(module, &glob.path, Prefer::Module, steps)? {
                Target::Module(other) if other != module => self.lookup(other, name, prefer, steps),
                _ => None,
            }
        })
    }

    fn parent(&self, module: usize) -> Option<usize> {
        let here = &self.modules[module];
        let (_, parent) = here.path.split_last()?;
        self.module(&here.krate, parent)
    }
}

/// The names that a `use` item brings in.
pub(crate) fn imports_of(item: &Item) -> Vec<Named> {
    let mut imports = Vec::new();
    if let Item::Use(item) = item {
        let is_reexport = !matches!(item.vis, Visibility::Inherited);
        flatten(&item.tree, &mut Vec::new(), is_reexport, &mut imports);
    }
    imports
}

fn flatten(tree: &UseTree, path: &mut Vec<String>, is_reexport: bool, imports: &mut Vec<Named>) {
    let mut add = |name: Option<String>, path: Vec<String>, ident: &proc_macro2::Ident| {
        let line = ident.span().start().line;
        imports.push(Named { name, path, line, is_reexport, is_module: ident == "self" });
    };
    match tree {
        UseTree::Path(step) => {
            path.push(step.ident.to_string());
            flatten(&step.tree, path, is_reexport, imports);
            path.pop();
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| flatten(tree, path, is_reexport, imports));
        }
        UseTree::Name(name) if name.ident == "self" => {
            add(path.last().cloned(), path.clone(), &name.ident);
        }
        UseTree::Name(name) => {
            let ident = name.ident.to_string();
            add(Some(ident.clone()), joined(path, &ident), &name.ident);
        }
        UseTree::Rename(rename) => {
            let whole =
                if rename.ident == "self" { path.clone() } else { joined(path, &rename.ident.to_string()) };
            add(Some(rename.rename.to_string()), whole, &rename.ident);
        }
        UseTree::Glob(glob) => {
            let line = glob.star_token.spans[0].start().line;
            imports.push(Named { name: None, path: path.clone(), line, is_reexport, is_module: true });
        }
    }
}

/// What an item defines under a name. Modules are found by their path.
fn name_of(item: &Item) -> Option<String> {
    Some(match item {
        Item::Const(item) => item.ident.to_string(),
        Item::Enum(item) => item.ident.to_string(),
        Item::Fn(item) => item.sig.ident.to_string(),
        Item::Macro(item) => item.ident.as_ref()?.to_string(),
        Item::Static(item) => item.ident.to_string(),
        Item::Struct(item) => item.ident.to_string(),
        Item::Trait(item) => item.ident.to_string(),
        Item::Type(item) => item.ident.to_string(),
        Item::Union(item) => item.ident.to_string(),
        _ => return None,
    })
}

fn joined(path: &[String], name: &str) -> Vec<String> {
    path.iter().cloned().chain([name.to_owned()]).collect()
}

/// `src/document/tokens.rs` → the crate `src` and the path `document`, `tokens`. `None` for tests and benches.
fn place_of(path: &str, paths: &BTreeSet<&str>) -> Option<(String, Vec<String>)> {
    let (folder, within) = match path.strip_prefix("src/") {
        Some(within) => ("src", within),
        None => {
            let at = path.find("/src/")? + "/src".len();
            (&path[..at], &path[at + 1..])
        }
    };
    let mut names: Vec<String> = within.strip_suffix(".rs")?.split('/').map(str::to_owned).collect();
    if names.first().is_some_and(|first| first == "bin") {
        let krate = format!("{folder}/bin/{}", names.get(1)?);
        let rest = names.split_off(2);
        let is_root = rest.first().is_none_or(|name| name == "main");
        return Some((krate, if is_root { Vec::new() } else { rest }));
    }
    match (names.len(), names[0].as_str()) {
        // A program beside the library of the same package.
        (1, "main") if paths.contains(format!("{folder}/lib.rs").as_str()) => {
            return Some((format!("{folder}/main"), Vec::new()));
        }
        (1, "lib" | "main") => names.clear(),
        _ if names.last().is_some_and(|last| last == "mod") => drop(names.pop()),
        _ => {}
    }
    Some((folder.to_owned(), names))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a path leads that stands in a module of the library.
    fn resolved(files: &[(&str, &str)], module: &str, path: &str) -> String {
        let project = Project::from_texts(files.iter().copied()).expect("it is Rust");
        let tree = Tree::new(&project);
        let segments = |text: &str| -> Vec<String> {
            text.split("::").filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
        };
        let module = tree.module("src", &segments(module)).expect("the module is there");
        match tree.resolve(module, &segments(path)) {
            Some(Target::Module(found)) => format!("mod {}", tree.modules[found].path.join("::")),
            Some(Target::Item(found, name)) => format!("{} {name}", tree.modules[found].source.path),
            None => "nothing".to_owned(),
        }
    }

    const FILES: [(&str, &str); 5] = [
        ("src/lib.rs", "pub mod a; pub mod b; pub use a::Top as Renamed;"),
        (
            "src/a.rs",
            "pub mod walk; mod deep { pub struct Inner; } pub use walk::{self, walk, Step}; pub struct Top;",
        ),
        ("src/a/walk.rs", "use super::Top; use std::fmt; pub fn walk() {} pub enum Step { One }"),
        ("src/b.rs", "use crate::a::*; use crate::a::walk as w; mod c;"),
        ("src/b/c.rs", "use super::{super::a::Top as Other};"),
    ];

    #[test]
    fn paths_lead_to_where_an_item_is_defined() {
        let cases = [
            ("a::walk", "super::Top", "src/a.rs Top"),
            ("a::walk", "crate::b::Step::One", "src/a/walk.rs Step"),
            ("a", "walk", "src/a/walk.rs walk"),
            ("a", "walk::walk", "src/a/walk.rs walk"),
            ("a", "self::walk::Step", "src/a/walk.rs Step"),
            ("a", "deep::Inner", "src/a.rs Inner"),
            ("b", "Top", "src/a.rs Top"),
            ("b", "w::Step", "src/a/walk.rs Step"),
            ("b::c", "super::super::a", "mod a"),
            ("b::c", "Other::new", "src/a.rs Top"),
            ("", "Renamed", "src/a.rs Top"),
            ("a::walk", "fmt::Display", "nothing"),
            ("a::walk", "Vec", "nothing"),
            ("b", "super::super::Top", "nothing"),
        ];
        for (module, path, expected) in cases {
            assert_eq!(resolved(&FILES, module, path), expected, "{path} in {module}");
        }
    }

    #[test]
    fn imports_in_a_circle_end() {
        let files = [("src/lib.rs", "mod a; mod b;"), ("src/a.rs", "pub use crate::b::*;")];
        let files = [files[0], files[1], ("src/b.rs", "pub use crate::a::*; pub use crate::a::X;")];
        assert_eq!(resolved(&files, "a", "X"), "nothing");
    }

    #[test]
    fn files_belong_to_crates() {
        let paths = BTreeSet::from(["tools/x/src/lib.rs"]);
        let cases = [
            ("src/lib.rs", "src", ""),
            ("src/a/b.rs", "src", "a::b"),
            ("src/a/mod.rs", "src", "a"),
            ("src/bin/serve/main.rs", "src/bin/serve", ""),
            ("src/bin/serve/site.rs", "src/bin/serve", "site"),
            ("tools/lab/src/main.rs", "tools/lab/src", ""),
            ("tools/x/src/main.rs", "tools/x/src/main", ""),
            ("tools/x/src/y.rs", "tools/x/src", "y"),
        ];
        for (path, krate, module) in cases {
            let (found, names) = place_of(path, &paths).expect("it belongs to a crate");
            assert_eq!((found.as_str(), names.join("::").as_str()), (krate, module), "{path}");
        }
        assert_eq!(place_of("tests/tidy/main.rs", &paths), None);
    }
}
