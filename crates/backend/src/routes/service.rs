//! What the backend says of itself, and what stands on the first page if that is asked for along with it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::contribution::Kind;
use samskab_protocol::identifier::Ref;
use samskab_protocol::later::Later;
use samskab_protocol::moderation::Moderation;
use samskab_protocol::report::ReportReason;
use samskab_protocol::service::{Action, Actions, First, Mode, Service};

use super::answer::reply;
use super::parameters::{Parameters, link};
use super::{comments, contributions, projects, summaries};
use crate::app::App;
use crate::problem::Refusal;
use crate::{order, reactions};

/// The conformance classes that this backend claims.
const CONFORMS_TO: &[&str] = &[
    "urn:samskab:conf:1.0:core",
    "urn:samskab:conf:1.0:projects",
    "urn:samskab:conf:1.0:contributions",
    "urn:samskab:conf:1.0:comments-flat",
    "urn:samskab:conf:1.0:comments-tree",
    "urn:samskab:conf:1.0:markup",
    "urn:samskab:conf:1.0:write-contributions",
    "urn:samskab:conf:1.0:write-comments",
    "urn:samskab:conf:1.0:positions",
    "urn:samskab:conf:1.0:idempotency",
    "urn:samskab:conf:1.0:guest",
    "urn:samskab:conf:1.0:search",
    "urn:samskab:conf:1.0:fair-order",
    "urn:samskab:conf:1.0:live",
    "urn:samskab:conf:1.0:events",
    "urn:samskab:conf:1.0:registration",
    "urn:samskab:conf:1.0:offers",
    "urn:samskab:conf:1.0:expectations",
    "urn:samskab:conf:1.0:summaries",
    "urn:samskab:conf:1.0:decisions",
    "urn:samskab:conf:1.0:priorities",
    "urn:samskab:conf:1.0:evaluation",
    "urn:samskab:conf:1.0:participants",
    "urn:samskab:conf:1.0:edit",
    "urn:samskab:conf:1.0:reactions",
    "urn:samskab:conf:1.0:me-state",
    "urn:samskab:conf:1.0:follow",
    "urn:samskab:conf:1.0:export",
    "urn:samskab:conf:1.0:similar",
    "urn:samskab:conf:1.0:answers",
    "urn:samskab:conf:1.0:trail",
    "urn:samskab:conf:1.0:reports",
    "urn:samskab:conf:1.0:moderation-log",
    "urn:samskab:conf:1.0:steward",
    "urn:samskab:conf:1.0:attachments",
    "urn:samskab:conf:1.0:map",
];

/// Claimed where one process serves several municipalities.
const NETWORK: &str = "urn:samskab:conf:1.0:network";
/// Claimed where mail can be sent.
const SUBSCRIPTIONS: &str = "urn:samskab:conf:1.0:subscriptions";
/// Claimed where there is a project to try things out in.
const TEST_SUPPORT: &str = "urn:samskab:conf:1.0:test-support";

/// `GET /.well-known/samskab`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let mut service = describe(&app);
    service.sandbox_projects = app.store.read_sandboxes().await?;
    if !service.sandbox_projects.is_empty() {
        service.conforms_to.push(TEST_SUPPORT.into());
    }
    if app.network.has_several() {
        service.conforms_to.push(NETWORK.into());
    }
    if let Some(wanted) = parameters.text("first") {
        service.first = read_first(&app, wanted).await?;
    }
    reply(&headers, &service)
}

fn describe(app: &App) -> Service {
    let native = || Action {
        mode: Mode::Native,
        url: None,
    };
    Service {
        protocol: "samskab".into(),
        version: "1.0".into(),
        base: app.address(""),
        files: false,
        conforms_to: CONFORMS_TO
            .iter()
            .copied()
            .chain(app.mail.as_ref().map(|_| SUBSCRIPTIONS))
            .map(str::to_owned)
            .collect(),
        publisher: app.settings.publisher.clone(),
        languages: app.settings.languages.clone(),
        default_language: app.settings.default_language.clone(),
        timezone: Some(app.settings.timezone.clone()),
        limits: app.limits.clone(),
        kinds: Kind::ALL.to_vec(),
        orderings: order::declare(app.counts),
        moderation: Some(Moderation {
            mode: app.settings.moderation,
            reasons: ReportReason::ALL.to_vec(),
            appeals: true,
        }),
        reactions: reactions::declare(),
        counts_visibility: app.counts,
        actions: Actions {
            contribute: native(),
            comment: native(),
            support: native(),
            follow: native(),
            subscribe: app.mail.as_ref().map_or_else(Action::default, |_| native()),
            offer: native(),
            expect: native(),
            report: native(),
            edit: native(),
            attach: native(),
        },
        map: app
            .map
            .describe(&app.public_url)
            .as_ref()
            .map_or_else(Later::default, Later::of),
        sandbox_projects: Vec::new(),
        first: None,
    }
}

/// What is not there is left out: the reader then asks for it and is told.
async fn read_first(app: &App, wanted: &str) -> Result<Option<First>, Refusal> {
    match gather_first(app, wanted).await {
        Ok(first) => Ok(first),
        Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

async fn gather_first(app: &App, wanted: &str) -> Result<Option<First>, Refusal> {
    let (what, which) = wanted.split_once(':').unwrap_or((wanted, ""));
    let nothing = Parameters::default();
    let first = match what {
        "contributions" => {
            let query = link(String::new(), &[("kind", which.to_owned())]);
            let parameters = Parameters::parse(query.trim_start_matches('?'));
            First::default().with(
                "contributions",
                &contributions::read_page(app, &parameters).await?,
            )
        }
        "contribution" => {
            let subject = Ref::contribution(which);
            let first = First::default().with("contribution", &contributions::open(app, which).await?);
            let comments = comments::read_page(app, &subject, &nothing).await?;
            let heard = summaries::read_page(app, &subject, &nothing).await?;
            first
                .and_then(|first| first.with("comments", &comments))
                .and_then(|first| first.with("summaries", &heard))
        }
        "projects" => First::default().with("projects", &projects::read_page(app, &nothing).await?),
        "project" => First::default().with("project", &projects::open(app, which).await?),
        _ => return Ok(None),
    };
    first.map(Some).map_err(|_| Refusal::Internal)
}
