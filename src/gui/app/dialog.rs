//! File dialogs of the system: started on the main thread, awaited on one of their own, so that
//! the window never freezes. One at a time.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};
use rfd::{AsyncFileDialog, FileHandle};

use super::command::Command;
use crate::domain::ImportId;
use crate::learn::{ModelKind, Question};
use crate::present::pages::export::{OfferKind, Subject};
use crate::present::pages::plan::RunDownKind;
use crate::present::text::labels::{Label, label, labels};
use crate::present::text::{Lang, export as text, rundown};
use crate::worker;

/// What a dialog is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Files to import.
    Files,
    /// A file to copy the store into.
    Backup,
    /// A file to write what a page shows into.
    Export(Subject, OfferKind),
    /// A file to write the run-down into.
    RunDown(RunDownKind),
    /// A file to write rejected rows into: those of an import, or of the tray.
    Rejects(Option<ImportId>),
    /// A file to write a model and its rows into.
    Model(Question, ModelKind),
    /// Another store.
    Store,
}

/// An answer without files that comes sooner than this came from no person: there is no dialog to
/// be had (no desktop portal, no `zenity`).
const NOBODY: Duration = Duration::from_millis(120);

/// What was chosen, `None` when the dialog was closed without, and after how long.
type Chosen = (Asking, Option<Vec<PathBuf>>, Duration);

/// The dialog that is open, if any.
pub struct Dialogs {
    open: Option<Asking>,
    send: Sender<Chosen>,
    receive: Receiver<Chosen>,
    wake: worker::Wake,
}

/// What to do with what was chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Run this.
    Run(Command),
    /// Copy the store there.
    BackUpTo(PathBuf),
    /// Write what a page shows there.
    ExportTo(Subject, OfferKind, PathBuf),
    /// Write the run-down of the plan that is shown there.
    RunDownTo(RunDownKind, PathBuf),
    /// Write the rejected rows of an import, or of the tray, there.
    RejectsTo(Option<ImportId>, PathBuf),
    /// Write a model and its rows there.
    ModelTo(Question, ModelKind, PathBuf),
    /// Open this store.
    Open(PathBuf),
    /// Say that this computer shows no file dialog.
    NoDialog(Asking),
}

impl Dialogs {
    /// No dialog is open; `wake` is called when one closes.
    pub fn new(wake: worker::Wake) -> Self {
        let (send, receive) = bounded(4);
        Self { open: None, send, receive, wake }
    }

    /// Whether a dialog is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Opens a dialog over the window, unless one is open.
    pub fn ask(&mut self, asking: Asking, frame: &eframe::Frame, lang: Lang) {
        if self.open.is_some() {
            return;
        }
        let dialog = AsyncFileDialog::new().set_parent(frame);
        let [tables, all, store] =
            labels([Label::LiveData, Label::AllFiles, Label::StoreFiles], lang);
        match asking {
            Asking::Files => {
                let dialog = dialog
                    .set_title(label(Label::ChooseFiles, lang))
                    .add_filter(
                        tables,
                        &["xlsx", "xls", "csv", "tsv", "txt", "zip", "json", "jsonl", "xml"],
                    )
                    .add_filter(all, &["*"]);
                let picked = dialog.pick_files();
                self.await_elsewhere(asking, async move { picked.await.map(paths) });
            }
            Asking::Backup => {
                let dialog = dialog
                    .set_title(label(Label::BackUpTo, lang))
                    .set_file_name(label(Label::BackupName, lang))
                    .add_filter(store, &["fupan"]);
                let picked = dialog.save_file();
                self.await_elsewhere(asking, async move { picked.await.map(|f| paths(vec![f])) });
            }
            Asking::Export(subject, kind) => {
                let ending = kind.extension();
                let name = text::file_name(subject, kind, lang);
                let dialog = dialog
                    .set_title(text::dialog(kind, lang))
                    .set_file_name(format!("{name}.{ending}"))
                    .add_filter(ending.to_uppercase(), &[ending]);
                let picked = dialog.save_file();
                self.await_elsewhere(asking, async move { picked.await.map(|f| paths(vec![f])) });
            }
            Asking::RunDown(kind) => {
                let ending = kind.extension();
                let dialog = dialog
                    .set_title(rundown::dialog(lang))
                    .set_file_name(format!("{}.{ending}", rundown::file_name(lang)))
                    .add_filter(ending.to_uppercase(), &[ending]);
                let picked = dialog.save_file();
                self.await_elsewhere(asking, async move { picked.await.map(|f| paths(vec![f])) });
            }
            Asking::Rejects(_) => {
                let dialog = dialog
                    .set_title(label(Label::RejectsTo, lang))
                    .set_file_name(label(Label::RejectsName, lang))
                    .add_filter("CSV", &["csv"]);
                let picked = dialog.save_file();
                self.await_elsewhere(asking, async move { picked.await.map(|f| paths(vec![f])) });
            }
            Asking::Model(question, model) => {
                let dialog = dialog
                    .set_title(label(Label::ModelTo, lang))
                    .set_file_name(format!("{}-{}.json", question.word(), model.word()))
                    .add_filter("JSON", &["json"]);
                let picked = dialog.save_file();
                self.await_elsewhere(asking, async move { picked.await.map(|f| paths(vec![f])) });
            }
            Asking::Store => {
                let dialog = dialog
                    .set_title(label(Label::OpenStore, lang))
                    .add_filter(store, &["fupan"])
                    .add_filter(all, &["*"]);
                let picked = dialog.pick_file();
                self.await_elsewhere(asking, async move { picked.await.map(|f| paths(vec![f])) });
            }
        }
    }

    fn await_elsewhere(
        &mut self,
        asking: Asking,
        picked: impl Future<Output = Option<Vec<PathBuf>>> + Send + 'static,
    ) {
        let (send, wake) = (self.send.clone(), Arc::clone(&self.wake));
        let started =
            std::thread::Builder::new().name("fupan-dialog".to_owned()).spawn(move || {
                let asked = Instant::now();
                let chosen = block_on(picked);
                // Nobody listens once the window is closed.
                if send.send((asking, chosen, asked.elapsed())).is_ok() {
                    wake();
                }
            });
        if started.is_ok() {
            self.open = Some(asking);
        }
    }

    /// What was chosen since the last call.
    pub fn poll(&mut self) -> Option<Choice> {
        let (asking, chosen, after) = self.receive.try_recv().ok()?;
        self.open = None;
        choice(asking, chosen.unwrap_or_default(), after)
    }
}

fn choice(asking: Asking, mut paths: Vec<PathBuf>, after: Duration) -> Option<Choice> {
    if paths.is_empty() {
        return (after < NOBODY).then_some(Choice::NoDialog(asking));
    }
    Some(match asking {
        Asking::Files => Choice::Run(Command::ImportPaths(paths)),
        Asking::Backup => Choice::BackUpTo(paths.swap_remove(0)),
        Asking::Export(subject, kind) => {
            Choice::ExportTo(subject, kind, ending_in(kind.extension(), paths.swap_remove(0)))
        }
        Asking::RunDown(kind) => {
            Choice::RunDownTo(kind, ending_in(kind.extension(), paths.swap_remove(0)))
        }
        Asking::Model(question, kind) => Choice::ModelTo(question, kind, paths.swap_remove(0)),
        Asking::Rejects(import) => Choice::RejectsTo(import, paths.swap_remove(0)),
        Asking::Store => Choice::Open(paths.swap_remove(0)),
    })
}

/// Some desktops leave the ending to the person.
fn ending_in(ending: &str, mut target: PathBuf) -> PathBuf {
    if target.extension().is_none_or(|own| !own.eq_ignore_ascii_case(ending)) {
        target.as_mut_os_string().push(format!(".{ending}"));
    }
    target
}

fn paths(files: Vec<FileHandle>) -> Vec<PathBuf> {
    files.into_iter().map(|file| file.path().to_owned()).collect()
}

/// Runs one future on this thread, parked in between: all of an async runtime that is needed.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::task::Poll;
    use std::time::Duration;

    use super::{Asking, Choice, choice};
    use crate::present::pages::export::{OfferKind, Subject};

    #[test]
    fn a_dialog_that_nobody_saw_is_told_from_one_that_was_closed() {
        let (soon, later) = (Duration::from_millis(5), Duration::from_secs(2));
        assert_eq!(choice(Asking::Store, vec![], later), None);
        let none = Some(Choice::NoDialog(Asking::Store));
        assert_eq!(choice(Asking::Store, vec![], soon), none);
        let file = PathBuf::from("a.fupan");
        let open = Some(Choice::Open(file.clone()));
        assert_eq!(choice(Asking::Store, vec![file], soon), open);
    }

    #[test]
    fn a_file_gets_the_ending_of_its_kind() {
        let later = Duration::from_secs(2);
        let asking = Asking::Export(Subject::Overview, OfferKind::Workbook);
        for (typed, file) in [("a", "a.xlsx"), ("a.XLSX", "a.XLSX"), ("11.21", "11.21.xlsx")] {
            let got = choice(asking, vec![PathBuf::from(typed)], later);
            let wanted = PathBuf::from(file);
            let wanted = Choice::ExportTo(Subject::Overview, OfferKind::Workbook, wanted);
            assert_eq!(got, Some(wanted));
        }
    }

    #[test]
    fn a_future_that_waits_once_is_awaited() {
        let mut asked = 0;
        let future = std::future::poll_fn(move |context| {
            asked += 1;
            if asked == 1 {
                context.waker().wake_by_ref();
                Poll::Pending
            } else {
                Poll::Ready(asked)
            }
        });
        assert_eq!(super::block_on(future), 2);
    }
}
