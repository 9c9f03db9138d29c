//! Small habits that this project avoids: discarded results, errors that are strings, `unwrap`, bools as
//! arguments, long files.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{FnArg, GenericArgument, Pat, PathArguments, Signature, Type, Visibility};

use crate::project::{Group, Project};
use crate::sites::Site;

/// The most lines that a file may have.
pub const LONGEST_FILE: usize = 500;

/// Where the code of `src` and of the tools has such habits, tests aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// `let _name = …`: write `.ok()` and why the failure does not matter.
    pub discards: Vec<Site>,
    /// `Result<_, String>`
    pub string_errors: Vec<Site>,
    /// `.unwrap()`
    pub unwraps: Vec<Site>,
    /// Parameters of public functions that are plain bools.
    pub bools: Vec<Site>,
    /// Files of more than [`LONGEST_FILE`] lines.
    pub long_files: Vec<Site>,
}

impl Habits {
    pub(crate) fn new(project: &Project) -> Self {
        let mut habits = Self::default();
        for source in project.sources.iter().filter(|source| source.group() != Group::Tests) {
            let mut visitor = Visitor { path: &source.path, habits: &mut habits };
            source.code.iter().for_each(|item| visitor.visit_item(item));
            if LONGEST_FILE < source.lines {
                let what = format!("{} lines", source.lines);
                habits.long_files.push(Site { path: source.path.clone(), line: 1, what });
            }
        }
        habits
    }
}

struct Visitor<'p> {
    path: &'p str,
    habits: &'p mut Habits,
}

impl Visitor<'_> {
    fn site(&self, span: proc_macro2::Span, what: impl ToString) -> Site {
        Site { path: self.path.to_owned(), line: span.start().line, what: what.to_string() }
    }

    fn parameters(&mut self, visibility: &Visibility, signature: &Signature) {
        if !matches!(visibility, Visibility::Public(_)) {
            return;
        }
        for parameter in &signature.inputs {
            if let FnArg::Typed(parameter) = parameter
                && let (Pat::Ident(name), Type::Path(kind)) = (&*parameter.pat, &*parameter.ty)
                && kind.path.is_ident("bool")
            {
                let what = format!("{}({}: bool)", signature.ident, name.ident);
                let site = self.site(name.ident.span(), what);
                self.habits.bools.push(site);
            }
        }
    }

    /// `.unwrap()` among the arguments of a macro.
    fn scan(&mut self, tokens: TokenStream) {
        let mut name = None;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    name = Some(ident);
                    continue;
                }
                TokenTree::Group(group) => {
                    let is_call = group.delimiter() == Delimiter::Parenthesis && group.stream().is_empty();
                    if let Some(name) = name.take_if(|name| is_call && *name == "unwrap") {
                        let site = self.site(name.span(), "unwrap");
                        self.habits.unwraps.push(site);
                    }
                    self.scan(group.stream());
                }
                _ => {}
            }
            name = None;
        }
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        let pattern = match &local.pat {
            Pat::Type(typed) => &typed.pat,
            pattern => pattern,
        };
        if let (Pat::Ident(name), Some(_)) = (pattern, &local.init)
            && name.ident.to_string().starts_with('_')
        {
            let site = self.site(name.ident.span(), &name.ident);
            self.habits.discards.push(site);
        }
        visit::visit_local(self, local);
    }

    fn visit_path_segment(&mut self, segment: &'ast syn::PathSegment) {
        if segment.ident == "Result"
            && let PathArguments::AngleBracketed(arguments) = &segment.arguments
            && let Some(GenericArgument::Type(Type::Path(error))) = arguments.args.iter().nth(1)
            && error.path.segments.last().is_some_and(|last| last.ident == "String")
        {
            let site = self.site(segment.ident.span(), "Result<_, String>");
            self.habits.string_errors.push(site);
        }
        visit::visit_path_segment(self, segment);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method == "unwrap" && call.args.is_empty() {
            let site = self.site(call.method.span(), "unwrap");
            self.habits.unwraps.push(site);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.scan(call.tokens.clone());
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.parameters(&function.vis, &function.sig);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.parameters(&function.vis, &function.sig);
        visit::visit_impl_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habits(text: &str) -> Habits {
        Habits::new(&Project::from_texts([("src/a.rs", text)]).expect("it is Rust"))
    }

    fn lines(sites: &[Site]) -> Vec<String> {
        sites.iter().map(|site| format!("{} {}", site.line, site.what)).collect()
    }

    #[test]
    fn a_named_discard_is_found_but_not_other_bindings() {
        let text =
            "fn f() {\nlet _told = g();\nlet _: u8 = g();\nlet _x: u8 = g();\nlet y = g();\nlet _later; }";
        assert_eq!(lines(&habits(text).discards), ["2 _told", "4 _x"]);
    }

    #[test]
    fn an_error_that_is_a_string_is_found() {
        let text = "fn f() -> Result<u8, String> {}\nfn g() -> Result<String, Error> {}\n\
            type R = std::result::Result<(), std::string::String>;\nfn h() -> io::Result<String> {}";
        assert_eq!(lines(&habits(text).string_errors), ["1 Result<_, String>", "3 Result<_, String>"]);
    }

    #[test]
    fn unwrap_is_found_but_not_its_relatives() {
        let text = "fn f() {\na.unwrap();\na.unwrap_or(1);\na.expect(\"why\");\nvec![b.unwrap(), unwrap];\n}\n\
            #[cfg(test)] mod tests { fn t() { a.unwrap(); } }";
        assert_eq!(lines(&habits(text).unwraps), ["2 unwrap", "5 unwrap"]);
    }

    #[test]
    fn bools_of_public_functions_are_found() {
        let text = "pub fn f(a: bool, b: u8) {}\nfn g(a: bool) {}\npub(crate) fn h(a: bool) {}\n\
            impl A { pub fn m(&self, is_new: bool) -> bool { true } }\npub fn i(a: Option<bool>, b: &bool) {}";
        assert_eq!(lines(&habits(text).bools), ["1 f(a: bool)", "4 m(is_new: bool)"]);
    }

    #[test]
    fn long_files_are_found_but_not_among_tests() {
        let long = "\n".repeat(LONGEST_FILE + 1);
        let short = "\n".repeat(LONGEST_FILE);
        let texts = [("src/a.rs", long.as_str()), ("src/b.rs", &short), ("tests/c.rs", &long)];
        let habits = Habits::new(&Project::from_texts(texts).expect("it is Rust"));
        assert_eq!(lines(&habits.long_files), ["1 501 lines"]);
        assert_eq!(habits.long_files[0].path, "src/a.rs");
    }
}
