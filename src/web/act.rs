//! Does what a command asks for. Each kind of command has a function that matches it exhaustively.

use super::library::Tick;
use super::reply::{FailureCode, Reply};
use super::state::State;
use super::update::{changed, selected};
use super::{
    analysis, annotations, annotator, backup, columns, comparison, deep, details, dom, draw, files,
    guidelines, layout, library, lists, navigate, received, review,
};
use super::{
    folder_backups, library_export, library_import, local_file, many_sets, recovery, reminder,
    restore_points, restoring, sources, status, tab_switch, typing, versions, voices, word_list, words,
};
use crate::edit::EditError;
use crate::page::command::{
    AnnotationField, ArticleCommand, CardField, Command, Dialog, Field, HistoryCommand, LibraryCommand,
    PageCommand, RecoveryCommand, StorageCommand,
};
use crate::page::panel::CardExtent;
use crate::session::{Changed, SAMPLE, Session};
use crate::strings;

pub(super) fn act(state: &mut State, command: Command) -> Reply {
    match command {
        Command::History(command) => history(state, command),
        Command::Article(command) => article(state, command),
        Command::Library(command) => saved_articles(state, command),
        Command::Queue(command) => {
            state.unnamed.waiting.clear();
            state.queue.ask(command);
            Reply::quiet()
        }
        Command::Recovery(command) => recover(state, &command),
        Command::Navigate(navigation) => navigate::act(state, navigation),
        Command::Review(command) => review::act(state, command),
        Command::Annotation { id, action } => annotations::act(state, id, action),
        Command::Words(command) => words::act(state, command),
        Command::List(command) => lists::act(state, command),
        Command::View(command) => layout::act(state, command),
        Command::Page(command) => page(state, command),
        Command::Site(command) => received::act(command),
        Command::Storage(command) => storage(state, command),
        Command::Deep(command) => deep::act(state, command),
        Command::Sources(command) => sources::act(state, command),
        Command::Comparison(command) => comparison::act(state, command),
        Command::ManySets(command) => many_sets::act(state, command),
        Command::Columns(command) => columns::act(state, command),
        Command::Voices(command) => voices::act(state, command),
        Command::WordList(command) => word_list::act(state, command),
        Command::Guidelines(command) => guidelines::act(state, command),
        Command::Change(field, value) => change(state, field, value),
    }
}

type HistoryStep = fn(&mut Session) -> Result<Option<Changed>, EditError>;

fn history(state: &mut State, command: HistoryCommand) -> Reply {
    state.before_change();
    let (step, nothing): (HistoryStep, _) = match command {
        HistoryCommand::Undo => (Session::undo, strings::NOTHING_TO_UNDO),
        HistoryCommand::Redo => (Session::redo, strings::NOTHING_TO_REDO),
    };
    let Some(session) = &mut state.open.session else { return Reply::said(nothing) };
    match step(session) {
        Ok(Some(done)) => changed(state, done),
        Ok(None) => Reply::said(nothing),
        Err(error) => Reply::failed(FailureCode::Edit, error.to_string()),
    }
}

fn article(state: &mut State, command: ArticleCommand) -> Reply {
    match command {
        ArticleCommand::OpenSample => files::open_text(state, SAMPLE, ""),
        ArticleCommand::ShowDetails => details::show(state),
        ArticleCommand::SaveDetails => details::save(state),
        ArticleCommand::OpenReceived => received::open(state),
        ArticleCommand::Analyse => analysis::analyse_again(state),
        ArticleCommand::StopAnalysis => {
            state.deep.leave_alone();
            analysis::stop(state)
        }
        ArticleCommand::ShowChanges => {
            draw::report(state);
            Reply::dialog(Dialog::Report)
        }
        ArticleCommand::ExportReport(file) => versions::export_report(state, file),
        ArticleCommand::WasAltered(id) => versions::was_altered(state, id),
        ArticleCommand::WasRemoved(id) => versions::was_removed(state, id),
        ArticleCommand::OpenAsNewer => files::open_pasted_as_newer(state),
        ArticleCommand::OpenSeparately => files::open_pasted_separately(state),
    }
}

fn saved_articles(state: &mut State, command: LibraryCommand) -> Reply {
    match command {
        LibraryCommand::Show => library::show(state),
        LibraryCommand::Open(id) => files::open_stored(state, &id),
        LibraryCommand::Sort(column) => library::sort_by(state, column),
        LibraryCommand::Page(page) => library::turn_to(state, page),
        LibraryCommand::Tick(id) => library::tick(state, Tick::One(&id)),
        LibraryCommand::TickTo(id) => library::tick(state, Tick::To(&id)),
        LibraryCommand::TickAll => library::tick(state, Tick::All),
        LibraryCommand::RemoveTicked => library::remove_ticked(state),
        LibraryCommand::BringBack => library::bring_back(state),
        LibraryCommand::GoOn => library::go_on(state),
        LibraryCommand::ShowExport => library_export::show(state),
        LibraryCommand::ExportMore => library_export::go_on(state),
        LibraryCommand::ImportMore => library_import::go_on(state),
        LibraryCommand::AddToCollection => library::add_to_collection(state),
        LibraryCommand::TakeOutOfCollection => library::take_out_of_collection(state),
        LibraryCommand::RemoveCollection => library::remove_collection(state),
        LibraryCommand::FindSameQuotations => library::find_same_quotations(state),
        LibraryCommand::ShowBackup => {
            state.drawn.replacing = None;
            reminder::draw_folder(state);
            Reply::dialog(Dialog::Backup).and_close()
        }
        LibraryCommand::BackUp => backup::begin(state),
        LibraryCommand::WriteBackup => backup::write(state),
        LibraryCommand::RestoreMore => restoring::go_on(state),
    }
}

fn recover(state: &mut State, command: &RecoveryCommand) -> Reply {
    match command {
        RecoveryCommand::Recover(key) => recovery::begin(state, key),
        RecoveryCommand::RecoverFromCopies(key) => recovery::finish(state, key),
        RecoveryCommand::Download(key) => recovery::download(state, key),
        RecoveryCommand::Remove(key) => recovery::remove(state, key),
        RecoveryCommand::ShowPoints => restore_points::show(state),
        RecoveryCommand::DrawPoints => restore_points::draw(state),
        RecoveryCommand::RestorePoint(key) => restore_points::restore(state, key),
        RecoveryCommand::DismissReminder => reminder::dismiss(state),
        RecoveryCommand::ChooseFolder => folder_backups::choose_folder(state),
        RecoveryCommand::AllowFolder => folder_backups::allow_folder(state),
        RecoveryCommand::WriteIntoFolder => folder_backups::write_into_folder(state),
        RecoveryCommand::WriteFolderFile => folder_backups::write_folder_file(state),
        RecoveryCommand::ReportFolder => folder_backups::report_folder(state),
        RecoveryCommand::ForgetFolder => folder_backups::forget_folder(state),
    }
}

fn page(state: &mut State, command: PageCommand) -> Reply {
    match command {
        PageCommand::Show(Dialog::Export) => library_export::show_for_article(state),
        PageCommand::Show(dialog) => Reply::dialog(dialog),
        PageCommand::DismissError => {
            status::dismiss_error();
            Reply::done()
        }
        PageCommand::Rename => annotations::rename_ticked(state),
        PageCommand::MarkTicked => annotations::mark_ticked(state),
        PageCommand::FocusCard(field) => focus_card(state, field),
    }
}

fn storage(state: &mut State, command: StorageCommand) -> Reply {
    match command {
        StorageCommand::ShowTabOnly => tab_switch::ask(state),
        StorageCommand::KeepInTab(former) => tab_switch::switch_on(state, former),
        StorageCommand::SaveInBrowser => tab_switch::switch_off(state),
        StorageCommand::DismissFileNote => {
            local_file::dismiss();
            Reply::done()
        }
    }
}

/// Brings the keyboard to a field of the card, if the selected annotation has it.
fn focus_card(state: &mut State, field: CardField) -> Reply {
    let fields: &[AnnotationField] = match field {
        CardField::Name => &[AnnotationField::Speaker, AnnotationField::Name, AnnotationField::Value],
        CardField::Kind => &[AnnotationField::QuoteKind, AnnotationField::EntityKind],
        CardField::Note => &[AnnotationField::Note],
        CardField::Tags => &[AnnotationField::Tags],
    };
    let find = |id| fields.iter().find_map(|&field| dom::find_card_field(id, field));
    match selected(state).and_then(find) {
        Some(field) => {
            if dom::is_hidden(&field) {
                layout::show_card(state, CardExtent::Full);
            }
            dom::focus(&field);
            // A name is written anew more often than it is mended.
            if fields.contains(&AnnotationField::Name) {
                dom::select_text(&field);
            }
            Reply::done()
        }
        None => Reply::said(strings::SELECT_FITTING),
    }
}

/// A field has a new value.
fn change(state: &mut State, field: Field, value: String) -> Reply {
    match field {
        Field::Annotation { id, field } => typing::decide(state, id, field, value),
        Field::Filter(field) => lists::filter(state, field, &value),
        Field::Layer(layer) => layout::toggle(state, layer),
        Field::ReviewOrder => review::set_order(state, &value),
        Field::TickedKind => review::set_ticked_kind(state, &value),
        Field::UnfinishedTags => annotations::complete_tags(state, &value),
        Field::LibrarySearch => library::search_for(state, &value),
        Field::LibraryFilter(filter) => library::filter(state, filter, &value),
        Field::CollectionName => library::rename_collection(state, &value),
        Field::Format => library_export::describe_format(&value),
        Field::Language => analysis::read_in(state, &value),
        Field::Annotator => annotator::set_name(state, &value),
        Field::VoicesPublisher => voices::choose(state, |choice| choice.publisher = value),
        Field::VoicesMonth => voices::choose(state, |choice| choice.month = value),
        Field::WordList(field) => word_list::change(state, field, &value),
        Field::Guidelines(field) => guidelines::change(state, field, &value),
        Field::Columns(field) => columns::change(state, field, value),
        Field::DeepReading => deep::switch(state, !value.is_empty()),
    }
}
