//! What would be sent, from what is written; and what of it cannot stand.

use samskab_protocol::author::Role;
use samskab_protocol::contribution::Kind;
use samskab_protocol::create::{CreateContribution, Guest};
use samskab_protocol::kinds::{Ground, NewBarrier, NewDilemma, NewSide, NewStory};
use samskab_protocol::limits::Limits;
use samskab_protocol::problem::{FieldError, FieldFault};
use samskab_protocol::validation;

use super::album;
use super::composer::Composer;
use super::lineage::read_sources;
use super::place::read_place;
use super::questions::{missing_key, step_of};
use super::sides::SIDES;
use crate::parts::wording;
use crate::route::composing::{Step, steps};

/// What would be sent of a kind, where `field` says what stands in each field, and `unnamed` what a place is called
/// that has no name.
pub fn build(
    kind: Kind,
    project: Option<String>,
    lang: &str,
    unnamed: &str,
    field: &dyn Fn(&str) -> String,
) -> CreateContribution {
    let trimmed = |pointer: &str| field(pointer).trim().to_owned();
    let role = match trimmed("/author/role").as_str() {
        "association" => Role::Association,
        "business" => Role::Business,
        _ => Role::Citizen,
    };
    let mut new = CreateContribution {
        kind,
        title: trimmed("/title"),
        body: trimmed("/body"),
        lang: Some(lang.to_owned()),
        project,
        author: Some(Guest {
            name: trimmed("/author/name"),
            role,
        }),
        ..CreateContribution::default()
    };
    new.based_on = read_sources(&field("/based_on"))
        .into_iter()
        .map(|source| source.id)
        .collect();
    if steps(kind).contains(&Step::Where) {
        new.place = read_place(&field("/place/name"), &field("/place/point"), unnamed);
    }
    if steps(kind)
        .iter()
        .any(|step| matches!(step, Step::Where | Step::Pictures))
    {
        new.attachments = album::named(field);
    }
    match kind {
        Kind::Idea | Kind::Other => {
            new.problem = Some(trimmed("/problem"));
            new.affected = lines(&field("/affected"));
        }
        Kind::Question => {}
        Kind::Dilemma => {
            let tension = trimmed("/dilemma/tension");
            // Who does not know dilemmas reads the body alone.
            new.body.clone_from(&tension);
            let sides = SIDES.iter().map(|side| NewSide {
                label: trimmed(side.label),
                arguments: lines(&field(side.arguments)),
            });
            let mut sides: Vec<NewSide> = sides.collect();
            let last = sides.iter().rposition(|side| *side != NewSide::default());
            sides.truncate(last.map_or(2, |last| last + 1).max(2));
            new.dilemma = Some(NewDilemma { tension, sides });
        }
        Kind::Barrier => {
            let ground = Some(Ground::parse(&field("/barrier/ground")));
            new.barrier = Some(NewBarrier {
                ground: ground
                    .filter(|ground| *ground != Ground::Other)
                    .unwrap_or(Ground::Unknown),
                reference: Some(trimmed("/barrier/reference")).filter(|reference| !reference.is_empty()),
                link: None,
                stops: Vec::new(),
            });
        }
        Kind::Story => {
            let learned = trimmed("/story/learned");
            new.story = Some(NewStory { learned });
        }
    }
    new
}

/// The lines of a text that have something in them.
pub fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// What would be sent now.
pub fn request(composer: Composer) -> CreateContribution {
    let (kind, project) = composer.of_what();
    let language = composer.app.language;
    let unnamed = language.say("place.unnamed");
    let request = build(kind, project, &language.tag(), &unnamed, &|pointer| {
        composer.writing.field(pointer)
    });
    CreateContribution {
        format: wording::format(composer.app),
        ..request
    }
}

/// What cannot stand of a screen, or of all on the last one, in words.
pub fn faults(composer: Composer, step: Step) -> Vec<FieldError> {
    let (kind, _) = composer.of_what();
    let limits = composer.app.with_service(|service| service.limits.clone());
    let mut faults = judge(&request(composer), &limits);
    faults.retain(|fault| step == Step::Check || step_of(kind, &fault.pointer) == step);
    for fault in &mut faults {
        word(composer, kind, fault);
    }
    faults
}

/// What cannot stand, each at the field in which it is written.
pub fn judge(new: &CreateContribution, limits: &Limits) -> Vec<FieldError> {
    let mut faults = validation::contribution(new, limits);
    for fault in &mut faults {
        point(new.kind, fault);
    }
    faults.dedup_by(|one, before| one.pointer == before.pointer);
    faults
}

/// Points at the field in which something is written: a list one to a line, a dilemma's body as its tension.
fn point(kind: Kind, fault: &mut FieldError) {
    let of_list = fault.pointer.starts_with("/affected/") || fault.pointer.contains("/arguments/");
    if let (true, Some(end)) = (of_list, fault.pointer.rfind('/')) {
        fault.pointer.truncate(end);
    }
    if kind == Kind::Dilemma && fault.pointer == "/body" {
        "/dilemma/tension".clone_into(&mut fault.pointer);
    }
}

/// Puts a fault in words, where it is written.
pub fn word(composer: Composer, kind: Kind, fault: &mut FieldError) {
    point(kind, fault);
    if let (FieldFault::Empty, Some(key)) = (fault.fault, missing_key(kind, &fault.pointer)) {
        fault.fault = FieldFault::Invalid;
        fault.detail = composer.app.say(key);
    }
    if fault.fault == FieldFault::TooMany {
        fault.fault = FieldFault::Invalid;
        let most = fault.limit.unwrap_or_default().to_string();
        fault.detail = composer.app.language.say_with("err.many", &[("n", &most)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kind: Kind, fields: &[(&str, &str)]) -> CreateContribution {
        build(kind, None, "da", "Sted på kortet", &|pointer| {
            let found = fields.iter().find(|(known, _)| *known == pointer);
            found.map(|(_, text)| (*text).to_owned()).unwrap_or_default()
        })
    }

    #[test]
    fn lists_are_written_one_to_a_line() {
        let idea = written(Kind::Idea, &[("/affected", "  Naboer\n\n Skolen \n")]);
        assert_eq!(idea.affected, ["Naboer", "Skolen"]);
    }

    #[test]
    fn a_dilemma_has_two_sides_even_before_they_are_written_and_more_as_far_as_they_are() {
        let sides = |fields: &[(&str, &str)]| written(Kind::Dilemma, fields).dilemma.unwrap().sides.len();
        assert_eq!(sides(&[]), 2);
        assert_eq!(sides(&[("/dilemma/sides/0/label", "Lys")]), 2);
        assert_eq!(sides(&[("/dilemma/sides/3/label", "Mørke")]), 4);
    }

    #[test]
    fn who_does_not_know_at_what_it_stops_says_so() {
        assert_eq!(
            written(Kind::Barrier, &[]).barrier.unwrap().ground,
            Ground::Unknown
        );
        let law = written(Kind::Barrier, &[("/barrier/ground", "law")]);
        assert_eq!(law.barrier.unwrap().ground, Ground::Law);
    }
}
