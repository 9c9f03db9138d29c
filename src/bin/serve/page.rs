//! Builds the page: the library for the browser and the bundler are compiled side by side, then the bundler runs.

use crate::checkout::Checkout;
use crate::failure::Failure;
use crate::paths;
use crate::quality::{Quality, TARGET};
use std::path::PathBuf;
use std::process::{Child, Command};

/// The parsers of web pages and Markdown. A visit begins without them: small counts for more than fast.
const PAGES: &str = "pullquote-pages";

/// The formats of other tools: loaded when a reader exports or imports. Small counts for more than fast.
const FORMATS: &str = "pullquote-formats";

/// The readers of Word and PDF files. They are loaded over the net when they are needed: small counts for more than fast.
const READERS: &str = "pullquote-readers";

/// What runs the model of the deep reading: loaded when a reader switches that on.
const DEEP: &str = "pullquote-deep";

/// LLVM copies functions of up to this cost into their callers, by default of up to 225. What is marked `#[inline]` is copied as
/// before, so that the analysis is as fast, and the code a tenth smaller after Brotli. With a lower limit for those, too, it
/// is a quarter slower.
const INLINED_COST: &str = "llvm-args=-inline-threshold=35";

/// What checks sources, compares sets and counts who speaks: loaded when a reader asks for it. Small counts for more.
const PROJECT: &str = "pullquote-project";

/// Variables that set flags for native builds. They would replace those of .cargo/config.toml.
const NATIVE_FLAGS: [&str; 4] =
    ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "CARGO_BUILD_TARGET"];

/// Builds the page into `checkout.site(quality)`, with these features of the bundler.
pub(crate) fn build(checkout: &Checkout, quality: Quality, features: &str) -> Result<(), Failure> {
    let compiling = start(&mut checkout.bundler("build", features))?;
    let modules = compile_all(checkout, quality);
    finish(compiling, Failure::Bundle)?;
    let mut bundle = checkout.bundler("run", features);
    bundle.args(["--", "build"]).args(modules?).arg(checkout.site(quality));
    finish(start(&mut bundle)?, Failure::Bundle)
}

/// Compiles the modules, in the order in which the bundler takes them. Each keeps one processor busy, and cargo compiles one
/// at a time into the folder of a profile: the small ones have a profile of their own, and are compiled beside the fast ones.
fn compile_all(checkout: &Checkout, quality: Quality) -> Result<[PathBuf; 6], Failure> {
    install_target()?;
    if quality == Quality::Release {
        fetch(checkout)?;
    }
    let fast = || Ok([compile(checkout, quality, "pullquote")?, compile(checkout, quality, DEEP)?]);
    let small = || {
        let [pages, formats] = [compile(checkout, quality, PAGES)?, compile(checkout, quality, FORMATS)?];
        Ok([pages, formats, compile(checkout, quality, READERS)?, compile(checkout, quality, PROJECT)?])
    };
    let (fast, small): (Result<_, Failure>, Result<_, Failure>) = match quality {
        Quality::Dev => (fast(), small()),
        Quality::Release => std::thread::scope(|scope| {
            let beside = scope.spawn(small);
            (fast(), beside.join().unwrap_or(Err(Failure::Compile)))
        }),
    };
    let ([library, deep], [pages, formats, readers, project]) = (fast?, small?);
    Ok([library, pages, formats, readers, deep, project])
}

/// Compiles the library of a package to WebAssembly.
fn compile(checkout: &Checkout, quality: Quality, package: &str) -> Result<PathBuf, Failure> {
    let is_small = [PAGES, FORMATS, PROJECT, READERS].contains(&package);
    let profile = match quality {
        Quality::Dev => "wasm-dev",
        Quality::Release if is_small => "wasm-small",
        Quality::Release => "wasm",
    };
    let mut cargo = checkout.cargo("rustc");
    cargo.arg(format!("--package={package}"));
    cargo.args(["--lib", "--crate-type=cdylib", "--target", TARGET]);
    cargo.arg(format!("--profile={profile}"));
    for variable in NATIVE_FLAGS {
        cargo.env_remove(variable);
    }
    if quality == Quality::Release {
        cargo.arg("--config").arg(paths::remapped(checkout)?);
    }
    if package == "pullquote" {
        cargo.args(["--no-default-features", "--features", "page"]);
    }
    if package == "pullquote" && quality == Quality::Release {
        cargo.args(["--", "-C", INLINED_COST]);
    }
    finish(start(&mut cargo)?, Failure::Compile)?;
    let file = format!("{}.wasm", package.replace('-', "_"));
    Ok(checkout.target().join(TARGET).join(profile).join(file))
}

/// Downloads the sources of the library’s dependencies, so that the folders they stand in are known.
fn fetch(checkout: &Checkout) -> Result<(), Failure> {
    let mut fetch = checkout.cargo("fetch");
    finish(start(fetch.args(["--quiet", "--target", TARGET]))?, Failure::Compile)
}

/// Adds the WebAssembly target to the toolchain if it is missing.
fn install_target() -> Result<(), Failure> {
    if paths::rustc(&["--print", "target-libdir", "--target", TARGET])?.is_dir() {
        return Ok(());
    }
    println!("Installing Rust's {TARGET} target (rustup target add {TARGET})");
    let added = Command::new("rustup").args(["target", "add", TARGET]).status();
    // Without rustup the target may still be installed where rustc does not look for it: the build tells.
    if !added.is_ok_and(|status| status.success()) {
        eprintln!("rustup could not add the target; going on without");
    }
    Ok(())
}

fn start(command: &mut Command) -> Result<Child, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.spawn().map_err(|source| Failure::Program { name, source })
}

fn finish(mut child: Child, otherwise: Failure) -> Result<(), Failure> {
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        _ => Err(otherwise),
    }
}
