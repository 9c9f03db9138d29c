//! Programs that the tests start, and that never outlive them.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// A running program, in a process group of its own under a shell that waits at the end of a pipe. However this
/// process goes away (a panic, Ctrl-C, a kill), the pipe closes, and the shell ends the whole group.
pub(crate) struct Watched {
    shell: Child,
}

/// What a program prints, a line at a time.
pub(crate) struct Output(mpsc::Receiver<String>);

const SHELL: &str = r#""$@" < /dev/null & read -r _; kill -KILL 0"#;

impl Watched {
    pub(crate) fn start(program: &Command) -> (Watched, Output) {
        let mut shell = Command::new("sh");
        shell.args(["-c", SHELL, "sh"]).arg(program.get_program()).args(program.get_args());
        let mut shell = shell
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|why| panic!("{program:?} could not be started: {why}"));
        let output = shell.stdout.take().expect("the output was asked for above");
        (Watched { shell }, read_lines(output))
    }
}

impl Output {
    /// What it has said since it was last asked.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.try_iter().collect()
    }

    /// Waits for the line of output in which `pick` finds something.
    pub(crate) fn wait_for_line<T>(&self, what: &str, pick: impl Fn(&str) -> Option<T>) -> T {
        let mut seen = String::new();
        while let Ok(line) = self.0.recv_timeout(Duration::from_secs(300)) {
            if let Some(found) = pick(&line) {
                return found;
            }
            seen.push_str(&line);
            seen.push('\n');
        }
        panic!("{what} did not say that it is ready; it said:\n{seen}")
    }
}

/// Reads to the end, so that the program never waits for a full pipe.
fn read_lines(output: ChildStdout) -> Output {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // Nobody listens any more once the program has said what was waited for.
            let _ = sender.send(line);
        }
    });
    Output(receiver)
}

impl Drop for Watched {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
        // The others of the group are killed at the same moment, but a busy machine takes its time over them, and
        // meanwhile they hold their files and locks.
        let start = Instant::now();
        while has_members(self.shell.id()) && start.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Whether a process of a group still has a thread that runs.
fn has_members(group: u32) -> bool {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    processes.into_iter().any(|process| {
        let stat = std::fs::read_to_string(process.path().join("stat")).unwrap_or_default();
        // After the name, which may hold anything: state, parent, group.
        let mut fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
        let (state, of) = (fields.next(), fields.nth(1));
        let threads = || std::fs::read_dir(process.path().join("task")).into_iter().flatten().count();
        of == Some(group.to_string().as_str()) && (state != Some("Z") || 1 < threads())
    })
}

/// Where a program is on the `PATH`.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
}
