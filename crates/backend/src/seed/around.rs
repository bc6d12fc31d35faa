//! What hangs on the invented projects: seats, offers, expectations, summaries, orders of options, evaluations.

use jiff::Zoned;
use samskab_protocol::evaluation::EvaluationAnswers;
use samskab_protocol::expectation::Expectation;
use samskab_protocol::heard::Summary;
use samskab_protocol::identifier::{Ref, RefType, Timestamp};
use samskab_protocol::offer::Offer;
use samskab_protocol::project::Project;
use serde::Deserialize;

use super::read;
use crate::clock;
use crate::routes::summaries::{PUBLISHED, RESPONSE, SUMMARY, count};
use crate::store::records::Record;
use crate::store::{self, Writing};

/// The texts of the files that are seeded.
pub struct Around {
    pub offers: &'static [&'static str],
    pub expectations: &'static [&'static str],
    pub summaries: &'static [&'static str],
    pub rankings: &'static str,
    pub evaluations: &'static str,
}

/// The same order of a project's options, given by so many.
#[derive(Deserialize)]
struct Rankings {
    project: String,
    rankings: Vec<Counted<Order>>,
}

#[derive(Deserialize)]
struct Order {
    ranking: Vec<String>,
}

/// The same answers on a project, given by so many.
#[derive(Deserialize)]
struct Evaluations {
    project: String,
    answers: Vec<Counted<Answers>>,
}

#[derive(Deserialize)]
struct Answers {
    heard: u32,
    again: u32,
}

#[derive(Deserialize)]
struct Counted<T> {
    times: u32,
    #[serde(flatten)]
    what: T,
}

/// Stores all of it.
pub async fn insert(
    writing: &mut Writing,
    around: &Around,
    projects: &[Project],
    now: &Zoned,
) -> anyhow::Result<()> {
    let offers: Vec<Offer> = read(around.offers, now)?;
    for offer in &offers {
        let at = moment(&offer.created_at);
        let record = Record::new(
            RefType::Offer.as_str(),
            &offer.id,
            offer.state.as_str(),
            at,
            offer,
        )?;
        writing.insert_record(&record.about(&offer.subject)).await?;
    }
    let expectations: Vec<Expectation> = read(around.expectations, now)?;
    for expectation in &expectations {
        let at = moment(&expectation.created_at);
        let of = RefType::Expectation.as_str();
        let record = Record::new(of, &expectation.id, expectation.state.as_str(), at, expectation)?;
        let record = record.about(Ref::project(&expectation.project));
        writing.insert_record(&record).await?;
    }
    let summaries: Vec<Summary> = read(around.summaries, now)?;
    for summary in summaries {
        insert_summary(writing, summary).await?;
    }
    insert_seats(writing, projects).await?;
    insert_rankings(writing, around.rankings).await?;
    insert_evaluations(writing, around.evaluations).await
}

async fn insert_summary(writing: &mut Writing, summary: Summary) -> store::Result<()> {
    let subject = Ref::new(RefType::Summary, &summary.id);
    for response in &summary.responses {
        let at = moment(&response.created_at);
        let record = Record::new(RESPONSE, &response.id, PUBLISHED, at, response)?;
        writing.insert_record(&record.about(&subject)).await?;
    }
    let responses = summary.responses.clone();
    let kept = Summary {
        responses: Vec::new(),
        ..count(summary, &responses)
    };
    let record = Record::new(SUMMARY, &kept.id, PUBLISHED, moment(&kept.created_at), &kept)?;
    writing.insert_record(&record.about(&kept.subject)).await?;
    Ok(())
}

/// As many as an event says have signed up for it.
async fn insert_seats(writing: &mut Writing, projects: &[Project]) -> anyhow::Result<()> {
    for event in projects.iter().flat_map(|project| &project.events) {
        let Some(registration) = event.registration else {
            continue;
        };
        for number in 0..registration.registered + registration.waiting {
            writing.sign_up(&event.id, &invented(number)).await?;
        }
    }
    Ok(())
}

async fn insert_rankings(writing: &mut Writing, rankings: &str) -> anyhow::Result<()> {
    let all: Vec<Rankings> = serde_json::from_str(rankings)?;
    for of_project in all {
        let mut number = 0;
        for counted in of_project.rankings {
            for _ in 0..counted.times {
                writing
                    .put_ranking(&of_project.project, &invented(number), &counted.what.ranking)
                    .await?;
                number += 1;
            }
        }
    }
    Ok(())
}

async fn insert_evaluations(writing: &mut Writing, evaluations: &str) -> anyhow::Result<()> {
    let all: Vec<Evaluations> = serde_json::from_str(evaluations)?;
    for of_project in all {
        let mut number = 0;
        for counted in of_project.answers {
            for _ in 0..counted.times {
                let answers = EvaluationAnswers {
                    heard: counted.what.heard,
                    again: counted.what.again,
                };
                writing
                    .put_evaluation(&of_project.project, &invented(number), answers)
                    .await?;
                number += 1;
            }
        }
    }
    Ok(())
}

/// Somebody of whom nothing is known but that they took part.
fn invented(number: u32) -> String {
    format!("invented-{number}")
}

fn moment(at: &Timestamp) -> i64 {
    clock::from_wire(at).unwrap_or_else(clock::now)
}

#[cfg(test)]
mod tests {
    use samskab_protocol::contribution::Contribution;

    use super::*;
    use crate::seed::Municipality;

    #[test]
    fn what_hangs_on_projects_points_at_projects_events_and_options_that_are_there() {
        let now = clock::in_zone(clock::DAY, "Europe/Copenhagen");
        let content = Municipality::Egeby.content();
        let around = content.around;
        let projects: Vec<Project> = read(content.projects, &now).unwrap();
        let contributions: Vec<Contribution> = read(content.contributions, &now).unwrap();
        let find = |id: &str| projects.iter().find(|project| project.id == id);
        let events: Vec<&str> = projects
            .iter()
            .flat_map(|project| &project.events)
            .map(|event| event.id.as_str())
            .collect();
        for offer in read::<Offer>(around.offers, &now).unwrap() {
            let subject = Ref::parse(&offer.subject).unwrap();
            assert!(
                subject.of == RefType::Contribution || find(&subject.id).is_some(),
                "{}",
                offer.id
            );
        }
        for expectation in read::<Expectation>(around.expectations, &now).unwrap() {
            assert!(find(&expectation.project).is_some(), "{}", expectation.id);
        }
        for summary in read::<Summary>(around.summaries, &now).unwrap() {
            let subject = Ref::parse(&summary.subject).unwrap();
            let is_there = find(&subject.id).is_some()
                || events.contains(&subject.id.as_str())
                || contributions.iter().any(|one| one.id == subject.id);
            assert!(is_there && !summary.responses.is_empty(), "{}", summary.id);
        }
        for of_project in serde_json::from_str::<Vec<Rankings>>(around.rankings).unwrap() {
            let options = &find(&of_project.project).unwrap().options;
            let named = of_project
                .rankings
                .iter()
                .flat_map(|counted| &counted.what.ranking);
            for id in named {
                assert!(options.iter().any(|option| option.id == *id), "{id}");
            }
        }
        for of_project in serde_json::from_str::<Vec<Evaluations>>(around.evaluations).unwrap() {
            assert!(find(&of_project.project).is_some());
        }
    }
}
