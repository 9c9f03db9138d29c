//! Which files import each other, and which modules use one that stands below them in `lib.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use syn::Item;

use crate::paths::Mentions;
use crate::sites::Site;
use crate::tree::{Prefer, Target, Tree};

/// The first line of one file that names an item which another file defines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// The line, and the item's name.
    pub site: Site,
    /// The file that defines the item.
    pub to: String,
}

impl fmt::Display for Import {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.site, self.to)
    }
}

/// Files of one module each of which imports each other one, directly or through others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// The files, in the order of their paths.
    pub files: Vec<String>,
    /// The imports between them.
    pub imports: Vec<Import>,
}

/// An import, with the part of its crate at both ends.
struct Edge {
    import: Import,
    krate: String,
    /// The top-level modules. Equal for a program, which counts as one module.
    from: String,
    to: String,
}

/// All imports between files.
pub(crate) struct Edges {
    edges: Vec<Edge>,
    /// The modules of `src/lib.rs` in its order.
    order: Vec<String>,
}

impl Edges {
    pub(crate) fn new(tree: &Tree) -> Self {
        let mut edges = Vec::new();
        for module in 0..tree.modules.len() {
            let mentions = Mentions::of(&tree.modules[module].items);
            for mention in &mentions.paths {
                let target = tree.resolve(module, &mention.path);
                edges.extend(edge(
                    tree,
                    module,
                    target,
                    Mentioned { line: mention.line, is_reexport: false },
                ));
            }
            for import in &mentions.imports {
                // Whether it uses the item or the module of that name, its paths say.
                let target = tree.resolve_named(module, import, Prefer::Module);
                let mentioned = Mentioned { line: import.line, is_reexport: import.is_reexport };
                edges.extend(edge(tree, module, target, mentioned));
            }
        }
        edges.sort_by(|a, b| a.import.cmp(&b.import));
        let mut seen = BTreeSet::new();
        edges.retain(|edge| {
            let Import { site, to } = &edge.import;
            seen.insert((site.path.clone(), to.clone(), site.what.clone()))
        });
        Self { edges, order: order(tree) }
    }

    /// The files of one module that import each other.
    pub(crate) fn cycles(&self) -> Vec<Cycle> {
        let within: Vec<&Edge> = self.edges.iter().filter(|edge| edge.from == edge.to).collect();
        let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for edge in &within {
            next.entry(&edge.import.site.path).or_default().insert(&edge.import.to);
        }
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            next.keys().map(|&file| (file, reached_from(file, &next))).collect();
        let reaches = |from: &str, to: &str| reached.get(from).is_some_and(|files| files.contains(to));
        let mut cycles = Vec::new();
        let mut done = BTreeSet::new();
        for &file in next.keys() {
            if !reaches(file, file) || done.contains(file) {
                continue;
            }
            let files: BTreeSet<&str> =
                reached[file].iter().copied().filter(|&other| reaches(other, file)).collect();
            done.extend(files.iter().copied());
            let is_inside = |edge: &&&Edge| {
                files.contains(edge.import.site.path.as_str()) && files.contains(edge.import.to.as_str())
            };
            cycles.push(Cycle {
                files: files.iter().map(|&file| file.to_owned()).collect(),
                imports: within.iter().filter(is_inside).map(|edge| edge.import.clone()).collect(),
            });
        }
        cycles
    }

    /// Imports of a module that does not stand above in `src/lib.rs`.
    pub(crate) fn upward(&self) -> Vec<Import> {
        let place = |module: &str| self.order.iter().position(|name| name == module);
        let is_upward = |edge: &&Edge| match (place(&edge.from), place(&edge.to)) {
            (Some(from), Some(to)) => from < to,
            // The root of the crate stands below everything.
            (Some(_), None) => true,
            (None, _) => false,
        };
        let library = self.edges.iter().filter(|edge| edge.krate == "src");
        library.filter(is_upward).map(|edge| edge.import.clone()).collect()
    }
}

/// How a module mentions an item.
struct Mentioned {
    line: usize,
    is_reexport: bool,
}

/// The edge that a mention in a module makes, if another file of the crate defines the item.
fn edge(tree: &Tree, module: usize, target: Option<Target>, mentioned: Mentioned) -> Option<Edge> {
    // A module that is named is not used yet: what is used of it has a path of its own.
    let Target::Item(found, name) = target? else { return None };
    let (here, there) = (&tree.modules[module], &tree.modules[found]);
    let is_of_child = there.path.starts_with(&here.path) && there.path.len() != here.path.len();
    if here.source.path == there.source.path || mentioned.is_reexport && is_of_child {
        return None;
    }
    // A root file (`lib.rs`) is a part of its own in the library; a program is one module.
    let part = |path: &[String]| match here.krate.as_str() {
        "src" => path.first().cloned().unwrap_or_default(),
        krate => krate.to_owned(),
    };
    Some(Edge {
        import: Import {
            site: Site { path: here.source.path.clone(), line: mentioned.line, what: name },
            to: there.source.path.clone(),
        },
        krate: here.krate.clone(),
        from: part(&here.path),
        to: part(&there.path),
    })
}

/// The modules that the library's root declares, in order.
fn order(tree: &Tree) -> Vec<String> {
    let Some(root) = tree.module("src", &[]) else { return Vec::new() };
    let module = |item: &&Item| match item {
        Item::Mod(module) => Some(module.ident.to_string()),
        _ => None,
    };
    tree.modules[root].items.iter().filter_map(module).collect()
}

/// The files that imports lead to from here, with the file itself only if they lead back.
fn reached_from<'a>(file: &'a str, next: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![file];
    while let Some(file) = open.pop() {
        for &other in next.get(file).into_iter().flatten() {
            if reached.insert(other) {
                open.push(other);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    fn edges(files: &[(&str, &str)]) -> Edges {
        let project = Project::from_texts(files.iter().copied()).expect("it is Rust");
        Edges::new(&Tree::new(&project))
    }

    /// The files of each cycle of a module `m`, whose files are given without `src/`.
    fn cycles(files: &[(&str, &str)]) -> Vec<String> {
        let paths: Vec<(String, &str)> =
            files.iter().map(|&(path, text)| (format!("src/{path}"), text)).collect();
        let mut files: Vec<(&str, &str)> = paths.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        files.push(("src/lib.rs", "mod m; mod n;"));
        let names = |cycle: Cycle| cycle.files.join(" ").replace("src/", "");
        edges(&files).cycles().into_iter().map(names).collect()
    }

    #[test]
    fn siblings_that_import_each_other_are_a_cycle() {
        let a = "use super::b::B; pub struct A;";
        let found =
            cycles(&[("m.rs", "mod a; mod b;"), ("m/a.rs", a), ("m/b.rs", "use super::a::A; pub struct B;")]);
        assert_eq!(found, ["m/a.rs m/b.rs"]);
        let found = cycles(&[("m.rs", "mod a; mod b;"), ("m/a.rs", a), ("m/b.rs", "pub struct B;")]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_cycle_may_go_through_several_files_and_through_inline_paths() {
        let files = [
            ("m.rs", "mod a; mod b; mod c; mod d;"),
            ("m/a.rs", "pub fn a() { super::b::b() }"),
            ("m/b.rs", "use crate::m::c; pub fn b() { c::c() }"),
            ("m/c.rs", "pub fn c() { assert!(crate::m::a::a() == 1) }"),
            ("m/d.rs", "use super::a::a;"),
        ];
        assert_eq!(cycles(&files), ["m/a.rs m/b.rs m/c.rs"]);
    }

    #[test]
    fn a_child_may_use_what_its_parent_reexports_or_declares() {
        let child = "use super::{B, b}; pub fn a() { b::f(B) }";
        let files = [
            ("m.rs", "mod a; mod b; pub use b::B; pub use a::a; pub fn all() { a::a() }"),
            ("m/a.rs", child),
            ("m/b.rs", "pub struct B; pub fn f(b: B) {}"),
        ];
        assert!(cycles(&files).is_empty());
    }

    #[test]
    fn a_child_must_not_use_what_a_parent_defines_that_uses_it() {
        let child = ("m/a.rs", "use super::P; pub fn a() {}");
        for parent in [
            "mod a; pub struct P; fn f() { a::a() }",
            "mod a; use a::a; pub struct P;",
            "mod a; pub use a::a; pub struct P; fn f() { a() }",
        ] {
            assert_eq!(cycles(&[("m.rs", parent), child]), ["m.rs m/a.rs"], "{parent}");
        }
        for parent in ["mod a; pub struct P;", "mod a; pub use a::a; pub struct P; fn f(a: u8) { a; }"] {
            assert!(cycles(&[("m.rs", parent), child]).is_empty(), "{parent}");
        }
    }

    #[test]
    fn a_module_that_bears_the_name_of_an_item_is_not_the_item() {
        let parent = "mod a; mod b; pub fn b() { a::A; }";
        let sibling = ("m/b.rs", "pub struct B;");
        let uses_module = ("m/a.rs", "use super::b; pub struct A(b::B);");
        assert!(cycles(&[("m.rs", parent), uses_module, sibling]).is_empty());
        let uses_item = ("m/a.rs", "use super::b; pub struct A(b::B); fn f() { b() }");
        assert_eq!(cycles(&[("m.rs", parent), uses_item, sibling]), ["m.rs m/a.rs"]);
    }

    #[test]
    fn a_module_within_a_file_belongs_to_that_file() {
        let files = [
            ("m.rs", "mod a; mod b { use super::a::A; pub struct B; }"),
            ("m/a.rs", "use super::b::B; pub struct A;"),
        ];
        assert_eq!(cycles(&files), ["m.rs m/a.rs"]);
    }

    #[test]
    fn imports_for_tests_do_not_count() {
        let files = [
            ("m.rs", "mod a; mod b;"),
            ("m/a.rs", "use super::b::B; pub struct A;"),
            ("m/b.rs", "pub struct B; #[cfg(test)] mod tests { use super::super::a::A; }"),
        ];
        assert!(cycles(&files).is_empty());
    }

    #[test]
    fn a_cycle_is_listed_with_its_lines() {
        let files = [
            ("src/lib.rs", "mod m;"),
            ("src/m.rs", "mod a;\npub struct P;\nfn f() {\n    a::a();\n}"),
            ("src/m/a.rs", "use super::{\n    P,\n};\npub fn a() {}"),
        ];
        let lines: Vec<String> = edges(&files).cycles()[0].imports.iter().map(Import::to_string).collect();
        assert_eq!(lines, ["src/m.rs:4 a of src/m/a.rs", "src/m/a.rs:2 P of src/m.rs"]);
    }

    #[test]
    fn the_files_of_a_program_are_one_module() {
        let files = [
            ("src/bin/p/main.rs", "mod a; mod b;"),
            ("src/bin/p/a.rs", "use crate::b::B; pub struct A;"),
            ("src/bin/p/b.rs", "use crate::a::A; pub struct B;"),
        ];
        assert_eq!(edges(&files).cycles()[0].files, ["src/bin/p/a.rs", "src/bin/p/b.rs"]);
    }

    #[test]
    fn a_module_uses_only_those_above_it() {
        let files = [
            (
                "src/lib.rs",
                "mod low;\npub(crate) mod mid;\n#[cfg(unix)]\npub mod high;\npub fn facade() { high::h(); }",
            ),
            ("src/low.rs", "pub fn l() {}"),
            ("src/mid.rs", "use crate::low::l;\nuse crate::high::h;\nfn m() { crate::facade(); }"),
            ("src/high.rs", "use crate::{low, mid}; pub fn h() { low::l(); }"),
        ];
        let upward: Vec<String> = edges(&files).upward().iter().map(Import::to_string).collect();
        let expected = ["src/mid.rs:2 h of src/high.rs", "src/mid.rs:3 facade of src/lib.rs"];
        assert_eq!(upward, expected);
        assert!(edges(&files).cycles().is_empty());
    }
}
