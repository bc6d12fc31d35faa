//! The page that a mail leads to. It asks with one button whether news are to come, or to end, and does nothing until
//! it is pressed: some mail programs open every link before its reader does.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use maud::{Markup, html};

use super::frame::draw_alone;
use super::show;
use crate::app::App;
use crate::language::Language;
use crate::mail::letter::{language_of, quote};
use crate::mail::news;
use crate::problem::Refusal;
use crate::routes::parameters::Id;
use crate::routes::subscriptions::begin_now;
use crate::store::subscriptions::Subscription;

/// `GET /subscriptions/{token}`, also where one of its buttons was pressed: the page may be opened again.
pub async fn read(State(app): State<Arc<App>>, Id(token): Id) -> Result<Response, Refusal> {
    match find(&app, &token).await? {
        Some(found) => draw(&app, &token, &found).await,
        None => Ok(hide(show(&draw_nothing(&app, usual_language(&app))))),
    }
}

/// `POST /subscriptions/{token}/confirm`
pub async fn confirm(State(app): State<Arc<App>>, Id(token): Id) -> Result<Response, Refusal> {
    if let Some(found) = find(&app, &token).await? {
        let since = begin_now(&app).await?;
        let mut writing = app.store.begin().await?;
        writing.confirm_subscription(&found.id, since).await?;
        writing.commit().await?;
    }
    read(State(app), Id(token)).await
}

/// `POST /subscriptions/{token}/end`: by the page's button, or by that of a mail program (RFC 8058).
pub async fn end(State(app): State<Arc<App>>, Id(token): Id) -> Result<Response, Refusal> {
    let Some(found) = find(&app, &token).await? else {
        return Ok(end_in(&app, usual_language(&app)));
    };
    let mut writing = app.store.begin().await?;
    writing.end_subscription(&found.id).await?;
    writing.commit().await?;
    Ok(end_in(&app, language_of(&app, &found)))
}

async fn find(app: &App, token: &str) -> Result<Option<Subscription>, Refusal> {
    let id = app.key.open_token(token).ok_or(Refusal::NotFound)?;
    Ok(app.store.read_subscription(id).await?)
}

async fn draw(app: &App, token: &str, found: &Subscription) -> Result<Response, Refusal> {
    let language = language_of(app, found);
    let named = news::name(app, &found.subject).await?;
    let about = named.map(|named| quote(&named, language)).unwrap_or_default();
    let page = match found.confirmed_at {
        Some(_) => draw_confirmed(app, token, &about, language),
        None => draw_question(app, token, &about, language),
    };
    Ok(hide(show(&page)))
}

fn end_in(app: &App, language: Language) -> Response {
    hide(show(&draw_ended(app, language)))
}

fn usual_language(app: &App) -> Language {
    Language::named(&app.settings.default_language).unwrap_or_default()
}

fn draw_question(app: &App, token: &str, about: &str, language: Language) -> Markup {
    let title = match language {
        Language::Danish => format!("Vil du have nyt om {about} på e-mail?"),
        Language::English => format!("Do you want news of {about} by e-mail?"),
    };
    let content = html! {
        p {
            (language.choose(
                "Vi skriver, når der er nyt fra kommunen: en beslutning, et møde, et svar. Det nye bliver samlet, så \
                 du ikke får mange mails, og i hver af dem er der et link, så du kan stoppe.",
                "We write when there is news from the municipality: a decision, a meeting, an answer. News is \
                 gathered, so that you do not get many mails, and each mail has a link by which you can stop them.",
            ))
        }
        (draw_button(app, token, "confirm", language.choose("Ja, send mig nyt", "Yes, send me news")))
        p.small {
            (language.choose(
                "Gør du ikke noget, bliver din adresse slettet efter et døgn.",
                "If you do nothing, your address is deleted after a day.",
            ))
        }
    };
    draw_alone(app, language, &title, &content)
}

fn draw_confirmed(app: &App, token: &str, about: &str, language: Language) -> Markup {
    let title = language.choose("Du er med", "You are in");
    let said = match language {
        Language::Danish => format!("Du får en mail, når der er nyt om {about}."),
        Language::English => format!("You get a mail when there is news of {about}."),
    };
    let content = html! {
        p { (said) }
        p {
            (language.choose(
                "Vil du ikke have flere, så tryk her. Din adresse bliver slettet med det samme.",
                "If you do not want any more, press here. Your address is deleted at once.",
            ))
        }
        (draw_button(app, token, "end", language.choose("Stop mails om det her", "Stop mails about this")))
    };
    draw_alone(app, language, title, &content)
}

fn draw_ended(app: &App, language: Language) -> Markup {
    let title = language.choose(
        "Du får ikke flere mails om det her",
        "You get no more mails about this",
    );
    let content = html! {
        p {
            (language.choose(
                "Din adresse er slettet. Vil du have nyt igen, kan du altid bede om det på siden.",
                "Your address is deleted. If you want news again, you can always ask for it on the page.",
            ))
        }
        p { a href={ (app.public_url) "/" } { (language.choose("Se, hvad der sker", "See what happens")) } }
    };
    draw_alone(app, language, title, &content)
}

fn draw_nothing(app: &App, language: Language) -> Markup {
    let title = language.choose("Linket gælder ikke længere", "This link is no longer valid");
    let content = html! {
        p {
            (language.choose(
                "Der er ikke gemt nogen adresse her. Enten har du stoppet mails om det her, eller også er der gået mere \
                 end et døgn, siden du bad om dem. Vil du have nyt, kan du bede om det igen på siden.",
                "No address is kept here. Either you have stopped mails about this, or more than a day has passed \
                 since you asked for them. If you want news, you can ask for it again on the page.",
            ))
        }
        p { a href={ (app.public_url) "/" } { (language.choose("Se, hvad der sker", "See what happens")) } }
    };
    draw_alone(app, language, title, &content)
}

fn draw_button(app: &App, token: &str, act: &str, words: &str) -> Markup {
    html! {
        form method="post" action={ (app.public_url) "/subscriptions/" (token) "/" (act) } {
            p { button { (words) } }
        }
    }
}

/// It is one person's alone, and its address opens it: no cache keeps it, and no search engine finds it.
fn hide(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LANGUAGE);
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    response
}
