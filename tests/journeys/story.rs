//! The whole way of one idea: sent, read, understood, debated, taken into a project, decided and done, until its author
//! says whether they feel answered. At every step a stranger, who keeps nothing, sees that it was taken (S1.2, S1.5,
//! S3.1).

use anyhow::{Context, Result, ensure};
use samskab_protocol::project::{Project, ProjectState};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::visitor::Visitor;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::json;

use crate::acting::{self, see_in, send_idea};
use crate::acts::BENCHES;
use crate::finding;
use crate::stewarding::enter;

journeys![follows_an_idea_to_its_end_with_a_steward_and_a_stranger_looking_on.in_chromium()];

const OFFICE: &str = "Vej og Park";
const READ: &str = "Vi har gået turen og talt bænkene.";
const UNDERSTOOD: &str = "Du vil kunne hvile dig på vej til din mands grav.";
const OBJECTION: &str = "Tre bænke er mange. Hvem rydder op efter de unge?";
const REPLY: &str = "Det gør vi pensionister gerne selv.";
const ANSWER: &str = "Vi tager den med her, fordi stien alligevel bliver gravet op.";
const COMMITTEE: &str = "Udvalget for Teknik og Miljø";
const OUTCOME: &str = "Der kommer to bænke med ryglæn og armlæn.";
const REASONS: &str = "Til den tredje er der ikke plads for kørestole.";
const DONE: &str = "Bænkene står der siden i går.";
const VERDICT: &str = "To er nok, når der er armlæn.";

async fn follows_an_idea_to_its_end_with_a_steward_and_a_stranger_looking_on(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let (steward, stranger) = (Visitor::admit(stage).await?, Visitor::admit(stage).await?);
    let projects = stage.backend.projects().await?;
    let project = projects.iter().find(|one| one.state == ProjectState::Open);
    let project = project.context("no project is open")?;
    let id = send_idea(stage, &stage.open_at("/ideas").await?).await?;
    let story = Story {
        stage,
        stranger,
        id,
        project,
    };
    story.see_step("step.received", &[]).await?;

    let office = steward.open_at("/steward").await?;
    enter(&office, &stage.backend.appoint(OFFICE).await?).await?;
    take_step(&office, "read", READ, "").await?;
    story.see_step("step.read", &[OFFICE, READ]).await?;
    take_step(&office, "understood", UNDERSTOOD, "considering").await?;
    story.see_step("step.understood", &[OFFICE, UNDERSTOOD]).await?;

    story.debate().await?;
    story.take_up(&office).await?;
    story.decide(&steward).await?;
    take_step(&office, "carried_out", DONE, "implemented").await?;
    story.see_step("step.done", &[OFFICE, DONE]).await?;

    story.judge().await?;
    story.stranger.leave().await?;
    steward.leave().await
}

/// One idea, and who looks on.
struct Story<'a> {
    stage: &'a Stage<'a>,
    stranger: Visitor<'a>,
    id: String,
    project: &'a Project,
}

impl Story<'_> {
    fn place(&self) -> String {
        format!("/ideas/{}", self.id)
    }

    /// A neighbor objects, and the author answers: the stranger reads both.
    async fn debate(&self) -> Result<()> {
        let neighbor = Visitor::admit(self.stage).await?;
        let widget = neighbor.open_at(&self.place()).await?;
        widget.press(&da("comment.add")).await?;
        widget.fill(&da("comment.label"), OBJECTION).await?;
        widget.fill(&da("name"), "Bo Nabo").await?;
        widget.press(&da("comment.send")).await?;
        see_in(&widget, ".comment", OBJECTION).await?;
        neighbor.leave().await?;
        let author = self.come_back().await?;
        author.press(&da_with("reply", "Bo Nabo")).await?;
        author.fill(&da("comment.label"), REPLY).await?;
        author.press(&da("comment.send")).await?;
        see_in(&author, ".comment .comment", REPLY).await?;
        let widget = self.look_at(&self.place()).await?;
        see_in(&widget, ".comment", OBJECTION).await?;
        see_in(&widget, ".comment .comment", REPLY).await
    }

    /// The office answers that a project takes the idea up, which then stands on both.
    async fn take_up(&self, office: &Widget<'_>) -> Result<()> {
        find_case(office).await?;
        office.fill(&da("steward.answer.body"), ANSWER).await?;
        finding::choose(office, "steward.status", "planned").await?;
        let there = "return [...root.querySelectorAll('option')].some((one) => one.value === arguments[1])";
        office
            .wait_until("the project to choose", there, json!(self.project.id))
            .await?;
        finding::choose(office, "steward.project.taken", &self.project.id).await?;
        office.press(&da("steward.answer.send")).await?;
        office.see(&da("steward.answer.done")).await?;
        let widget = self.see_step("step.answered", &[OFFICE, ANSWER]).await?;
        widget.see(&da("idea.project")).await?;
        widget.follow(&self.project.title).await?;
        widget.find(Kind::Heading, &self.project.title).await?;
        widget.find(Kind::Link, BENCHES.title).await?;
        Ok(())
    }

    /// A committee decides, and says why: it stands in the project, and on the idea that it answers.
    async fn decide(&self, office: &Visitor<'_>) -> Result<()> {
        let office = &office.open_at("/steward/projects").await?;
        office.follow(&self.project.title).await?;
        office.press(&da("steward.do.decision")).await?;
        for (field, words) in [
            ("steward.decision.by", COMMITTEE),
            ("steward.decision.outcome", OUTCOME),
            ("steward.decision.reasons", REASONS),
        ] {
            office.fill(&da(field), words).await?;
        }
        let fill_in = "
            const [day] = named(root, 'field', arguments[1]);
            day.value = '2026-11-20';
            day.dispatchEvent(new Event('input', { bubbles: true }))";
        office
            .ask::<()>(fill_in, da("steward.decision.at").into())
            .await?;
        office.find(Kind::Field, BENCHES.title).await?.click().await?;
        office.press(&da("steward.decision.send")).await?;
        office.see(&da("steward.decision.done")).await?;
        self.see_step("step.decided", &[COMMITTEE, OUTCOME, REASONS])
            .await?;
        let widget = self.look_at(&format!("/projects/{}", self.project.id)).await?;
        for words in [COMMITTEE, OUTCOME, REASONS, BENCHES.title] {
            see_in(&widget, ".decision", words).await?;
        }
        Ok(())
    }

    /// The author, still known to their own device, is asked and says so.
    async fn judge(&self) -> Result<()> {
        let author = self.come_back().await?;
        for words in [READ, UNDERSTOOD, ANSWER, OUTCOME, DONE] {
            see_in(&author, ".trail", words).await?;
        }
        author.see(&da("verdict.ask")).await?;
        acting::choose(&author, "verdict.yes").await?;
        author.fill(&da("verdict.reason"), VERDICT).await?;
        author.press(&da("verdict.send")).await?;
        author.see(&da("verdict.answered")).await?;
        let widget = self.look_at(&self.place()).await?;
        widget.see(&da("verdict.answered")).await?;
        widget.see(VERDICT).await
    }

    /// The author opens the idea again on the device that it was sent from.
    async fn come_back(&self) -> Result<Widget<'_>> {
        self.stage.browser.reload().await?;
        Ok(self.stage.widget(0))
    }

    /// The stranger finds in the trail that this step was taken, with these words in it.
    async fn see_step(&self, key: &str, words: &[&str]) -> Result<Widget<'_>> {
        let widget = self.look_at(&self.place()).await?;
        let script = "return [...root.querySelectorAll('.trail > li:not(.coming)')].some((step) => {
            const said = tidy(readable(step));
            return arguments[1].every((words) => said.includes(tidy(words)));
        })";
        let step: Vec<String> = [&*da(key)].iter().chain(words).map(ToString::to_string).collect();
        widget
            .wait_until(&format!("the step {step:?}"), script, json!(step))
            .await?;
        Ok(widget)
    }

    /// The stranger opens a place, and is as unknown as the first time.
    async fn look_at(&self, place: &str) -> Result<Widget<'_>> {
        let widget = self.stranger.open_at(place).await?;
        let kept: usize = widget.ask("return localStorage.length", ().into()).await?;
        ensure!(kept == 0, "the stranger's device keeps {kept} things");
        Ok(widget)
    }
}

/// Staff find the idea by words that stand in it, though it does not wait for anything.
async fn find_case(office: &Widget<'_>) -> Result<()> {
    office.follow(&da("steward.find")).await?;
    office.find(Kind::Heading, &da("steward.find")).await?;
    office.fill(&da("steward.find.what"), "udsigt bænke").await?;
    office.press(&da("search.go")).await?;
    office.follow(BENCHES.title).await?;
    office.find(Kind::Button, &da("steward.do.step")).await.map(drop)
}

/// Staff tell a step with its words, and where the idea stands from then on.
async fn take_step(office: &Widget<'_>, step: &str, words: &str, status: &str) -> Result<()> {
    find_case(office).await?;
    office.press(&da("steward.do.step")).await?;
    acting::choose(office, &format!("steward.step.{step}")).await?;
    office.fill(&da("steward.step.text"), words).await?;
    if !status.is_empty() {
        let script = "
            const select = [...root.querySelectorAll('.task select')].findLast((one) => [...one.options].some((option) => option.value === arguments[1]));
            select.value = arguments[1];
            select.dispatchEvent(new Event('change', { bubbles: true }))";
        office.ask::<()>(script, status.into()).await?;
    }
    office.press(&da("steward.step.send")).await?;
    office.see(&da("steward.step.done")).await
}
