//! Plain pages for people without script, in Danish: whoever follows a link from anywhere finds the text itself.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::problem::Problem;

use self::comment::About;
use self::debate::Debate;
use super::parameters::{Id, Parameters};
use super::{comments, contributions, network, projects, summaries};
use crate::app::App;
use crate::language::Language;
use crate::problem::Refusal;

mod comment;
mod contribution;
mod debate;
mod frame;
mod heard;
mod home;
mod kinds;
mod project;
pub mod subscription;
mod text;
pub mod words;

/// The media type of a page.
pub const MEDIA_TYPE: &str = "text/html; charset=utf-8";
/// Where the pages' only style sheet lies.
pub const STYLE_PATH: &str = "/page.css";

const STYLE: &str = include_str!("pages/page.css");
/// A page shows words, pictures from here and one style sheet, whatever somebody wrote into it.
const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// Comments on one page.
const COMMENTS: &str = "100";

/// `GET /`
pub async fn home(State(app): State<Arc<App>>, parameters: Parameters) -> Result<Response, Refusal> {
    let projects = projects::read_page(&app, &Parameters::default()).await?;
    let contributions = contributions::read_page(&app, &parameters).await?;
    let shared = match home::is_first(&parameters) {
        true => network::read_page(&app, &Parameters::default()).await?.items,
        false => Vec::new(),
    };
    Ok(show(&home::draw_home(
        &app,
        &parameters,
        &projects,
        &contributions,
        &shared,
    )))
}

/// `GET /ideas/{id}` and `GET /debate/{id}`
pub async fn contribution(
    State(app): State<Arc<App>>,
    Id(id): Id,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let contribution = contributions::open(&app, &id).await?;
    let debate = read_debate(&app, &Ref::contribution(id), parameters).await?;
    Ok(show(&contribution::draw_contribution(
        &app,
        &contribution,
        &debate,
    )))
}

/// `GET /projects/{id}`
pub async fn project(
    State(app): State<Arc<App>>,
    Id(id): Id,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let project = projects::open(&app, &id).await?;
    let debate = read_debate(&app, &Ref::project(id), parameters).await?;
    let mut heard = Vec::new();
    for event in &project.events {
        heard.push(summaries::read_all(&app, &Ref::new(RefType::Event, &event.id)).await?);
    }
    Ok(show(&project::draw_project(&app, &project, &heard, &debate)))
}

/// `GET /comments/{id}`
pub async fn comment(
    State(app): State<Arc<App>>,
    Id(id): Id,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let alone = Parameters::default().with("depth", "0");
    let context = comments::read_context(&app, &id, &alone).await?;
    let about = read_about(&app, &context.comment.subject).await?;
    let parameters = parameters.with("depth", "0").with("limit", COMMENTS);
    let replies = comments::read_replies(&app, id, &parameters).await?;
    Ok(show(&comment::draw_comment(&app, &about, &context, &replies)))
}

/// What was heard about a subject, and a page of its comments in a row.
async fn read_debate(app: &App, subject: &Ref, parameters: Parameters) -> Result<Debate, Refusal> {
    let parameters = parameters.with("layout", "flat").with("limit", COMMENTS);
    Ok(Debate {
        heard: summaries::read_all(app, subject).await?,
        comments: comments::read_page(app, subject, &parameters).await?,
    })
}

/// What a comment is about, where that has a page.
async fn read_about(app: &App, subject: &str) -> Result<About, Refusal> {
    let subject = Ref::parse(subject).ok_or(Refusal::NotFound)?;
    if subject.of == RefType::Project {
        let project = projects::open(app, &subject.id).await?;
        return Ok(About {
            address: format!("projects/{}", project.id),
            title: project.title,
            sides: Vec::new(),
        });
    }
    let found = contributions::open(app, &subject.id).await?;
    Ok(About {
        address: contribution::address(&found),
        title: contribution::title(&found).to_owned(),
        sides: found.dilemma.map(|dilemma| dilemma.sides).unwrap_or_default(),
    })
}

/// `GET /page.css`
pub async fn style() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, STYLE).into_response()
}

/// The page of a problem; `up` leads from it to the first page.
pub fn write_problem(problem: &Problem, language: Language, up: &str) -> String {
    frame::draw_problem(problem, language, up).into_string()
}

/// The headers without which no page leaves.
pub fn protect(headers: &mut HeaderMap) {
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
}

fn show(page: &Markup) -> Response {
    let mut response = page.0.clone().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static("da"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    protect(headers);
    response
}
