//! What tagging costs over the wire, beside a bare tonic server that answers the same messages with a ready answer of the same size.
//!
//! `cargo bench --bench transport`; further words are arguments of `gaztag serve` (`-- --log-level warn`). The payload is one article of
//! 3.4 kB, the gazetteers are those that the binary carries. Both servers are processes of their own, with one thread and with two; one
//! client calls them by turns, in rounds, on the same machine. Documents a second and times of calls are the client's, so that they
//! share the cores with it; processor time a document is the server's alone (Linux tells it). No criterion: it measures one thing after
//! the other in this process alone.

#![expect(clippy::print_stdout, reason = "its table is what it is for, and servers print where they listen")]

mod echo;
mod load;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use echo::Answers;
use gaztag::pb;
use load::{MODES, Mode};
use prost::Message as _;
use tokio::runtime::{Builder, Runtime};

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A Russian news article, written for this repository.
const ARTICLE: &str = include_str!("../samples/article.txt");

const ROUNDS: usize = 5;
/// How long a server is kept busy in a round.
const TURN: Duration = Duration::from_millis(1500);
const THREADS: [usize; 2] = [1, 2];
/// Threads of the client.
const CLIENT_THREADS: usize = 2;

fn main() {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [echo, threads, folder] = arguments.as_slice()
        && echo == "--echo"
    {
        let answers = Answers { listed: read(folder, "listed"), all: read(folder, "all") };
        let threads = threads.parse().expect("this program wrote the number");
        return runtime(threads).block_on(echo::serve(answers));
    }
    let client = runtime(CLIENT_THREADS);
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let program = std::env::current_exe().expect("the system tells which program runs");
    for threads in THREADS {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gaztag"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--threads", &threads.to_string()]).args(&arguments);
        let gaztag = Server::start("gaztag", &mut command);
        client.block_on(save_answers(&gaztag, folder.path()));
        let mut command = Command::new(&program);
        command.args(["--echo", &threads.to_string()]).arg(folder.path());
        measure(&client, &[Server::start("bare echo", &mut command), gaztag], threads);
    }
}

fn runtime(threads: usize) -> Runtime {
    Builder::new_multi_thread().worker_threads(threads).enable_all().build().expect("threads can be started")
}

/// A server in a process of its own, which ends with this.
struct Server {
    title: &'static str,
    url: String,
    process: Child,
}

impl Server {
    fn start(title: &'static str, command: &mut Command) -> Self {
        let mut process =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program can be started");
        let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        let line = lines.next().expect("it says where it listens").expect("it writes UTF-8");
        let url = line.strip_prefix("listening on ").unwrap_or_else(|| panic!("it says `{line}`")).to_owned();
        // What else it says is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { title, url, process }
    }

    /// Processor time of all its threads so far, in nanoseconds; 0 where the system does not tell it.
    fn processor_nanoseconds(&self) -> u64 {
        let threads = fs::read_dir(format!("/proc/{}/task", self.process.id())).into_iter().flatten().flatten();
        let times = threads.filter_map(|thread| fs::read_to_string(thread.path().join("schedstat")).ok());
        times.filter_map(|times| times.split_whitespace().next()?.parse::<u64>().ok()).sum()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Asks for what no gazetteer lists, too, or not.
fn config(unlisted: bool) -> pb::AnalysisConfig {
    pb::AnalysisConfig { unlisted_enabled: Some(unlisted), ..pb::AnalysisConfig::default() }
}

/// Writes what the server answers, for the bare one.
async fn save_answers(gaztag: &Server, folder: &Path) {
    let mut client = load::connect(&gaztag.url).await.swap_remove(0);
    for (name, unlisted) in [("listed", false), ("all", true)] {
        let document = pb::Document { content: ARTICLE.to_owned(), ..pb::Document::default() };
        let request = pb::AnalyzeEntitiesRequest { document: Some(document), config: Some(config(unlisted)) };
        let answer = client.analyze_entities(request).await.expect("the article is answered").into_inner();
        let result = answer.result.expect("an answer has a result");
        println!("answer of {name}: {} mentions, {} bytes", result.mentions.len(), result.encoded_len());
        fs::write(folder.join(name), result.encode_to_vec()).expect("there is room");
    }
}

fn read(folder: &str, name: &str) -> pb::DocumentResult {
    let bytes = fs::read(Path::new(folder).join(name)).expect("this program wrote the file");
    pb::DocumentResult::decode(bytes.as_slice()).expect("it is an answer")
}

/// What one turn showed.
#[derive(Clone, Copy, Debug)]
struct Turn {
    documents_a_second: f64,
    median_call: f64,
    slow_call: f64,
    server_microseconds: f64,
}

/// Prints the table of servers with so many threads.
fn measure(client: &Runtime, servers: &[Server], threads: usize) {
    println!("\nserver threads: {threads}\n");
    println!(
        "| call | answer | server | documents/s | of echo | p50, us | p99, us | server CPU a document, us | above echo |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for (mode, title) in MODES {
        for (answer, unlisted) in [("listed", false), ("all", true)] {
            let mut turns: Vec<Vec<Turn>> = vec![Vec::new(); servers.len()];
            for round in 0..=ROUNDS {
                for place in 0..servers.len() {
                    let place = (place + round) % servers.len();
                    let turn = client.block_on(turn(&servers[place], mode, &config(unlisted)));
                    // The first round warms up.
                    if round > 0 {
                        turns[place].push(turn);
                    }
                }
            }
            let medians: Vec<Turn> = turns.iter().map(|turns| Turn::median(turns)).collect();
            for (server, median) in servers.iter().zip(&medians) {
                println!(
                    "| {title} | {answer} | {} | {:.0} | {:.0} % | {:.0} | {:.0} | {:.1} | {:.1} |",
                    server.title,
                    median.documents_a_second,
                    median.documents_a_second / medians[0].documents_a_second * 100.0,
                    median.median_call,
                    median.slow_call,
                    median.server_microseconds,
                    median.server_microseconds - medians[0].server_microseconds,
                );
            }
        }
    }
}

async fn turn(server: &Server, mode: Mode, config: &pb::AnalysisConfig) -> Turn {
    let clients = load::connect(&server.url).await;
    let (before, begin) = (server.processor_nanoseconds(), Instant::now());
    let (mut calls, documents_a_call) = load::call(&clients, mode, ARTICLE, config, TURN).await;
    let seconds = begin.elapsed().as_secs_f64();
    let nanoseconds = server.processor_nanoseconds() - before;
    calls.sort_unstable();
    let documents = (calls.len() * documents_a_call) as f64;
    Turn {
        documents_a_second: documents / seconds,
        median_call: calls[calls.len() / 2].as_secs_f64() * 1e6,
        slow_call: calls[calls.len() * 99 / 100].as_secs_f64() * 1e6,
        server_microseconds: nanoseconds as f64 / 1e3 / documents,
    }
}

impl Turn {
    /// The median of each figure.
    fn median(turns: &[Self]) -> Self {
        let median = |figure: fn(&Self) -> f64| {
            let mut figures: Vec<f64> = turns.iter().map(figure).collect();
            figures.sort_by(f64::total_cmp);
            figures[figures.len() / 2]
        };
        Self {
            documents_a_second: median(|turn| turn.documents_a_second),
            median_call: median(|turn| turn.median_call),
            slow_call: median(|turn| turn.slow_call),
            server_microseconds: median(|turn| turn.server_microseconds),
        }
    }
}
