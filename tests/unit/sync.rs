//! How work is saved, over schedules of a simulated browser: random edits, kills, refusals, full and evicted storage,
//! damage, several tabs and versions. Whatever happens, what showed as saved is there while one intact copy exists.
//!
//! `PULLQUOTE_SCHEDULES=1000000 cargo test --release --lib simulated -- --nocapture` makes the long run;
//! `PULLQUOTE_SEED=17` runs one schedule and prints what happens in it.

mod actions;
mod catching_up;
mod checks;
mod reopening;
mod schedule;
mod simulation;
mod tab;
mod trace;
mod world;
