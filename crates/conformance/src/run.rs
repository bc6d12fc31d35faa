//! One run against one backend: what it claims, who acts, and where may be written.

use std::sync::Mutex;

use reqwest::Method;
use serde_json::Value;
use tokio::sync::OnceCell;

use crate::answer::Answer;
use crate::http::{Ask, Http};
use crate::people::{Person, Principal};
use crate::settings::Settings;
use crate::stage::Leaving;
use crate::verdict::{Finding, Outcome};

/// What every conformance class begins with.
pub const CLASS_PREFIX: &str = "urn:samskab:conf:1.0:";
/// The path of the service document.
pub const WELL_KNOWN: &str = "/.well-known/samskab";

/// One run against one backend.
pub struct Run {
    /// The way there.
    pub http: Http,
    /// Scheme, host and port of the address that was given.
    pub origin: String,
    /// Where the service document lies.
    pub document: String,
    /// What the backend says of itself.
    pub service: Value,
    /// What every text begins with that is written.
    pub mark: String,
    /// What draws the samples.
    pub seed: u64,
    /// The sandbox project, if writing is allowed and the backend names it.
    pub sandbox: Option<String>,
    /// Why nothing is written, where nothing is.
    pub why_no_writing: Option<String>,
    pub(crate) alice: (Principal, OnceCell<Person>),
    pub(crate) bob: (Principal, OnceCell<Person>),
    pub(crate) steward: (Principal, OnceCell<Person>),
    pub(crate) second_steward: (Principal, OnceCell<Person>),
    pub(crate) leaving: Mutex<Vec<Leaving>>,
    pub(crate) samples: OnceCell<crate::samples::Samples>,
}

impl Run {
    /// Finds the backend and asks what it is.
    ///
    /// # Errors
    /// One line that says why the suite cannot run: nobody answers, or what answers is no service document.
    pub async fn begin(settings: &Settings) -> Result<Run, String> {
        let http = Http::new(settings.rate).map_err(|error| error.to_string())?;
        let document = find_document(&settings.address)?;
        let place = document.to_string();
        let answer = http.ask(Method::GET, place.clone()).await;
        let answer = answer.map_err(|finding| match finding {
            Finding::Fails(why) | Finding::Inconclusive(why) | Finding::Skipped(why) => why,
        })?;
        let service = answer.json().ok().filter(|service| service["base"].is_string());
        let service = service.filter(|_| answer.status == 200).cloned();
        let status = answer.status;
        let service = service.ok_or(format!("{place} answered {status} and no service document"))?;
        let mut run = Run {
            http,
            origin: document.origin().ascii_serialization(),
            document: place,
            service,
            mark: format!("[conform {}]", uuid::Uuid::now_v7().simple()),
            seed: settings.seed,
            sandbox: None,
            why_no_writing: None,
            alice: (settings.alice.clone(), OnceCell::new()),
            bob: (settings.bob.clone(), OnceCell::new()),
            steward: (settings.steward.clone(), OnceCell::new()),
            second_steward: (settings.second_steward.clone(), OnceCell::new()),
            leaving: Mutex::default(),
            samples: OnceCell::new(),
        };
        match run.open_sandbox(settings).await {
            Ok(sandbox) => {
                run.http.allow_writing();
                run.sandbox = Some(sandbox);
            }
            Err(why) => run.why_no_writing = Some(why),
        }
        Ok(run)
    }

    /// Whether the backend claims this class.
    pub fn claims(&self, class: &str) -> bool {
        let claimed = self.service["conformsTo"].as_array().into_iter().flatten();
        claimed
            .filter_map(Value::as_str)
            .any(|uri| uri.strip_prefix(CLASS_PREFIX) == Some(class))
    }

    /// Where the collections lie.
    pub fn base(&self) -> &str {
        self.service["base"]
            .as_str()
            .unwrap_or_default()
            .trim_end_matches('/')
    }

    /// Asks for something below the base, at the well-known place, or at an absolute address.
    pub fn get(&self, path: impl AsRef<str>) -> Ask<'_> {
        self.ask(Method::GET, path)
    }

    /// Asks by any verb.
    pub fn ask(&self, method: Method, path: impl AsRef<str>) -> Ask<'_> {
        let path = path.as_ref();
        let url = if path.starts_with("http") {
            path.to_owned()
        } else if path.starts_with("/.well-known") {
            format!("{}{path}", self.origin)
        } else if self.has_files() {
            format!("{}{}", self.base(), file_of(path))
        } else {
            format!("{}{path}", self.base())
        };
        self.http.ask(method, url)
    }

    /// Whether the backend is a folder of files.
    pub fn has_files(&self) -> bool {
        self.service["files"] == true
    }

    /// Asks for something that must be there.
    pub async fn read(&self, path: impl AsRef<str>) -> Outcome<Answer> {
        self.get(path).await?.expect(200)
    }

    /// A limit that the backend has told, or what the protocol gives where it says nothing.
    pub fn limit(&self, name: &str, usual: u64) -> u64 {
        self.service["limits"][name].as_u64().unwrap_or(usual)
    }

    /// The id of a project in which one may write without disturbing anybody, which only the backend can name.
    async fn open_sandbox(&self, settings: &Settings) -> Result<String, String> {
        if !settings.allow_writes {
            return Err("writing is not allowed; --allow-writes and --sandbox allow it".into());
        }
        let wanted = settings.sandbox.as_deref().ok_or("no --sandbox was given")?;
        let named = self.service["sandbox_projects"].as_array().into_iter().flatten();
        if !named.filter_map(Value::as_str).any(|id| id == wanted) {
            return Err(format!(
                "the backend does not name {wanted} among its sandbox_projects"
            ));
        }
        let project = self.get(format!("/projects/{}", encode(wanted))).await;
        let is_sandbox = project.is_ok_and(|answer| answer.at("/sandbox").is_ok_and(|mark| mark == true));
        if is_sandbox {
            Ok(wanted.to_owned())
        } else {
            Err(format!("the project {wanted} is not marked as a sandbox"))
        }
    }
}

/// Where the service document of a backend lies: at the well-known place, unless the address has a path of its own.
fn find_document(address: &str) -> Result<reqwest::Url, String> {
    let address = reqwest::Url::parse(address).map_err(|error| format!("{address}: {error}"))?;
    match address.path() {
        "" | "/" => address.join(WELL_KNOWN).map_err(|error| error.to_string()),
        _ => Ok(address),
    }
}

/// Where the file lies that stands for a path below the base.
fn file_of(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut parameters = query.split('&');
    match parameters.find_map(|one| one.strip_prefix("subject=")?.split_once(':')) {
        Some((of, id)) if path == "/comments" => format!("/comments/{of}/{id}.json"),
        _ => format!("{path}.json"),
    }
}

/// Writes an id so that it can stand in an address.
pub fn encode(id: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte);
    id.bytes()
        .map(|byte| {
            if is_plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_any_signs_can_stand_in_an_address() {
        assert_eq!(encode("contribution:a b/å"), "contribution:a%20b%2F%C3%A5");
    }

    #[test]
    fn a_backend_of_files_is_asked_for_files() {
        assert_eq!(file_of("/contributions?limit=1"), "/contributions.json");
        assert_eq!(file_of("/projects/station"), "/projects/station.json");
        let debate = file_of("/comments?subject=contribution:bench-17&layout=flat");
        assert_eq!(debate, "/comments/contribution/bench-17.json");
    }

    #[test]
    fn an_address_with_a_path_of_its_own_is_asked_as_it_is() {
        let find = |address: &str| find_document(address).unwrap().to_string();
        assert_eq!(find("https://a.example"), "https://a.example/.well-known/samskab");
        assert_eq!(
            find("https://a.example/s/service.json"),
            "https://a.example/s/service.json"
        );
    }
}
