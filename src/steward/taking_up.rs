//! The project that takes a contribution up (S1.2): said together with the words that are the reason for it.

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::page::{Page, PageInfo};
use samskab_protocol::project::Project;

use super::case::Open;
use super::pages::{most, read_all};
use super::select::{Answers, keyed, select};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::drafts::writing::Writing;
use crate::parts::failure::loaded;
use crate::parts::form::{field_id, written};
use crate::parts::markup::{Content, all, classed, live, nothing};
use crate::parts::search::search;

const FIELD: &str = "/project";
/// What the chosen one is called, for when it is among those that are offered no longer.
const TITLE: &str = "/project/title";

/// Those that go on or begin soon: read once, however many forms about a contribution offer them.
#[derive(Clone, Copy)]
pub struct Offered {
    app: App,
    found: Loading<Page<Project>>,
    is_asked: StoredValue<bool>,
}

impl Offered {
    /// Nothing is read before a form offers them.
    pub fn new(app: App) -> Offered {
        Offered {
            app,
            found: waiting_for(),
            is_asked: StoredValue::new(false),
        }
    }

    fn fetch(self) {
        self.is_asked.set_value(true);
        load(self.found, find(self.app, String::new()));
    }
}

/// Asks which project it belongs to from now on, where there are any; one of many is found by its words.
pub fn taking_up(app: App, writing: Writing, open: &Open) -> AnyView {
    if !app.with_service(|service| service.claims("projects")) {
        return nothing();
    }
    let offered = open.offered;
    if !offered.is_asked.get_value() {
        offered.fetch();
    }
    let now = StoredValue::new(now_in(open.contribution.as_ref()));
    let found: Loading<Page<Project>> = waiting_for();
    let words = RwSignal::new(String::new());
    let look = move || load(found, find(app, words.get_untracked()));
    let list = live(move || match words.with(String::is_empty) {
        true => loaded(
            app,
            offered.found,
            move || offered.fetch(),
            move |page| choose(app, writing, now.get_value(), page),
        ),
        false => loaded(app, found, look, move |page| {
            all(vec![choose(app, writing, now.get_value(), page), told(app, page)])
        }),
    });
    let field = move || {
        search(
            app,
            &field_id(writing, "/project/find"),
            app.say("steward.project.find"),
            Box::new(move || words.get()),
            Box::new(move |typed| {
                words.set(typed.trim().to_owned());
                if words.with_untracked(|words| !words.is_empty()) {
                    look();
                }
            }),
        )
        .view()
    };
    // Where all of them stand in the list, there is nothing to look for.
    let way = live(move || match offered.found.with(has_more) {
        true => field(),
        false => nothing(),
    });
    all(vec![list, way])
}

/// The project that was chosen, if there is another one from now on.
pub fn chosen_project(writing: Writing) -> Option<String> {
    written(writing, FIELD)
}

fn has_more(found: &Load<Page<Project>>) -> bool {
    matches!(found, Load::Ready(page) if page.page.next.is_some())
}

/// A page of those in which these words stand; all of them, where nobody can look for words there.
async fn find(app: App, words: String) -> Result<Page<Project>, Failure> {
    let path = "/projects?state=open,upcoming&limit=";
    if !app.with_service(|service| service.claims("search")) {
        let items = read_all(app, [path, &most(app)].concat()).await?;
        return Ok(Page {
            items,
            page: PageInfo::default(),
            total: None,
        });
    }
    let words = match words.is_empty() {
        true => String::new(),
        false => ["&q=", &encode(&words)].concat(),
    };
    app.client
        .get(app.client.url(&[path, "20", &words].concat()))
        .await
}

fn now_in(contribution: Option<&Contribution>) -> Option<(String, String)> {
    let project = contribution?.project.as_ref()?;
    Some((project.id.clone(), project.title.clone()))
}

fn choose(app: App, writing: Writing, now: Option<(String, String)>, page: &Page<Project>) -> AnyView {
    let same = match &now {
        Some((_, title)) => (String::new(), title.clone()),
        None => keyed(app, &[("", "steward.project.none")]).remove(0),
    };
    let mut answers = vec![same];
    // One that was chosen before others were looked for, or that has ended since, is seen to be chosen.
    if let Some(id) = chosen_project(writing) {
        let title = written(writing, TITLE).unwrap_or_else(|| id.clone());
        answers.push((id, title));
    }
    for project in &page.items {
        let is_there = answers.iter().any(|(id, _)| *id == project.id);
        if !is_there && now.as_ref().is_none_or(|(id, _)| *id != project.id) {
            answers.push((project.id.clone(), project.title.clone()));
        }
    }
    let titles: Answers = answers.clone();
    select(writing, FIELD, app.say("steward.project.taken"), answers)
        .on("change", move |_| {
            let id = writing.field(FIELD);
            let chosen = titles.iter().find(|(known, _)| !id.is_empty() && *known == id);
            let title = chosen.map(|(_, title)| title.clone());
            writing.set_field(TITLE, title.unwrap_or_default());
        })
        .view()
}

/// How many were found by the words that were looked for.
fn told(app: App, page: &Page<Project>) -> AnyView {
    let count = page.total.map_or(page.items.len() as u32, |total| total.value);
    let words = match count as usize {
        0 => app.say("steward.project.unknown"),
        more if more > page.items.len() => app.language.count("steward.project.first", count),
        _ => app.language.count("steward.project.found", count),
    };
    classed("p", "small").attr("role", "status").child(words).view()
}
