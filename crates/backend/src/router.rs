//! Which address leads where, and what lies around every answer.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware;
use axum::response::{Redirect, Response};
use axum::routing::{get, post, put};
use samskab_protocol::service::WELL_KNOWN;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::app::{App, BASE_PATH};
use crate::faults::Fault;
use crate::routes::{
    answers, attachments, changes, comments, contributions, create, decisions, edit, evaluation, events,
    expectations, follows, labels, map, me, moderation, network, news, offers, pages, participants,
    priorities, progress, projects, queue, reactions, reports, service, subscriptions, summaries, withdraw,
};
use crate::{map as base_map, problem, shelf, spaces, throttle};

/// More than any text within the limits, written in the most wasteful way.
const BODY_MAX: usize = 256 * 1024;

/// The whole backend: the first municipality at the root, the others each below a path of its own.
pub fn build(apps: &[Arc<App>]) -> Router {
    let Some((root, others)) = apps.split_first() else {
        return Router::new();
    };
    let mut whole = build_one(root.clone());
    for app in others {
        let path = spaces::path_of(&app.space);
        // The links on its first page lead from a folder.
        let front = Redirect::permanent(&format!("{}/", app.public_url));
        whole = whole
            .route(&path, get(async || front))
            .nest_service(&format!("{path}/"), build_one(app.clone()));
    }
    whole
}

/// All that is answered for one municipality.
fn build_one(app: Arc<App>) -> Router {
    let collections = Router::new()
        .route("/", get(service::show))
        .merge(shared_lists(&app))
        .route(
            "/contributions/{id}",
            get(contributions::show)
                .patch(edit::contribution)
                .delete(withdraw::contribution),
        )
        .merge(projects())
        .route("/contributions/similar", get(contributions::similar))
        .route("/contributions/{id}/steps", post(progress::step))
        .route("/contributions/{id}/verdict", put(progress::verdict))
        .route("/contributions/{id}/merge", post(progress::merge))
        .merge(attachments(&app))
        .route("/topics", get(labels::topics))
        .route("/areas", get(labels::areas))
        .route("/answers", get(answers::list).post(answers::create))
        .route("/answers/{id}", get(answers::show))
        .route("/queue", get(queue::list))
        .route("/reports", get(reports::list).post(reports::create))
        .route("/reports/{id}", get(reports::show))
        .route(
            "/moderation-decisions",
            get(moderation::list).post(moderation::create),
        )
        .route("/moderation-decisions/{id}", get(moderation::show))
        .route("/moderation-decisions/{id}/appeal", post(moderation::appeal))
        .route(
            "/appeals/{id}",
            get(moderation::show_appeal).patch(moderation::decide_appeal),
        )
        .route(
            "/comments/{id}",
            get(comments::show).patch(edit::comment).delete(withdraw::comment),
        )
        .route("/comments/{id}/context", get(comments::context))
        .route("/changes", get(changes::list))
        .route("/changes/stream", get(changes::stream::show))
        .route("/participants", post(participants::create))
        .route("/participants/{id}", get(participants::show))
        .route("/me", get(me::show).patch(me::edit).delete(me::delete))
        .route("/me/state", get(me::state))
        .route("/me/export", get(me::export))
        .route(
            "/reactions/{ref}/{kind}",
            put(reactions::put).delete(reactions::delete),
        )
        .route("/network", get(network::list))
        .route("/network/{ref}", put(network::put).delete(network::delete))
        .route("/follows", get(follows::list))
        .route("/follows/{ref}", put(follows::put).delete(follows::delete))
        .route("/subscriptions", post(subscriptions::create));
    let collections = collections.layer(middleware::from_fn_with_state(app.clone(), throttle::throttle));
    let all = Router::new()
        .route(WELL_KNOWN, get(service::show))
        .route(&format!("{BASE_PATH}/"), get(service::show))
        .nest(BASE_PATH, collections)
        .route("/", get(pages::home))
        .route("/ideas/{id}", get(pages::contribution))
        .route("/debate/{id}", get(pages::contribution))
        .route("/projects/{id}", get(pages::project))
        .route("/comments/{id}", get(pages::comment))
        .route("/subscriptions/{id}", get(pages::subscription::read))
        .route(
            "/subscriptions/{id}/confirm",
            get(pages::subscription::read).post(pages::subscription::confirm),
        )
        .route(
            "/subscriptions/{id}/end",
            get(pages::subscription::read).post(pages::subscription::end),
        )
        .route(pages::STYLE_PATH, get(pages::style))
        .route(base_map::PATH, get(base_map::show))
        .fallback(problem::refuse_unknown_path)
        .method_not_allowed_fallback(problem::refuse_method)
        .with_state(app);
    wrap(all)
}

/// What everybody asks for.
fn shared_lists(app: &Arc<App>) -> Router<Arc<App>> {
    Router::new()
        .route(
            "/contributions",
            get(contributions::list).post(create::contribution),
        )
        .route("/contributions/map", get(map::show))
        .route("/comments", get(comments::list).post(create::comment))
        .route("/comments/{id}/replies", get(comments::replies))
        .route("/projects", get(projects::list).post(projects::create))
        .route("/projects/map", get(projects::map::show))
        .route_layer(middleware::from_fn_with_state(app.clone(), shelf::keep))
}

/// Pictures, which are larger than any text.
fn attachments(app: &App) -> Router<Arc<App>> {
    let max = DefaultBodyLimit::max(app.limits.attachment_bytes as usize);
    Router::new()
        .route("/uploads", post(attachments::upload).layer(max))
        .route(
            "/attachments/{id}",
            get(attachments::read).delete(attachments::delete),
        )
}

/// Projects and what hangs on them.
fn projects() -> Router<Arc<App>> {
    Router::new()
        .route("/projects/{id}", get(projects::show).patch(projects::change))
        .route("/projects/{id}/calendar.ics", get(events::project_calendar))
        .route("/projects/{id}/feed.atom", get(news::feed))
        .route(
            "/projects/{id}/priorities",
            get(priorities::show)
                .put(priorities::put)
                .delete(priorities::remove),
        )
        .route(
            "/projects/{id}/evaluation",
            get(evaluation::show)
                .put(evaluation::put)
                .delete(evaluation::remove),
        )
        .route("/events", get(events::list).post(events::create))
        .route("/events/{id}", get(events::show).patch(events::change))
        .route(
            "/events/{id}/registration",
            put(events::register).delete(events::withdraw),
        )
        .route("/offers", get(offers::list).post(offers::create))
        .route(
            "/offers/{id}",
            get(offers::show).patch(offers::change).delete(offers::withdraw),
        )
        .route(
            "/expectations",
            get(expectations::list).post(expectations::create),
        )
        .route(
            "/expectations/{id}",
            get(expectations::show)
                .patch(expectations::change)
                .delete(expectations::withdraw),
        )
        .route("/summaries", get(summaries::list).post(summaries::create))
        .route("/summaries/{id}", get(summaries::show).patch(summaries::change))
        .route("/summaries/{id}/responses", post(summaries::respond))
        .route("/decisions", get(decisions::list).post(decisions::create))
        .route("/decisions/{id}", get(decisions::show))
}

/// What lies around every answer. What is named last sees a request first.
fn wrap(router: Router) -> Router {
    router
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(CatchPanicLayer::custom(problem::refuse_after_panic))
        .layer(middleware::from_fn(problem::explain))
        .layer(allow_other_origins())
        .layer(middleware::map_response(forbid_where_nothing_changed))
        .layer(set("x-content-type-options", "nosniff"))
        .layer(set("referrer-policy", "no-referrer"))
        .layer(CompressionLayer::new())
}

/// Any page may embed the widget, so any origin may ask; no cookie is ever involved.
fn allow_other_origins() -> CorsLayer {
    let exposed = [
        header::ETAG,
        header::LOCATION,
        header::LINK,
        header::RETRY_AFTER,
        header::CONTENT_LANGUAGE,
        header::WWW_AUTHENTICATE,
    ];
    let allowed = [
        header::AUTHORIZATION,
        header::CONTENT_TYPE,
        header::IF_MATCH,
        header::IF_NONE_MATCH,
        HeaderName::from_static("idempotency-key"),
        header::ACCEPT_LANGUAGE,
    ];
    if Fault::CorsMissing.is_on() {
        return CorsLayer::new();
    }
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers(allowed)
        .expose_headers(
            exposed
                .into_iter()
                .filter(|_| !Fault::CorsExposeMissing.is_on())
                .collect::<Vec<_>>(),
        )
        .max_age(Duration::from_secs(7200))
}

/// Done by many servers that add headers themselves, and seen by nobody until a browser asks again.
async fn forbid_where_nothing_changed(mut response: Response) -> Response {
    if Fault::CorsMissingOn304.is_on() && response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    }
    response
}

fn set(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::Request;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_told_as_a_problem_and_says_nothing_of_the_inside() {
        async fn break_down() {
            panic!("the inside");
        }
        let router = wrap(Router::new().route("/", get(break_down)));
        let answer = router.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(answer.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX)
            .await
            .unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        assert!(
            text.contains("urn:samskab:problem:internal") && !text.contains("the inside"),
            "{text}"
        );
    }
}
