//! One schedule: a browser with one to three tabs, what readers and faults do to it, and when.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::rc::Rc;

use super::tab::{Ledger, TEXTS, Tab, as_newer, from_newer};
use super::world::{Dice, LocalDisk, SimulatedDatabase};
use crate::annotation::Id;
use crate::store::{JournalEntry, StoreError, article_id};
use crate::sync::{
    DatabaseContent, PendingTransaction, QuotaAnswer, SyncEffect, SyncEvent, TabMessage, WrittenTransaction,
};

/// A rule that is broken on purpose, to show that the simulation finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BrokenRule {
    None,
    /// Saved shows when the transaction begins.
    SavedBeforeCompletion,
    /// The transaction drops entries, and the record that includes them is lost.
    DropsWithoutRecord,
    /// Entries that cannot be read are not there for the state machine.
    UnreadableIncluded,
    /// A write without an answer counts as made.
    SilenceIsSuccess,
    /// Entries are dropped while other tabs may not have read them.
    DropsInCompany,
    /// The database's copies are not asked for.
    IgnoresCopies,
}

/// How often each kind of thing happened.
pub(super) type Coverage = BTreeMap<&'static str, u64>;

/// What happens at a time.
#[derive(Clone, Debug)]
enum Happening {
    Tell(u64, SyncEvent),
    /// The database does what a tab asked, and answers after so many milliseconds or not at all.
    Execute(u64, DatabaseRequest, Fate, Connection),
}

/// The generation of the database that a request was made to; `None` where there was no connection.
type Connection = Option<u64>;

#[derive(Clone, Debug)]
enum DatabaseRequest {
    Open,
    ReadContent(Option<u64>),
    ReadRecords(Vec<String>),
    Write(PendingTransaction),
}

/// What becomes of a request.
#[derive(Clone, Debug)]
enum Fate {
    Done { answer_after: Option<f64> },
    Refused,
    Lost,
}

pub(super) struct Schedule {
    pub dice: Dice,
    pub now: f64,
    clock_offset: f64,
    pub disk: Rc<RefCell<LocalDisk>>,
    pub database: SimulatedDatabase,
    pub tabs: Vec<Tab>,
    pub buried: Vec<Ledger>,
    pub contested: BTreeSet<(usize, Id)>,
    happenings: BinaryHeap<Reverse<(u64, u64)>>,
    pending: BTreeMap<u64, Happening>,
    sequence: u64,
    /// When the last transaction that was made runs.
    busy_until: f64,
    pub fault_rate: u64,
    pub has_old_tabs: bool,
    /// Whether tabs that open now are of the newest version.
    pub only_new: bool,
    pub is_down: bool,
    pub broken: BrokenRule,
    pub coverage: Coverage,
    pub events: u64,
    pub trace: bool,
    /// What the trace showed last of each store.
    traced: BTreeMap<String, String>,
    /// Whether a tab took back or did again a step of another visit.
    pub has_crossed: bool,
    /// Whether a tab had to do without the database.
    pub lacked_database: bool,
    /// The values of records that were damaged in both stores: one of the two must be kept.
    pub damaged: Vec<[String; 2]>,
}

impl Schedule {
    pub(super) fn new(seed: u64, broken: BrokenRule) -> Schedule {
        let mut dice = Dice(seed);
        let disk = LocalDisk { limit: dice.percent(25).then_some(1500), ..LocalDisk::default() };
        Schedule {
            fault_rate: [0, 5, 30][dice.below(3) as usize],
            has_old_tabs: dice.percent(20),
            only_new: false,
            dice,
            now: 1_000_000.0,
            clock_offset: 0.0,
            disk: Rc::new(RefCell::new(disk)),
            database: SimulatedDatabase::default(),
            tabs: vec![],
            buried: vec![],
            contested: BTreeSet::new(),
            happenings: BinaryHeap::new(),
            pending: BTreeMap::new(),
            sequence: 0,
            busy_until: 0.0,
            is_down: false,
            broken,
            coverage: Coverage::new(),
            events: 0,
            trace: false,
            traced: BTreeMap::new(),
            has_crossed: false,
            lacked_database: false,
            damaged: vec![],
        }
    }

    pub(super) fn count(&mut self, what: &'static str) {
        *self.coverage.entry(what).or_default() += 1;
        if self.trace {
            println!("{:>9} {what}", self.now - 1_000_000.0);
        }
    }

    /// Adds to the trace.
    pub(super) fn note(&self, what: &str) {
        if self.trace {
            println!("{:>9}     {what}", self.now - 1_000_000.0);
        }
    }

    fn at(&mut self, time: f64, happening: Happening) {
        self.sequence += 1;
        self.happenings.push(Reverse(((time * 1000.0) as u64, self.sequence)));
        self.pending.insert(self.sequence, happening);
    }

    /// Lets everything happen that is due by a time.
    pub(super) fn run_until(&mut self, time: f64) {
        while let Some(Reverse((due, sequence))) = self.happenings.peek().copied() {
            if time * 1000.0 < due as f64 {
                break;
            }
            self.happenings.pop();
            self.now = self.now.max(due as f64 / 1000.0);
            match self.pending.remove(&sequence) {
                Some(Happening::Tell(visit, event)) => self.tell(visit, event),
                Some(Happening::Execute(visit, request, fate, connection)) => {
                    self.execute(visit, request, fate, connection);
                }
                None => {}
            }
        }
        self.now = self.now.max(time);
    }

    /// Lets everything happen that is under way, with what follows from it.
    pub(super) fn settle(&mut self) {
        for _ in 0..12 {
            self.run_until(self.now + 41_000.0);
            let is_saved = |tab: &Tab| {
                let is_behind = tab.state.has_database() && tab.state.is_behind();
                tab.is_ready && !is_behind && (tab.shows_saved || tab.steps == 0)
            };
            if self.tabs.iter().all(is_saved) && self.is_quiet() {
                return;
            }
        }
    }

    /// Whether no tab waits for an answer or has not heard yet what another has done.
    fn is_quiet(&self) -> bool {
        let is_timer =
            |happening: &Happening| matches!(happening, Happening::Tell(_, SyncEvent::TimerFired(_)));
        self.pending.values().all(is_timer)
    }

    pub(super) fn tell(&mut self, visit: u64, event: SyncEvent) {
        let now = self.now + self.clock_offset;
        let Some(tab) = self.tabs.iter_mut().find(|tab| tab.visit == visit) else { return };
        self.events += 1;
        if self.trace {
            let text = format!("{event:?}");
            println!(
                "{:>9} {visit:x} <- {}",
                self.now - 1_000_000.0,
                text.chars().take(200).collect::<String>()
            );
        }
        let effects = tab.tell(now, event);
        self.lacked_database |= tab.lacks_database;
        for effect in effects {
            self.carry_out(visit, effect);
        }
        self.trace_stores();
    }

    fn carry_out(&mut self, visit: u64, effect: SyncEffect) {
        match effect {
            SyncEffect::OpenDatabase { patience } => self.request(visit, DatabaseRequest::Open, patience),
            SyncEffect::ReadContent => self.request(visit, DatabaseRequest::ReadContent(None), 10_000),
            SyncEffect::ReadJournal { after } => {
                self.request(visit, DatabaseRequest::ReadContent(Some(after)), 10_000);
            }
            SyncEffect::ReadRecords { keys } => {
                self.request(visit, DatabaseRequest::ReadRecords(keys), 10_000);
            }
            SyncEffect::Write(transaction) => {
                self.contest_what_an_older_version_merges(visit, &transaction);
                let transaction = self.as_sent(visit, transaction);
                self.request(visit, DatabaseRequest::Write(transaction), 10_000);
            }
            SyncEffect::RepairQuota => {
                let answers =
                    [QuotaAnswer::Right, QuotaAnswer::Right, QuotaAnswer::Miscounted, QuotaAnswer::Repaired];
                let answer = answers[self.dice.below(4) as usize];
                let delay = self.dice.between(1, 30);
                self.at(self.now + delay, Happening::Tell(visit, SyncEvent::QuotaRepaired(answer)));
            }
            SyncEffect::Broadcast(message) => self.broadcast(visit, message),
            SyncEffect::SetTimer(timer, after) => {
                self.at(self.now + f64::from(after), Happening::Tell(visit, SyncEvent::TimerFired(timer)));
            }
            _ => {}
        }
    }

    /// Prints what the stores have of each article and of the journal, if that has changed.
    pub(super) fn trace_stores(&mut self) {
        if !self.trace {
            return;
        }
        let shown = super::trace::stores(self);
        for (name, line) in shown {
            if self.traced.get(&name) != Some(&line) {
                println!("{:>9}     {name}: {line}", self.now - 1_000_000.0);
                self.traced.insert(name, line);
            }
        }
    }

    fn broadcast(&mut self, from: u64, message: TabMessage) {
        let others: Vec<u64> = self.tabs.iter().map(|tab| tab.visit).filter(|&visit| visit != from).collect();
        for visit in others {
            let delay =
                if self.dice.percent(10) { self.dice.between(20, 400) } else { self.dice.between(0, 5) };
            self.at(self.now + delay, Happening::Tell(visit, SyncEvent::Heard(message)));
        }
    }

    /// What of a transaction reaches the database: a newer version's steps look otherwise.
    fn as_sent(&mut self, visit: u64, mut transaction: PendingTransaction) -> PendingTransaction {
        let tab = self.tabs.iter_mut().find(|tab| tab.visit == visit).expect("it has just acted");
        if self.broken == BrokenRule::SavedBeforeCompletion {
            tab.ledgers.values_mut().for_each(|ledger| ledger.acknowledged = ledger.looks.len() - 1);
        }
        if self.broken == BrokenRule::DropsWithoutRecord && !transaction.obsolete.is_empty() {
            transaction.records.retain(|write| !write.key().contains("/work/"));
        }
        if self.broken == BrokenRule::DropsInCompany {
            transaction.openings = self.database.openings;
            let has_work = |entry: &JournalEntry| {
                transaction
                    .records
                    .iter()
                    .any(|write| write.key().ends_with(&format!("work/{}", entry.article)))
            };
            let entries = self.database.entries.iter();
            let of_written =
                entries.filter(|(_, json)| JournalEntry::from_json(json).is_ok_and(|e| has_work(&e)));
            transaction.obsolete = of_written.map(|(key, _)| *key).collect();
        }
        if self.has_old_tabs && tab.understands_new {
            for json in &mut transaction.entries {
                if JournalEntry::from_json(json).is_ok_and(|entry| entry.number % 3 == 0) {
                    *json = as_newer(json);
                }
            }
        }
        transaction
    }

    fn request(&mut self, visit: u64, request: DatabaseRequest, patience: u32) {
        let patience = f64::from(patience);
        let is_write = matches!(request, DatabaseRequest::Write(_));
        let (mut after, mut fate) =
            (self.dice.between(1, 20), Fate::Done { answer_after: Some(self.dice.between(0, 5)) });
        if self.dice.percent(self.fault_rate) {
            match self.dice.below(5) {
                0 => {
                    self.count(if is_write { "write refused" } else { "read refused" });
                    fate = Fate::Refused;
                }
                1 => {
                    self.count(if is_write {
                        "write lost without an answer"
                    } else {
                        "read without an answer"
                    });
                    fate = Fate::Lost;
                }
                2 => {
                    self.count(if is_write {
                        "write done without an answer"
                    } else {
                        "read without an answer"
                    });
                    fate = Fate::Done { answer_after: None };
                }
                3 => {
                    self.count("late answer");
                    after = self.dice.between(50, 12_000);
                }
                _ => {
                    self.count("slow answer");
                    fate = Fate::Done { answer_after: Some(self.dice.between(0, 3000)) };
                }
            }
        }
        // Transactions run in the order in which they were made.
        let time = self.busy_until.max(self.now + after);
        let is_late = match &fate {
            Fate::Done { answer_after: Some(answer) } => self.now + patience <= time + answer,
            Fate::Refused => false,
            _ => true,
        };
        if is_late {
            self.silent(visit, &request, patience);
            if self.now + patience <= time {
                // The page aborts it, perhaps too late.
                let is_too_late = is_write && self.dice.percent(50);
                fate = if is_too_late { Fate::Done { answer_after: None } } else { Fate::Lost };
            } else if let Fate::Done { answer_after } = &mut fate {
                *answer_after = None;
            }
        }
        if !matches!(fate, Fate::Lost) {
            self.busy_until = time;
        }
        let connection = self.tabs.iter().find(|tab| tab.visit == visit).and_then(|tab| tab.generation);
        self.at(time, Happening::Execute(visit, request, fate, connection));
    }

    fn silent(&mut self, visit: u64, request: &DatabaseRequest, patience: f64) {
        let mut event = answer(request, Err(StoreError::Silent));
        if self.broken == BrokenRule::SilenceIsSuccess
            && let DatabaseRequest::Write(transaction) = request
        {
            let keys = vec![0; transaction.entries.len()];
            event = SyncEvent::Written(Ok(WrittenTransaction { keys, openings: transaction.openings }));
        }
        self.at(self.now + patience, Happening::Tell(visit, event));
    }

    fn execute(&mut self, visit: u64, request: DatabaseRequest, fate: Fate, connection: Connection) {
        let is_open = matches!(request, DatabaseRequest::Open);
        let is_dead = !is_open && connection != Some(self.database.generation);
        let answer_after = match fate {
            Fate::Lost => return,
            Fate::Refused => {
                let refused = Err(StoreError::Refused("UnknownError".to_owned()));
                return self.at(self.now, Happening::Tell(visit, answer(&request, refused)));
            }
            Fate::Done { answer_after } => answer_after,
        };
        let result = if is_dead || self.is_down {
            Err(StoreError::Refused("AbortError".to_owned()))
        } else {
            self.do_request(visit, &request)
        };
        if let Some(after) = answer_after {
            self.at(self.now + after, Happening::Tell(visit, answer(&request, result)));
        }
    }

    fn do_request(&mut self, visit: u64, request: &DatabaseRequest) -> Result<Given, StoreError> {
        match request {
            DatabaseRequest::Open => {
                let name = 1 + (self.dice.next() >> 12);
                // Not every opening needs room that is not there.
                let is_full = self.database.is_full;
                self.database.is_full &= self.dice.percent(50);
                let opened = self.database.open(name);
                self.database.is_full = is_full;
                let generation = self.database.generation;
                let tab = self.tabs.iter_mut().find(|tab| tab.visit == visit);
                let Some(tab) = tab else { return Err(StoreError::Silent) };
                tab.generation = opened.is_ok().then_some(generation);
                opened.map(Given::Opened)
            }
            DatabaseRequest::ReadContent(after) => {
                Ok(Given::Content(self.content_for(visit, after.unwrap_or(0))))
            }
            DatabaseRequest::ReadRecords(_) if self.broken == BrokenRule::IgnoresCopies => {
                Ok(Given::Records(vec![]))
            }
            DatabaseRequest::ReadRecords(keys) => Ok(Given::Records(self.database.read(keys))),
            DatabaseRequest::Write(transaction) => self.database.write(transaction).map(Given::Written),
        }
    }

    fn content_for(&self, visit: u64, after: u64) -> DatabaseContent {
        let mut content = self.database.content_after(after);
        let understands_new =
            self.tabs.iter().find(|tab| tab.visit == visit).is_some_and(|tab| tab.understands_new);
        if self.has_old_tabs && understands_new {
            content.entries.iter_mut().for_each(|(_, json)| *json = from_newer(json));
        }
        if self.broken == BrokenRule::UnreadableIncluded {
            content.entries.retain(|(_, json)| JournalEntry::from_json(json).is_ok());
        }
        content
    }

    pub(super) fn open_tab(&mut self) -> u64 {
        let visit = 1 + (self.dice.next() >> 12);
        let mut tab = Tab::new(&self.disk, visit);
        tab.understands_new = self.only_new || !(self.has_old_tabs && self.dice.percent(50));
        self.tabs.push(tab);
        self.tell(visit, SyncEvent::Started);
        visit
    }

    /// A tab is gone. What it asked of the database may still be done.
    pub(super) fn bury(&mut self, at: usize) {
        let mut tab = self.tabs.remove(at);
        for ledger in tab.ledgers.values_mut() {
            ledger.ended_unsaved = ledger.acknowledged + 1 < ledger.looks.len();
        }
        self.buried.extend(tab.ledgers.into_values());
        self.forget_dead_answers();
    }

    fn forget_dead_answers(&mut self) {
        let alive: BTreeSet<u64> = self.tabs.iter().map(|tab| tab.visit).collect();
        self.pending.retain(|_, happening| match happening {
            Happening::Tell(visit, _) => alive.contains(visit),
            Happening::Execute(visit, request, ..) => {
                alive.contains(visit) || matches!(request, DatabaseRequest::Write(_))
            }
        });
    }

    /// What dead tabs asked for is done now or never.
    pub(super) fn end_requests_of_the_dead(&mut self) {
        let alive: BTreeSet<u64> = self.tabs.iter().map(|tab| tab.visit).collect();
        let dead: Vec<u64> = self
            .pending
            .iter()
            .filter(
                |(_, happening)| matches!(happening, Happening::Execute(visit, ..) if !alive.contains(visit)),
            )
            .map(|(sequence, _)| *sequence)
            .collect();
        for sequence in dead {
            let happening = self.pending.remove(&sequence);
            if let Some(Happening::Execute(_, DatabaseRequest::Write(transaction), fate, connection)) =
                happening
                && matches!(fate, Fate::Done { .. })
                && self.dice.percent(50)
                && connection == Some(self.database.generation)
            {
                self.database.write(&transaction).ok();
            }
        }
    }

    pub(super) fn close_database(&mut self) {
        for visit in self.tabs.iter().map(|tab| tab.visit).collect::<Vec<_>>() {
            let tab = self.tabs.iter_mut().find(|tab| tab.visit == visit).expect("it is there");
            if tab.generation.take().is_some() {
                self.at(self.now, Happening::Tell(visit, SyncEvent::DatabaseClosed));
            }
        }
    }

    pub(super) fn jump_clock(&mut self) {
        self.clock_offset += self.dice.between(0, 172_800_000) - 86_400_000.0;
    }

    pub(super) fn ledgers(&self) -> impl Iterator<Item = &Ledger> {
        self.buried.iter().chain(self.tabs.iter().flat_map(|tab| tab.ledgers.values()))
    }

    pub(super) fn ledgers_mut(&mut self) -> impl Iterator<Item = &mut Ledger> {
        self.buried.iter_mut().chain(self.tabs.iter_mut().flat_map(|tab| tab.ledgers.values_mut()))
    }

    pub(super) fn edit(&mut self, at: usize) {
        let tab = &mut self.tabs[at];
        if tab.open.is_none() || self.dice.percent(5) {
            let article = self.dice.below(TEXTS.len() as u64) as usize;
            tab.open_article(article);
        }
        let article = tab.open.as_ref().expect("one was opened").0;
        let (visit, touched) = (tab.visit, tab.edit(&mut self.dice));
        self.has_crossed |= tab.has_crossed;
        self.contest(article, visit, touched);
        self.tell(visit, SyncEvent::Queued);
    }

    /// Where an older version merges work that was begun without the database, it sets notes as it knows them. A step that
    /// it cannot read may have changed them: it overwrites that, as a reader's edit would.
    fn contest_what_an_older_version_merges(&mut self, visit: u64, transaction: &PendingTransaction) {
        if self.tabs.iter().any(|tab| tab.visit == visit && tab.understands_new) {
            return;
        }
        for entry in transaction.entries.iter().filter_map(|json| JournalEntry::from_json(json).ok()) {
            let article = TEXTS.iter().position(|text| article_id(text) == entry.article);
            let article = article.expect("there are no other articles");
            self.contest(article, visit, entry.logged.step.edit.touched());
        }
    }

    /// Notes which of these annotations another visit made.
    fn contest(&mut self, article: usize, visit: u64, touched: Vec<Id>) {
        let is_foreign = |id: &Id| {
            let mut others =
                self.ledgers().filter(|ledger| ledger.article == article && ledger.visit != visit);
            others.any(|ledger| ledger.own.contains(id))
        };
        let contested: Vec<Id> = touched.into_iter().filter(is_foreign).collect();
        self.contested.extend(contested.into_iter().map(|id| (article, id)));
    }
}

/// What the database gives.
enum Given {
    Opened(crate::sync::OpenedDatabase),
    Content(DatabaseContent),
    Records(Vec<(String, String)>),
    Written(crate::sync::WrittenTransaction),
}

fn answer(request: &DatabaseRequest, result: Result<Given, StoreError>) -> SyncEvent {
    match (request, result) {
        (_, Ok(Given::Opened(opened))) => SyncEvent::Opened(Ok(opened)),
        (_, Ok(Given::Content(content))) => SyncEvent::ContentRead(Ok(content)),
        (_, Ok(Given::Records(records))) => SyncEvent::RecordsRead(Ok(records)),
        (_, Ok(Given::Written(written))) => SyncEvent::Written(Ok(written)),
        (DatabaseRequest::Open, Err(why)) => SyncEvent::Opened(Err(why)),
        (DatabaseRequest::ReadContent(_), Err(why)) => SyncEvent::ContentRead(Err(why)),
        (DatabaseRequest::ReadRecords(_), Err(why)) => SyncEvent::RecordsRead(Err(why)),
        (DatabaseRequest::Write(_), Err(why)) => SyncEvent::Written(Err(why)),
    }
}
