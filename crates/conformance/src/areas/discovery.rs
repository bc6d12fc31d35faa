//! How a backend is found, and whether it is what it says.

use serde_json::Value;

use crate::clause::Clause;
use crate::run::{CLASS_PREFIX, Run, WELL_KNOWN, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-DSC-1" Must Reads ["core"] "The service document is JSON."
            because "A widget is given one address and nothing else." source "openapi, discover" => is_json,
        "SMK-DSC-2" Must Queries ["core"] "The base itself answers the same service document."
            because "Whoever has only the base can find the rest." source "openapi, describe" => is_at_the_base,
        "SMK-DSC-3" Must Reads ["core"] "`base` is an absolute address without a slash at the end."
            because "Clients put paths behind it." source "openapi, Service" => has_a_usable_base,
        "SMK-DSC-4" Must Reads ["core"] "The protocol is `samskab`, in a version of the first generation."
            because "A client must know whether it understands what follows." source "openapi, Service" => is_version_one,
        "SMK-DSC-5" Must Reads ["core"] "The class `core` is among those claimed, none is claimed twice."
            because "What is claimed decides what is tried and shown." source "openapi, Service" => claims_core_once,
        "SMK-DSC-6" Must Reads ["core"] "The default language is one of the languages."
            because "Texts are looked up by it." source "openapi, Service" => speaks_its_default_language,
        "SMK-DSC-7" Must Reads ["core"] "An action that is done elsewhere says where."
            because "A read-only backend leads people to where they can write." source "openapi, Action" => leads_elsewhere,
        "SMK-DSC-8" Must Reads ["core"] "Limits, where they are told, are greater than nothing."
            because "People are told how much they may write before they write it." source "openapi, Limits" => has_room,
        "SMK-DSC-9" Must Queries ["core"] "What `first` brings along is exactly what the collections answer."
            because "The first look costs one request, and must not differ from the second." source "openapi, First"
            => brings_what_the_collections_answer,
        "SMK-DSC-10" Must Queries ["core"] "A `first` that names nothing is no error."
            because "A link to something gone must still show the widget." source "openapi, parameters/first"
            => survives_a_first_that_is_gone,
        "SMK-DSC-11" Must Queries ["core"] "Parameters that a backend does not know are ignored."
            because "A newer client may ask for more." source "protocol, versioning" => ignores_unknown_parameters,
        "SMK-DSC-12" Must Reads ["test-support"] "Each sandbox project can be read and says that it is one."
            because "Only there may this suite write." source "protocol, conformance suite" => marks_its_sandbox,
        "SMK-DSC-13" Must Writes ["write-contributions"] "A backend that takes contributions says so among its actions."
            because "A widget offers only what is told to be possible." source "openapi, Action" => offers_to_contribute,
    ]
}

async fn is_json(run: &Run) -> Outcome {
    let answer = run.read(&run.document).await?;
    let kind = answer.media_type();
    ensure!(
        kind == "application/json",
        "{} answered as {kind:?}",
        answer.asked
    );
    answer.json().map(drop)
}

async fn is_at_the_base(run: &Run) -> Outcome {
    let (known, base) = (run.read(&run.document).await?, run.read("/").await?);
    ensure!(
        known.json()? == base.json()?,
        "{} answered another document",
        base.asked
    );
    Ok(())
}

async fn has_a_usable_base(run: &Run) -> Outcome {
    let service = run.read(&run.document).await?;
    let base = service.text_at("/base")?;
    let is_absolute = base.starts_with("https://") || base.starts_with("http://");
    ensure!(is_absolute && !base.ends_with('/'), "`base` is {base:?}");
    Ok(())
}

async fn is_version_one(run: &Run) -> Outcome {
    let service = run.read(&run.document).await?;
    let (protocol, version) = (service.text_at("/protocol")?, service.text_at("/version")?);
    ensure!(protocol == "samskab", "`protocol` is {protocol:?}");
    ensure!(version.starts_with("1."), "`version` is {version:?}");
    Ok(())
}

async fn claims_core_once(run: &Run) -> Outcome {
    let service = run.read(&run.document).await?;
    let claimed = service.at("/conformsTo")?.as_array().cloned().unwrap_or_default();
    let core = Value::from(format!("{CLASS_PREFIX}core"));
    ensure!(claimed.contains(&core), "`conformsTo` lacks {core}");
    for (index, class) in claimed.iter().enumerate() {
        ensure!(
            !claimed[..index].contains(class),
            "`conformsTo` has {class} twice"
        );
    }
    Ok(())
}

async fn speaks_its_default_language(run: &Run) -> Outcome {
    let service = run.read(&run.document).await?;
    let default = service.at("/default_language")?;
    let languages = service.at("/languages")?.as_array().cloned().unwrap_or_default();
    ensure!(languages.contains(default), "`languages` lacks {default}");
    Ok(())
}

async fn leads_elsewhere(run: &Run) -> Outcome {
    let service = run.read(&run.document).await?;
    for (name, action) in service.at("/actions")?.as_object().into_iter().flatten() {
        let is_external = action["mode"] == "external";
        ensure!(
            !is_external || action["url"].is_string(),
            "the action {name} has no `url`"
        );
    }
    Ok(())
}

async fn has_room(run: &Run) -> Outcome {
    let service = run.read(&run.document).await?;
    for (name, limit) in service.at("/limits")?.as_object().into_iter().flatten() {
        let is_none = limit.is_number() && limit.as_u64() == Some(0);
        ensure!(!is_none, "`limits.{name}` is {limit}");
    }
    Ok(())
}

async fn brings_what_the_collections_answer(run: &Run) -> Outcome {
    let mut compared = 0;
    let mut pairs = Vec::new();
    if run.claims("projects") {
        pairs.push(("projects".to_owned(), "/first/projects", "/projects".to_owned()));
        if let Ok(id) = run.some_project().await {
            pairs.push((
                format!("project:{id}"),
                "/first/project",
                format!("/projects/{}", encode(&id)),
            ));
        }
    }
    if let Ok(id) = run.some_contribution().await {
        let path = format!("/contributions/{}", encode(&id));
        pairs.push((format!("contribution:{id}"), "/first/contribution", path));
        let path = format!("/comments?subject={}", encode(&format!("contribution:{id}")));
        pairs.push((format!("contribution:{id}"), "/first/comments", path));
    }
    for (wanted, pointer, path) in pairs {
        let service = run
            .read(format!("{WELL_KNOWN}?first={}", encode(&wanted)))
            .await?;
        let along = service.at(pointer)?;
        if along.is_null() {
            continue;
        }
        let asked = run.read(&path).await?;
        ensure!(
            along == asked.json()?,
            "`?first={wanted}` brings something else than {path}"
        );
        compared += 1;
    }
    if compared == 0 {
        inconclusive!("the backend brings nothing along, which it may");
    }
    Ok(())
}

async fn survives_a_first_that_is_gone(run: &Run) -> Outcome {
    for wanted in [
        "contribution:no-such-thing",
        "project:",
        "weather",
        ":",
        "%F0%9F%8C%A6",
    ] {
        run.read(format!("{WELL_KNOWN}?first={wanted}")).await?;
    }
    Ok(())
}

async fn ignores_unknown_parameters(run: &Run) -> Outcome {
    for path in run.some_resources().await? {
        run.read(format!("{path}?x-conform=1&x-conform=2")).await?;
    }
    Ok(())
}

async fn marks_its_sandbox(run: &Run) -> Outcome {
    let sandboxes = run.service["sandbox_projects"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    ensure!(!sandboxes.is_empty(), "`sandbox_projects` names none");
    for id in sandboxes.iter().filter_map(Value::as_str) {
        let project = run.read(format!("/projects/{}", encode(id))).await?;
        ensure!(
            project.at("/sandbox")? == true,
            "the project {id} does not say that it is a sandbox"
        );
    }
    Ok(())
}

async fn offers_to_contribute(run: &Run) -> Outcome {
    let mode = &run.service["actions"]["contribute"]["mode"];
    ensure!(mode == "native", "`actions.contribute.mode` is {mode}");
    Ok(())
}
