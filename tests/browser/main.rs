//! The page in a real browser: each test opens it as a reader would, and acts by the names that a reader sees.
//!
//! `Page` (page.rs) is what a test holds; `harness.rs` shows its use.

mod checking;
mod chromium;
mod citing;
mod correcting;
mod exchange;
mod find;
mod harness;
mod hostile;
mod keeping;
mod keys;
mod naming;
mod opening;
mod page;
mod platform;
mod reading;
mod scene;
mod served;
mod shaping;
mod site;
mod versions;
mod watched;
