//! The words of the mails, in Danish and in English. Titles and texts of others stand in them as they are: a mail is
//! plain text.

use super::news::{Item, Topic};
use crate::app::App;
use crate::clock;
use crate::language::Language;
use crate::routes::pages::words;
use crate::store::subscriptions::{Subscription, Told};

/// A mail before it is addressed.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its own for each mail.
    pub id: String,
    /// What it is about.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// Where one ends it.
    pub end: String,
}

/// What somebody gets news about.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Its title; none for all projects.
    pub title: Option<String>,
    /// What a contribution is called in letters and on the phone.
    pub reference: Option<String>,
    /// Its page, where people read on.
    pub url: String,
    /// Whether other contributions went into it, whose followers are told of it from then on.
    pub has_grown: bool,
}

/// The language of a subscription's mails and pages.
pub fn language_of(app: &App, subscription: &Subscription) -> Language {
    let usual = || Language::named(&app.settings.default_language);
    Language::named(&subscription.language)
        .or_else(usual)
        .unwrap_or_default()
}

/// What a subscription is about, in words that go on a sentence: `»Bænke på åstien«`.
pub fn quote(named: &Named, language: Language) -> String {
    match (&named.title, language) {
        (Some(title), Language::Danish) => format!("»{}«", on_one_line(title)),
        (Some(title), Language::English) => format!("“{}”", on_one_line(title)),
        (None, _) => language
            .choose("kommunens projekter", "the municipality's projects")
            .to_owned(),
    }
}

/// The same for somebody who may not have asked: nobody sends a stranger a title of their own in the municipality's
/// name.
fn name_to_strangers(named: &Named, language: Language) -> String {
    match &named.reference {
        Some(reference) => format!("{} {reference}", language.choose("bidraget", "the contribution")),
        None => quote(named, language),
    }
}

/// Answers to asking: by the question whether it was the address's owner who asked, or, where that is known already,
/// by saying so.
pub fn answer(app: &App, subscription: &Subscription, named: &Named) -> Letter {
    let language = language_of(app, subscription);
    let about = match subscription.confirmed_at {
        Some(_) => quote(named, language),
        None => name_to_strangers(named, language),
    };
    let publisher = &app.settings.publisher.name;
    let page = page_of(app, subscription);
    let (id, subject, words) = match (subscription.confirmed_at, language) {
        (None, Language::Danish) => (
            "ask",
            format!("Vil du have nyt om {about} på e-mail?"),
            format!(
                "Hej\n\nNogen, forhåbentlig dig, har bedt om at få nyt om {about} på denne adresse.\n\n\
                 Åbn siden her, og tryk på knappen, så er du med:\n{page}\n\n\
                 Var det ikke dig, skal du ikke gøre noget. Så skriver vi ikke mere, og adressen bliver slettet efter \
                 et døgn.\n\nVenlig hilsen\n{publisher}\n"
            ),
        ),
        (None, Language::English) => (
            "ask",
            format!("Do you want news of {about} by e-mail?"),
            format!(
                "Hello\n\nSomebody, hopefully you, has asked for news of {about} at this address.\n\n\
                 Open this page and press the button, and you are in:\n{page}\n\n\
                 If it was not you, you need not do anything. We will not write again, and the address is deleted \
                 after a day.\n\nKind regards\n{publisher}\n"
            ),
        ),
        (Some(_), Language::Danish) => (
            "known",
            format!("Du får allerede nyt om {about}"),
            format!(
                "Hej\n\nNogen, forhåbentlig dig, har bedt om at få nyt om {about} på denne adresse. Det får du \
                 allerede, så du skal ikke gøre noget.\n\nVil du ikke have det mere, kan du stoppe det her:\n{page}\n\n\
                 Venlig hilsen\n{publisher}\n"
            ),
        ),
        (Some(_), Language::English) => (
            "known",
            format!("You already get news of {about}"),
            format!(
                "Hello\n\nSomebody, hopefully you, has asked for news of {about} at this address. You get it \
                 already, so you need not do anything.\n\nIf you do not want it any more, you can stop it here:\n\
                 {page}\n\nKind regards\n{publisher}\n"
            ),
        ),
    };
    Letter {
        id: format!("{}.{id}.{}", subscription.id, clock::now()),
        subject,
        text: words,
        end: end_of(app, subscription),
    }
}

/// Tells what is new, the oldest first, with the way to read on and the way to end it.
pub fn tell(app: &App, subscription: &Subscription, named: &Named, news: &[&Item], until: Told) -> Letter {
    let language = language_of(app, subscription);
    let about = quote(named, language);
    let mut text = format!("{} {about}\n", language.choose("Nyt om", "News of"));
    for item in news {
        let project = item.project.as_ref().filter(|_| named.title.is_none());
        let project = project.map(|project| format!("{}\n", on_one_line(&project.title)));
        text += &format!(
            "\n{}\n{}{}\n",
            heading(item.topic, language),
            project.unwrap_or_default(),
            item.words(app, language)
        );
    }
    let page = page_of(app, subscription);
    let asked_of = match (named.has_grown, language) {
        (false, _) => about.clone(),
        (true, Language::Danish) => format!("{about} eller noget, der er lagt sammen med det"),
        (true, Language::English) => format!("{about} or of something that has gone into it"),
    };
    text += &match language {
        Language::Danish => format!(
            "\nLæs mere:\n{}\n\n\n\
             Du får denne mail, fordi du har bedt om nyt om {asked_of}. Vil du ikke have flere, kan du stoppe det her:\n\
             {page}\n",
            named.url
        ),
        Language::English => format!(
            "\nRead more:\n{}\n\n\n\
             You get this mail because you asked for news of {asked_of}. If you do not want more, you can stop it here:\n\
             {page}\n",
            named.url
        ),
    };
    Letter {
        id: format!("{}.news.{}", subscription.id, until.told_at),
        subject: format!("{} {about}", language.choose("Nyt om", "News of")),
        text,
        end: end_of(app, subscription),
    }
}

/// The day and the time of a moment, as clocks show it where the municipality is.
pub fn moment(app: &App, micros: i64, language: Language) -> String {
    let there = clock::in_zone(micros, &app.settings.timezone);
    match language {
        Language::Danish => {
            let day = words::day(&clock::to_wire(micros), &app.settings.timezone);
            format!("{day} kl. {}", there.strftime("%H.%M"))
        }
        Language::English => there.strftime("%-d %B %Y at %H:%M").to_string(),
    }
}

/// Titles are words of others, and of one line alone.
pub fn on_one_line(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn heading(topic: Topic, language: Language) -> &'static str {
    let (danish, english) = match topic {
        Topic::Project => ("Nyt projekt", "New project"),
        Topic::Phase => ("Ny fase", "New phase"),
        Topic::Event => ("Nyt møde", "New meeting"),
        Topic::ChangedEvent => ("Ændret møde", "Changed meeting"),
        Topic::CancelledEvent => ("Aflyst møde", "Cancelled meeting"),
        Topic::Outcome => ("Det kom der ud af mødet", "What came of the meeting"),
        Topic::Summary => ("Det har vi hørt", "What we heard"),
        Topic::Decision => ("Beslutning", "Decision"),
        Topic::Answer => ("Svar fra kommunen", "Answer from the municipality"),
        Topic::Read => ("Læst af kommunen", "Read by the municipality"),
        Topic::Understood => ("Det har vi forstået", "What we understood"),
        Topic::Done => ("Gennemført", "Carried out"),
    };
    language.choose(danish, english)
}

/// The page of a subscription: it asks whether it is to begin, or to end.
fn page_of(app: &App, subscription: &Subscription) -> String {
    format!(
        "{}/subscriptions/{}",
        app.public_url,
        app.key.token_of(&subscription.id)
    )
}

fn end_of(app: &App, subscription: &Subscription) -> String {
    format!("{}/end", page_of(app, subscription))
}
