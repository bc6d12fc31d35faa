//! Two questions at the end to those who took part, and what they answered, for everyone to see (S0.3).

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use samskab_protocol::evaluation::{Evaluation, EvaluationAnswers, EvaluationQuestion, SCALE_MAX};
use samskab_protocol::identifier::Ref;
use samskab_protocol::problem::FieldFault;
use samskab_protocol::validation::fail;

use super::own::Own;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::drafts::draft::{self, open_id};
use crate::drafts::guest::{Change, change};
use crate::drafts::mine;
use crate::drafts::writing::{Kept, Writing};
use crate::parts::choice::{Choice, choice};
use crate::parts::failure::loaded;
use crate::parts::form::field_id;
use crate::parts::markup::{Content, Tag, all, classed, live, nothing, tag};
use crate::parts::saving::{Saving, save_button};
use crate::parts::sending::{Mend, error_summary, kept_note};

/// The fields, by the names of the questions.
const FIELDS: [(&str, &str); 2] = [("heard", "/heard"), ("again", "/again")];
/// The field that tells drafts apart for people.
const TITLE: &str = "/title";

/// Draws the questions about a project, by its id and its title.
pub type DrawEvaluation = fn(App, Own, String, String) -> AnyView;

/// Brings what draws the questions.
#[wasm_split(evaluation, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn evaluation_chunk() -> Result<DrawEvaluation, Failure> {
    Ok(draw)
}

#[derive(Clone, Copy)]
struct Evaluating {
    app: App,
    own: Own,
    project: StoredValue<String>,
    title: StoredValue<String>,
    found: Loading<Evaluation>,
    writing: Writing,
    saving: Saving,
    sent: RwSignal<bool>,
}

fn draw(app: App, own: Own, project: String, title: String) -> AnyView {
    let found: Loading<Evaluation> = waiting_for();
    let path = ["/projects/", &encode(&project), "/evaluation"].concat();
    let fetch = move || load(found, app.client.get(app.client.url(&path)));
    fetch();
    let subject = ["evaluation project:", &project].concat();
    let evaluating = Evaluating {
        app,
        own,
        project: StoredValue::new(project),
        title: StoredValue::new(title),
        found,
        writing: Writing::open(app, &open_id(app.client, &subject)),
        saving: Saving::new(),
        sent: RwSignal::new(false),
    };
    // Once it is there, the form stays as it is while the numbers change.
    let first =
        Memo::new(move |before| before == Some(&true) || found.with(|found| matches!(found, Load::Ready(_))));
    let form = live(move || match first.get() {
        true => found.with_untracked(|found| match found {
            Load::Ready(found) if found.open => evaluating.form(found),
            _ => nothing(),
        }),
        false => nothing(),
    });
    let results = loaded(app, found, fetch, move |found| results(app, found));
    all(vec![results, form])
}

/// How many gave each answer.
fn results(app: App, found: &Evaluation) -> AnyView {
    let many = app.language.count("evaluation.participants", found.participants);
    let questions = found.questions.iter().map(|item| question(app, item).view());
    all(vec![tag("p").child(many).view(), all(questions.collect())])
}

fn question(app: App, item: &EvaluationQuestion) -> Tag {
    let most = item.answers.iter().max().copied().unwrap_or_default().max(1);
    let cells = item.answers.iter().enumerate();
    let list = cells.fold(
        classed("ol", "spread").attr("role", "list"),
        |list, (at, count)| {
            let words = at + 1;
            let cell = tag("li")
                .attr("data-level", (4 * count).div_ceil(most).to_string())
                .child(tag("b").child(app.language.number(*count)))
                .child(" ")
                .child(classed("span", "small").child(scale(app, words as u32)));
            list.child(cell)
        },
    );
    tag("div")
        .child(tag("p").child(tag("b").child(app.language.choose(&item.text))))
        .child(list)
}

/// An answer in words at the ends of the scale, and its number between.
fn scale(app: App, answer: u32) -> String {
    let words = app
        .language
        .say_with("evaluation.answer", &[("n", &answer.to_string())]);
    match answer {
        1 => [&words, ", ", &app.say("evaluation.least")].concat(),
        SCALE_MAX => [&words, ", ", &app.say("evaluation.most")].concat(),
        _ => words,
    }
}

impl Evaluating {
    /// The questions, for whoever this device is known as; others are told who can answer.
    fn form(self, found: &Evaluation) -> AnyView {
        let app = self.app;
        if mine::secret(&mine::list(app.client)).is_none() {
            return classed("p", "small").child(app.say("evaluation.who")).view();
        }
        let project = Ref::project(self.project.get_value());
        Effect::new(move || {
            let own = self.own.of(&project, |standing| standing.evaluation);
            if let Some(own) = own.filter(|_| self.writing.kept.get_untracked() == Kept::Empty) {
                self.writing.suggest("/heard", own.heard.to_string());
                self.writing.suggest("/again", own.again.to_string());
                self.writing.redrawn.update(|times| *times += 1);
            }
        });
        let writing = self.writing;
        let asked: Vec<_> = found
            .questions
            .iter()
            .filter_map(|item| {
                let (_, pointer) = FIELDS.into_iter().find(|(id, _)| *id == item.id)?;
                Some((pointer, app.language.choose(&item.text)))
            })
            .collect();
        let fields = live(move || {
            writing.redrawn.track();
            let questions = asked.iter().map(|(pointer, text)| {
                let answers = (1..=SCALE_MAX).map(|answer| (answer.to_string(), scale(app, answer)));
                let question = Choice {
                    pointer,
                    id: field_id(writing, pointer),
                    question: text.clone(),
                    answers: answers.collect(),
                };
                choice(writing, question).view()
            });
            all(questions.collect())
        });
        let done = live(move || {
            let words = self.sent.get().then(|| {
                tag("p")
                    .attr("role", "status")
                    .child(tag("b").child(app.say("evaluation.sent")))
            });
            words.view()
        });
        classed("div", "panel act")
            .child(tag("p").child(app.say("evaluation.ask")))
            .child(error_summary(app, writing, move |pointer| {
                Mend::Here(field_id(writing, pointer))
            }))
            .child(fields)
            .child(kept_note(app, writing))
            .child(classed("p", "small").child(app.say("priv.evaluation")))
            .child(save_button(
                app,
                self.saving,
                app.say("evaluation.send"),
                move || self.send(),
            ))
            .child(done)
            .view()
    }

    fn send(self) {
        let said = FIELDS.map(|(_, pointer)| (pointer, self.writing.field(pointer).parse::<u32>()));
        let missing = said.iter().filter(|(_, answer)| answer.is_err());
        let words = self.app.say("err.choice.empty");
        let faults: Vec<_> = missing
            .map(|(pointer, _)| fail(pointer, FieldFault::Invalid, &words))
            .collect();
        self.writing.errors.set(faults);
        self.writing.suggest(TITLE, self.title.get_value());
        let [(_, Ok(heard)), (_, Ok(again))] = said else {
            return;
        };
        let body = serde_json::to_string(&EvaluationAnswers { heard, again });
        let (Ok(body), true) = (body, self.saving.begin()) else {
            return;
        };
        let client = self.app.client;
        let path = ["/projects/", &encode(&self.project.get_value()), "/evaluation"].concat();
        let name = self.writing.name();
        let sent = draft::read(client, &name).unwrap_or_default().fields;
        spawn_local(async move {
            let known = mine::secret(&mine::list(client));
            let answer = change(client, known, &path, Change::Put(Some(&body))).await;
            match answer.and_then(|answer| answer.read::<Evaluation>()) {
                Ok(found) => {
                    self.saving.end();
                    // What was chosen meanwhile is another answer, which has not been sent.
                    if draft::settle(client, &name, &sent) {
                        self.writing.forget(&name);
                        self.writing.suggest("/heard", heard.to_string());
                        self.writing.suggest("/again", again.to_string());
                        self.writing.redrawn.try_update(|times| *times += 1);
                        self.sent.try_set(true);
                    }
                    self.found.try_set(Load::Ready(found));
                }
                Err(failure) => _ = self.writing.errors.try_set(self.saving.fail(failure)),
            }
        });
    }
}
