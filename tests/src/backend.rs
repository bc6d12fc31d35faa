//! The reference backend as a program of its own, on a database of its own.

mod pictures;
mod stewards;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use samskab_host::Serving;
use samskab_postbox::{Mail, Postbox};
use samskab_protocol::comment::{Comment, CommentContext};
use samskab_protocol::contribution::{Contribution, Kind};
use samskab_protocol::create::{CreateContribution, Guest};
use samskab_protocol::expectation::Expectation;
use samskab_protocol::offer::Offer;
use samskab_protocol::page::Page;
use samskab_protocol::project::Project;
use samskab_protocol::service::{Service, WELL_KNOWN};
use samskab_protocol::wire::Wire;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use tokio::process::Command;

use crate::process::{Process, listening, run};

/// A backend that can be stopped and started again on the same database.
pub struct Backend {
    program: PathBuf,
    public: String,
    home: TempDir,
    process: Option<Process>,
    port: u16,
    reads_first: bool,
    /// What adds a neighbor, once there is one.
    neighbor: Vec<OsString>,
    postbox: Postbox,
}

impl Backend {
    /// Fills a new database with the invented content and serves it; links in its answers begin with `public`.
    pub async fn seed(program: &Path, public: String) -> Result<Self> {
        let backend = Backend::prepare(program, public).await?;
        run(backend.command("seed")).await?;
        backend.serve().await
    }

    /// Imports an export of another system into a new database and serves it.
    pub async fn import(program: &Path, public: String, mapping: &Path, data: &Path) -> Result<Self> {
        let backend = Backend::prepare(program, public).await?;
        let mut command = backend.command("import");
        command.arg("--mapping").arg(mapping).arg("--data").arg(data);
        run(command).await?;
        backend.serve().await
    }

    /// Fills a new database with contributions and their comments, of which the first has 592 and the second 20, and
    /// serves it.
    pub async fn fill(program: &Path, public: String, contributions: u32, comments: u32) -> Result<Self> {
        let backend = Backend::prepare(program, public).await?;
        let mut command = backend.command("fill");
        command.args(["--contributions", &contributions.to_string()]);
        command.args(["--comments", &comments.to_string()]);
        run(command).await?;
        backend.serve().await
    }

    /// The port at which it listens itself, behind the network.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends the program; nobody answers any more.
    pub async fn stop(&mut self) -> Result<()> {
        match self.process.take() {
            Some(process) => process.end().await,
            None => Ok(()),
        }
    }

    /// Starts the program again at the port where it was.
    pub async fn start(&mut self) -> Result<()> {
        let mut command = self.command("serve");
        command.args(["--port", &self.port.to_string(), "--public-url", &self.public]);
        let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo/egeby.geojson");
        command.args(["--map-bounds", "9.43,56.265,9.58,56.375", "--base-map"]);
        command.arg(map);
        if self.reads_first {
            command.args(["--moderation", "pre"]);
        }
        command.args(&self.neighbor);
        command.args(["--smtp", &self.postbox.url(), "--mail-every-seconds", "1"]);
        command.args(["--mail-from", "Egeby Kommune <nyt@egeby.example>"]);
        // A journey writes faster than any person.
        command.args(["--writes-per-minute", "0"]);
        let (process, port) = Process::start(command, listening).await?;
        self.process = Some(process);
        self.port = port;
        Ok(())
    }

    /// Starts the program again so that somebody reads what people send before others can.
    pub async fn read_first(&mut self) -> Result<()> {
        self.stop().await?;
        self.reads_first = true;
        self.start().await
    }

    /// Starts the program again with a neighboring municipality beside this one. The pages of both stand on a site.
    pub async fn add_neighbor(&mut self, site: &Serving) -> Result<()> {
        self.stop().await?;
        let database = self.home.path().join("vesterby.sqlite");
        let mut seed = Command::new(&self.program);
        seed.args(["seed", "--municipality", "vesterby", "--database"])
            .arg(&database);
        run(seed).await?;
        let mut space = OsString::from("--space=vesterby=");
        space.push(database);
        let own = format!("--site={}", site.address("/pages/one.html"));
        let other = format!("--site=vesterby={}", site.address("/demo/vesterby.html"));
        self.neighbor = vec![space, own.into(), other.into()];
        self.start().await
    }

    /// The mails that it has sent, the oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        self.postbox.mails().all()
    }

    /// The service document.
    pub async fn service(&self) -> Result<Service> {
        self.get(WELL_KNOWN).await
    }

    /// Every contribution of a kind, page after page.
    pub async fn contributions(&self, kind: &str) -> Result<Vec<Contribution>> {
        let path = self.path_of(&self.service().await?.base);
        self.all(format!("{path}/contributions?kind={kind}")).await
    }

    /// The first page of a list, as it is asked for.
    pub async fn page<T: Wire>(&self, list: &str) -> Result<Vec<T>> {
        let path = self.path_of(&self.service().await?.base);
        let page: Page<T> = self.get(&format!("{path}{list}")).await?;
        Ok(page.items)
    }

    /// What lies at a path below the base.
    pub async fn one<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let base = self.path_of(&self.service().await?.base);
        self.get(&[&base, path].concat()).await
    }

    /// Every project, whole.
    pub async fn projects(&self) -> Result<Vec<Project>> {
        let path = self.path_of(&self.service().await?.base);
        let mut projects = Vec::new();
        for listed in self.all::<Project>(format!("{path}/projects")).await? {
            projects.push(self.get(&format!("{path}/projects/{}", listed.id)).await?);
        }
        Ok(projects)
    }

    /// Everything that is expected of a project.
    pub async fn expectations(&self, project: &str) -> Result<Vec<Expectation>> {
        let path = self.path_of(&self.service().await?.base);
        self.all(format!("{path}/expectations?project={project}")).await
    }

    /// One contribution, whole.
    pub async fn contribution(&self, id: &str) -> Result<Contribution> {
        let path = self.path_of(&self.service().await?.base);
        self.get(&format!("{path}/contributions/{id}")).await
    }

    /// How often these words stand in what lies at a path below the base.
    pub async fn count(&self, path: &str, words: &str) -> Result<usize> {
        let base = self.path_of(&self.service().await?.base);
        let found: serde_json::Value = self.get(&format!("{base}/{path}")).await?;
        Ok(found.to_string().matches(words).count())
    }

    /// Stores something that a person could have sent, without any browser.
    pub async fn store(&self, collection: &str, what: &impl Serialize, key: &str) -> Result<()> {
        self.create::<serde_json::Value>(collection, what, key).await?;
        Ok(())
    }

    /// The same, with what the backend answers to it.
    pub async fn create<T: DeserializeOwned>(
        &self,
        collection: &str,
        what: &impl Serialize,
        key: &str,
    ) -> Result<T> {
        let path = self.path_of(&self.service().await?.base);
        let address = format!("http://127.0.0.1:{}{path}/{collection}", self.port);
        let request = reqwest::Client::new()
            .post(address)
            .header("idempotency-key", key)
            .json(what);
        let answer = request.send().await?;
        let status = answer.status();
        ensure!(
            status.is_success(),
            "the backend refuses it: {status} {}",
            answer.text().await?
        );
        Ok(answer.json().await?)
    }

    /// Takes back what lies at a path below the base, as the guest who sent it.
    pub async fn delete(&self, path: &str, secret: &str) -> Result<()> {
        let base = self.path_of(&self.service().await?.base);
        let request = reqwest::Client::new()
            .delete(format!("http://127.0.0.1:{}{base}/{path}", self.port))
            .header("authorization", format!("Guest {secret}"));
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// Stores so many ideas that differ only in a number.
    pub async fn fill_up(&self, count: usize) -> Result<()> {
        for number in 1..=count {
            let idea = CreateContribution {
                kind: Kind::Idea,
                title: format!("Idé nummer {number}"),
                problem: Some("Der mangler noget.".into()),
                body: "Sæt det i stand.".into(),
                lang: Some("da".into()),
                author: Some(Guest {
                    name: "Prøve".into(),
                    ..Guest::default()
                }),
                ..CreateContribution::default()
            };
            self.store("contributions", &idea, &format!("fill-up-{number:08}"))
                .await?;
        }
        Ok(())
    }

    /// A page for people, as it comes without script.
    pub async fn read_page(&self, path: &str) -> Result<String> {
        let address = format!("http://127.0.0.1:{}{path}", self.port);
        Ok(reqwest::get(&address).await?.error_for_status()?.text().await?)
    }

    /// What lies at an address that the backend has given.
    pub async fn read_bytes(&self, address: &str) -> Result<Vec<u8>> {
        let address = format!("http://127.0.0.1:{}{}", self.port, self.path_of(address));
        let answer = reqwest::get(&address).await?.error_for_status()?;
        Ok(answer.bytes().await?.to_vec())
    }

    /// How many ideas have this title.
    pub async fn count_ideas(&self, title: &str) -> Result<usize> {
        Ok(self
            .contributions("idea")
            .await?
            .iter()
            .filter(|idea| idea.title == title)
            .count())
    }

    /// Every comment on a contribution, at every depth.
    pub async fn comments(&self, contribution: &str) -> Result<Vec<Comment>> {
        let path = self.path_of(&self.service().await?.base);
        self.all(format!(
            "{path}/comments?subject=contribution:{contribution}&layout=flat"
        ))
        .await
    }

    /// A comment with what lies above it.
    pub async fn context(&self, comment: &str) -> Result<CommentContext> {
        let path = self.path_of(&self.service().await?.base);
        self.get(&format!("{path}/comments/{comment}/context")).await
    }

    /// Everything that is offered to something, such as `contribution:42`.
    pub async fn offers(&self, subject: &str) -> Result<Vec<Offer>> {
        let path = self.path_of(&self.service().await?.base);
        self.all(format!("{path}/offers?subject={subject}")).await
    }

    async fn prepare(program: &Path, public: String) -> Result<Self> {
        let home = TempDir::with_prefix("samskab-backend-")?;
        Ok(Backend {
            program: program.to_owned(),
            public,
            home,
            process: None,
            port: 0,
            reads_first: false,
            neighbor: Vec::new(),
            postbox: Postbox::open(0).await?,
        })
    }

    async fn serve(mut self) -> Result<Self> {
        self.start().await?;
        Ok(self)
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg(name)
            .arg("--database")
            .arg(self.home.path().join("samskab.sqlite"));
        command
    }

    async fn all<T: Wire>(&self, first: String) -> Result<Vec<T>> {
        let mut items = Vec::new();
        let mut next = Some(first);
        while let Some(path) = next {
            let page: Page<T> = self.get(&path).await?;
            items.extend(page.items);
            next = page.page.next.map(|next| self.path_of(&next));
        }
        Ok(items)
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let address = format!("http://127.0.0.1:{}{path}", self.port);
        let answer = reqwest::get(&address).await?.error_for_status()?;
        answer
            .json()
            .await
            .with_context(|| format!("{address} answers something else than expected"))
    }

    /// The backend's own path of an address that leads through the network.
    fn path_of(&self, address: &str) -> String {
        address.strip_prefix(&self.public).unwrap_or(address).to_owned()
    }
}
