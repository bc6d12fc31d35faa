//! Plain pages for people without script, in Danish: whoever follows a link from anywhere finds the text itself.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use samskab_protocol::identifier::Ref;
use samskab_protocol::problem::Problem;

use super::parameters::{Id, Parameters};
use super::{comments, contributions, projects};
use crate::app::App;
use crate::language::Language;
use crate::problem::Refusal;

mod contribution;
mod debate;
mod frame;
mod home;
mod kinds;
mod project;
mod text;
mod words;

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
    Ok(show(&home::draw_home(
        &app,
        &parameters,
        &projects,
        &contributions,
    )))
}

/// `GET /ideas/{id}` and `GET /debate/{id}`
pub async fn contribution(
    State(app): State<Arc<App>>,
    Id(id): Id,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let contribution = contributions::open(&app, &id).await?;
    let parameters = parameters.with("layout", "flat").with("limit", COMMENTS);
    let debate = comments::read_page(&app, &Ref::contribution(id), &parameters).await?;
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
    let parameters = parameters.with("layout", "flat").with("limit", COMMENTS);
    let debate = comments::read_page(&app, &Ref::project(id), &parameters).await?;
    Ok(show(&project::draw_project(&app, &project, &debate)))
}

/// `GET /page.css`
pub async fn style() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, STYLE).into_response()
}

/// The page of a problem.
pub fn write_problem(problem: &Problem, language: Language) -> String {
    frame::draw_problem(problem, language).into_string()
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
