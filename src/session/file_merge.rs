//! The edits by which an annotation file is merged into a set.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::article::Session;
use super::file_changes::{
    AnnotationVersions, FileChange, authorship, changes, is_part_of, is_piece_of, is_rival, names_of,
};
use super::import_done::ImportDone;
use super::past::PastValues;
use crate::annotation::{
    Annotation, AnnotationSet, Body, Id, Quote, Relation, RelationKind, Verdict, counterparts,
};
use crate::document::Document;
use crate::edit::{Change, Edit};
use crate::format::{Imported, ImportedAnnotation, Placed, Unstated};

/// The set of a file, placed in the article.
pub(super) struct FileSet {
    pub set: AnnotationSet,
    pub lost: Vec<ImportedAnnotation>,
    /// Those lost whose words stand in the text several times.
    pub ambiguous: HashSet<Id>,
    unstated: HashMap<Id, Unstated>,
    /// Those whose words stand in the text otherwise than in the file.
    inexact: HashSet<Id>,
}

impl FileSet {
    pub(super) fn new(file: &Imported, placed: Placed) -> FileSet {
        let moved = placed.moved.iter().map(|(id, _)| *id);
        FileSet {
            unstated: file.annotations.iter().map(|a| (a.id, a.unstated)).collect(),
            inexact: moved.chain(placed.lost.iter().map(|lost| lost.id)).collect(),
            ambiguous: placed.ambiguous.into_iter().collect(),
            set: placed.set,
            lost: placed.lost,
        }
    }

    fn unstated(&self, id: Id) -> Unstated {
        self.unstated.get(&id).copied().unwrap_or_default()
    }

    fn counterparts_in(&self, here: &AnnotationSet) -> HashMap<Id, Id> {
        counterparts(here, &self.set, |id| !self.unstated(id).id)
    }
}

pub(super) struct FileMerge<'s> {
    document: &'s Document,
    here: &'s AnnotationSet,
    file: &'s FileSet,
    /// What the file's format makes of the set here.
    own: &'s FileSet,
    past: PastValues<'s>,
    /// The annotations of `own` that those of the file are.
    own_ids: HashMap<Id, Id>,
    /// The annotations here that those of `own` are made of.
    sources: HashMap<Id, Id>,
    /// The annotations here that those of the file are, or become.
    ids: HashMap<Id, Id>,
    /// Those of the file that an annotation here is, by what both say.
    in_file: HashMap<Id, Vec<Id>>,
    /// Those of the file that are new here.
    added: HashSet<Id>,
    /// Relations that are replaced.
    gone: HashSet<Relation>,
    next_id: Id,
    used_ids: HashSet<Id>,
    counted: HashSet<(Id, FileChange)>,
    edits: Vec<Edit>,
    done: ImportDone,
}

impl<'s> FileMerge<'s> {
    pub(super) fn new(session: &'s Session, file: &'s FileSet, own: &'s FileSet) -> FileMerge<'s> {
        let here = &session.set;
        let mut merge = FileMerge {
            document: &session.document,
            here,
            file,
            own,
            past: PastValues::of(&session.history),
            own_ids: file.counterparts_in(&own.set),
            sources: own.counterparts_in(here),
            ids: HashMap::new(),
            in_file: HashMap::new(),
            added: HashSet::new(),
            gone: HashSet::new(),
            next_id: here.fresh_id(),
            used_ids: HashSet::new(),
            counted: HashSet::new(),
            edits: vec![],
            done: ImportDone::default(),
        };
        merge.find_loose_sources();
        merge
    }

    /// Formats of tokens cut and widen spans: what overlaps and says the same is what such a span is made of.
    fn find_loose_sources(&mut self) {
        for own in self.own.set.in_order() {
            if self.sources.contains_key(&own.id) {
                continue;
            }
            let over =
                || self.here.overlapping(own.spans.hull()).map(|(a, _)| a).filter(|a| is_rival(a, own));
            let source = over().find(|a| a.body == own.body).or_else(|| over().next());
            if let Some(source) = source {
                self.sources.insert(own.id, source.id);
            }
        }
    }

    pub(super) fn run(mut self) -> (Vec<Edit>, ImportDone) {
        let file = self.file;
        let direct = self.direct_counterparts();
        for new in file.set.in_order() {
            if let Some(here) = self.counterpart(new.id, &direct) {
                self.in_file.entry(here).or_default().push(new.id);
            }
        }
        let (mentions, others): (Vec<&Annotation>, Vec<&Annotation>) =
            file.set.in_order().partition(|a| matches!(a.body, Body::Speaker | Body::Cue));
        for new in others.into_iter().chain(mentions) {
            self.annotation(new, &direct);
        }
        self.relations();
        let stale = self.giving_way();
        let mut edits: Vec<Edit> = stale.into_iter().map(Edit::Remove).collect();
        edits.append(&mut self.edits);
        for &(_, change) in &self.counted {
            *self.done.changed.entry(change).or_default() += 1;
        }
        (edits, self.done)
    }

    /// Of annotations that the file has and an export of now would not: those here that they are. The format does not
    /// carry them, such as rejected ones.
    fn direct_counterparts(&self) -> HashMap<Id, Id> {
        let mut rest = AnnotationSet::new();
        for new in self.file.set.in_order().filter(|new| !self.own_ids.contains_key(&new.id)) {
            rest.insert(new.clone());
        }
        for relation in self.file.set.relations() {
            rest.link(relation);
        }
        let carried: HashSet<Id> =
            self.own_ids.values().filter_map(|own| self.sources.get(own)).copied().collect();
        let mut direct = counterparts(self.here, &rest, |id| !self.file.unstated(id).id);
        direct.retain(|_, here| !carried.contains(here));
        direct
    }

    fn counterpart(&self, new: Id, direct: &HashMap<Id, Id>) -> Option<Id> {
        match self.own_ids.get(&new) {
            Some(own) => self.sources.get(own).copied(),
            None => direct.get(&new).copied(),
        }
    }

    fn annotation(&mut self, new: &Annotation, direct: &HashMap<Id, Id>) {
        let own = self.own_ids.get(&new.id).and_then(|&own| self.own.set.get(own));
        let source = self.counterpart(new.id, direct);
        match (own, source.and_then(|id| self.here.get(id))) {
            (own, Some(here)) => {
                self.ids.insert(new.id, here.id);
                if own.is_none() && here.verdict == Verdict::Rejected {
                    self.keep(new.verdict != Verdict::Rejected);
                } else {
                    self.known(new, own.unwrap_or(here), here);
                }
            }
            (Some(_), None) => self.keep(false),
            (None, None) => self.unknown(new),
        }
    }

    /// Leaves what is here as it is.
    fn keep(&mut self, is_older: bool) {
        self.done.same += 1;
        self.done.older += usize::from(is_older);
    }

    fn known(&mut self, file: &Annotation, own: &Annotation, here: &Annotation) {
        let (unstated, is_exact) = (self.file.unstated(file.id), !self.file.inexact.contains(&file.id));
        let versions = AnnotationVersions { file, own, here, unstated, is_exact };
        let mut all = changes(&versions);
        let count = all.len();
        // A suggestion that another run of the analysis made says nothing against what a reader has judged.
        if file.is_replaceable() && !here.is_replaceable() && file.origin != own.origin {
            all.clear();
        }
        all.retain(|change| !self.past.had(here.id, change) && !self.had_as_mention(here.id, change));
        let is_older = all.len() < count;
        if all.is_empty() {
            return self.keep(is_older);
        }
        let names = all.iter().flat_map(|change| names_of(here, change));
        self.counted.extend(names.map(|name| (here.id, name)));
        all.extend(authorship(&versions, &all));
        self.edits.extend(all.into_iter().map(|change| Edit::Set(here.id, change)));
    }

    /// Whether the change gives a speaker or cue the words of the one that it has replaced.
    fn had_as_mention(&self, mention: Id, change: &Change) -> bool {
        let Change::Spans(spans) = change else { return false };
        let quotes = self.here.relations_of(mention).into_iter().filter(|r| r.to == mention);
        quotes.into_iter().any(|r| self.past.had_mention(self.here, r.from, r.kind, spans))
    }

    /// What is not here: it is added, unless something here stands in its place.
    fn unknown(&mut self, new: &Annotation) {
        let mut over = self.here.overlapping(new.spans.hull()).map(|(old, _)| old);
        let is_bare = self.file.unstated(new.id).id;
        let covers = |old: &Annotation| is_part_of(new, old) || is_bare && is_piece_of(new, old);
        let outweighs =
            |old: &Annotation| new.is_replaceable() && !old.is_replaceable() && is_rival(old, new);
        let instead = over.find(|old| {
            // What the file has beside it, at the same place, has not taken its place.
            let beside = |is_it: &dyn Fn(&Annotation) -> bool| {
                let mut all = self.in_file.get(&old.id).into_iter().flatten();
                all.any(|&id| self.file.set.get(id).is_some_and(is_it))
            };
            covers(old) && !beside(&covers) || outweighs(old) && !beside(&outweighs)
        });
        if let Some(old) = instead {
            self.ids.insert(new.id, old.id);
            return self.keep(true);
        }
        if matches!(new.body, Body::Speaker | Body::Cue) && !self.is_wanted(new.id) {
            return self.keep(true);
        }
        let id = self.new_id(new.id);
        self.ids.insert(new.id, id);
        self.added.insert(new.id);
        self.done.added += 1;
        self.edits.push(Edit::Add(Box::new(Annotation { id, ..new.clone() })));
    }

    /// Whether a speaker or cue is that of a new quotation, or a new one of a quotation that is here.
    fn is_wanted(&self, mention: Id) -> bool {
        let mut all = self.file.set.relations_of(mention).into_iter().filter(|r| r.to == mention).peekable();
        all.peek().is_none() || all.any(|r| self.added.contains(&r.from) || self.is_new_mention(r).is_some())
    }

    /// The quotation here that gets the speaker or cue of a relation of the file, if it has it neither now nor did
    /// before.
    fn is_new_mention(&self, relation: Relation) -> Option<Id> {
        let from = *self.ids.get(&relation.from)?;
        let spans = &self.file.set.get(relation.to)?.spans;
        let own_from = self.own_ids.get(&relation.from);
        let is_carried = own_from.is_some_and(|&own| self.own.set.follow(own, relation.kind).is_some());
        let has_another = !is_carried && self.here.follow(from, relation.kind).is_some();
        let is_own = own_from.zip(self.own_ids.get(&relation.to)).is_some_and(|(&from, &to)| {
            self.own.set.relations_of(from).contains(&Relation { from, to, ..relation })
        });
        let had = || self.past.had_mention(self.here, from, relation.kind, spans);
        (!has_another && !is_own && !had()).then_some(from)
    }

    fn relations(&mut self) {
        let mut linked = BTreeSet::new();
        for relation in self.file.set.relations() {
            let (Some(&from), Some(&to)) = (self.ids.get(&relation.from), self.ids.get(&relation.to)) else {
                continue;
            };
            let new = Relation { from, to, ..relation };
            let is_here = self.here.relations_of(from).contains(&new);
            if is_here || !linked.insert(new) {
                continue;
            }
            if self.added.contains(&relation.from) {
                self.edits.push(Edit::Link(new));
            } else if self.is_new_mention(relation).is_some() {
                self.replace_mention(relation);
                self.edits.push(Edit::Link(new));
                self.rename_speaker(relation, from);
                let name = match relation.kind {
                    RelationKind::SpokenBy => FileChange::Speaker,
                    RelationKind::CuedBy => FileChange::Cue,
                };
                self.counted.insert((from, name));
            }
        }
    }

    /// A quotation whose speaker's words were changed in the file, but not the name: the new words say whom it names.
    fn rename_speaker(&mut self, new: Relation, from: Id) {
        let own = self.own_ids.get(&new.from).and_then(|&own| self.own.set.get(own));
        let named = |a: Option<&Annotation>| a.and_then(Annotation::quote).and_then(|q| q.speaker.clone());
        let is_unnamed = named(self.file.set.get(new.from)) == named(own);
        let (Some(mention), true) =
            (self.file.set.get(new.to), new.kind == RelationKind::SpokenBy && is_unnamed)
        else {
            return;
        };
        let of_others = || {
            let all = self.ids.get(&new.to).into_iter().flat_map(|&to| self.here.relations_of(to));
            let others = all.filter(|r| r.kind == RelationKind::SpokenBy && r.from != from);
            others.filter_map(|r| named(self.here.get(r.from))).next()
        };
        let mut over = self.here.overlapping(mention.spans.hull()).map(|(a, _)| a);
        let entity = || over.find_map(Annotation::entity).map(|entity| entity.name.clone());
        let words = self.document.slice(mention.spans.first());
        let words = || words.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = of_others().or_else(entity).unwrap_or_else(words);
        let last = self.edits.iter().rev().find_map(|edit| match edit {
            Edit::Set(id, Change::Body(body)) if *id == from => Some(body),
            _ => None,
        });
        if let Some(Body::Quote(quote)) = last.or(self.here.get(from).map(|a| &a.body)).cloned() {
            let body = Body::Quote(Quote { speaker: Some(name), ..quote });
            self.edits.push(Edit::Set(from, Change::Body(body)));
        }
    }

    /// Takes away what a quotation has here as the speaker or cue that the file gives otherwise.
    fn replace_mention(&mut self, new: Relation) {
        let from = self.ids[&new.from];
        let in_file = self.file.set.relations_of(new.from);
        let in_file: HashSet<Id> = in_file.iter().filter_map(|r| self.ids.get(&r.to)).copied().collect();
        let old = self.here.relations_of(from).into_iter();
        for old in old.filter(|r| r.from == from && r.kind == new.kind && !in_file.contains(&r.to)) {
            if !self.gone.insert(old) {
                continue;
            }
            let is_alone = self.here.relations_of(old.to).len() == 1 && !self.matched().contains(&old.to);
            self.edits.push(if is_alone { Edit::Remove(old.to) } else { Edit::Unlink(old) });
        }
    }

    /// The annotations here that the file has.
    fn matched(&self) -> HashSet<Id> {
        self.ids.values().copied().collect()
    }

    /// Untouched suggestions over words of which something new in the file says otherwise, with the cues and speakers
    /// that are theirs alone.
    fn giving_way(&self) -> BTreeSet<Id> {
        let matched = self.matched();
        let removed: HashSet<Id> = self.gone.iter().map(|r| r.to).collect();
        let may_go =
            |a: &Annotation| a.is_replaceable() && !matched.contains(&a.id) && !removed.contains(&a.id);
        let mut stale = BTreeSet::new();
        for new in self.added.iter().filter_map(|&id| self.file.set.get(id)) {
            let over = self.here.overlapping(new.spans.hull()).map(|(old, _)| old);
            stale.extend(over.filter(|old| may_go(old) && is_rival(old, new)).map(|old| old.id));
        }
        let left_alone = |a: &&Annotation| {
            let mut quotes = self.here.relations_of(a.id).into_iter().filter(|r| r.to == a.id).peekable();
            may_go(a) && quotes.peek().is_some() && quotes.all(|r| stale.contains(&r.from))
        };
        let parts =
            stale.iter().flat_map(|&id| self.here.relations_of(id)).filter_map(|r| self.here.get(r.to));
        let parts: Vec<Id> = parts.filter(left_alone).map(|a| a.id).collect();
        stale.extend(parts);
        stale
    }

    /// The file's own id where it is one of ours and is free: a set that comes back has its ids again.
    fn new_id(&mut self, id: Id) -> Id {
        let is_free = |id: Id| self.here.get(id).is_none() && !self.used_ids.contains(&id);
        let id = if !self.file.unstated(id).id && is_free(id) {
            id
        } else {
            while !is_free(self.next_id) || self.file.set.get(self.next_id).is_some() {
                self.next_id = self.next_id.following();
            }
            self.next_id
        };
        self.used_ids.insert(id);
        id
    }
}
