//! The page in a real browser: each test opens it as a reader would, and acts by the names that a reader sees.
//!
//! `Page` (page.rs) is what a test holds; `harness.rs` shows its use.

mod accessible;
mod backups;
mod bookmarklet;
mod checking;
mod chromium;
mod citing;
mod correcting;
mod damage;
mod elsewhere;
mod engines;
mod engines_correcting;
mod exchange;
mod filling;
mod find;
mod finding_back;
mod harness;
mod hostile;
mod keeping;
mod keys;
mod killing;
mod layout;
mod long_tasks;
mod many_at_once;
mod marionette;
mod meant;
mod naming;
mod opening;
mod page;
mod panel;
mod pictures;
mod platform;
mod reading;
mod recovering;
mod refusing;
mod releases;
mod scene;
mod selecting;
mod served;
mod shaping;
mod shipped;
mod site;
#[path = "../common/skipped.rs"]
mod skipped;
mod speed;
mod speed_analysis;
mod speed_anchoring;
mod speed_saving;
mod tab_only;
mod typing;
mod updating;
mod vectors;
mod versions;
mod watched;
mod webkit;
