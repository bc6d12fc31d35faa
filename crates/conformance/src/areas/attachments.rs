//! Pictures: who sees them when, what is left in them, and what is not taken for one.

use reqwest::Method;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::clause::Clause;
use crate::description::Description;
use crate::people::Person;
use crate::run::{Run, encode};
use crate::stage::Written;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// A photograph of 48 by 32 pixels that says where and with what it was taken, in a note too.
const PHOTOGRAPH: &[u8] = include_bytes!("attachments/photograph.jpg");
const NOTE: &[u8] = b"taken at home";
const CAMERA: &[u8] = b"Conform Camera";

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-ATT-1" Must Writes ["attachments"] "The answer to sending a picture has the form that the description gives it, and says where its bytes are."
            because "A contribution names it by what stands there." source "openapi, uploadAttachment" => answers_in_form,
        "SMK-ATT-2" Must Writes ["attachments"] "A picture that no contribution names is seen by whoever sent it and by nobody else."
            because "What somebody has not sent off yet is theirs alone." source "openapi, readAttachment" => keeps_to_its_sender,
        "SMK-ATT-3" Must Writes ["attachments", "write-contributions"] "While a public contribution names it, everybody gets it as what it is, and the contribution tells it with its words."
            because "A picture without words is nothing to those who cannot see it." source "openapi, Attachment; WCAG 1.1.1"
            => is_public_with_its_contribution,
        "SMK-ATT-4" Must Writes ["attachments", "write-contributions"] "Its bytes come with `nosniff` and a policy by which nothing in them runs."
            because "Somebody may send a file that is a picture and a page at once." source "openapi, readAttachment" => runs_nothing,
        "SMK-ATT-5" Must Writes ["attachments"] "Where and with what it was taken is not in it any more."
            because "People do not know that their photographs say where they live." source "openapi, uploadAttachment" => strips_notes,
        "SMK-ATT-6" Must Writes ["attachments", "write-contributions"] "A contribution that names it without words is refused, with a pointer at them."
            because "A picture without words is nothing to those who cannot see it." source "WCAG 1.1.1" => wants_words,
        "SMK-ATT-7" Must Writes ["attachments", "write-contributions"] "Nobody names what another has sent, nor what does not exist."
            because "Otherwise one could show what somebody kept for themselves." source "openapi, NewAttachment" => guards_what_was_sent,
        "SMK-ATT-8" Must Writes ["attachments"] "What is not the picture that it is said to be is refused as `unsupported-media-type`."
            because "A page that is called a picture is an attack." source "openapi, uploadAttachment" => refuses_what_is_none,
        "SMK-ATT-9" Must Writes ["attachments"] "What has more bytes than `limits.attachment_bytes` is refused as `too-large`."
            because "The limit is told so that it can be kept to." source "openapi, Limits" => keeps_to_the_limit,
        "SMK-ATT-10" Must Writes ["attachments", "idempotency"] "The same picture by the same key counts once."
            because "Pictures are what gets lost on the way most often." source "openapi, parameters/idempotencyKey" => counts_once,
        "SMK-ATT-11" Must Writes ["attachments", "write-contributions"] "It goes when its contribution is taken back."
            because "Taking back means that it is gone." source "openapi, readAttachment" => goes_with_its_contribution,
        "SMK-ATT-12" Must Writes ["attachments", "write-contributions"] "Whoever sent it can take it off, and nobody else."
            because "It was the wrong one of two, and the text is still right." source "openapi, deleteAttachment" => can_be_taken_off,
    ]
}

async fn send(run: &Run, by: &Person, kind: &str, bytes: &[u8]) -> Outcome<Answer> {
    let ask = run.ask(Method::POST, "/uploads").by(by);
    ask.header("content-type", kind).body(bytes).apart().await
}

/// Sends the photograph, and remembers to take it back. Answers its id.
async fn upload(run: &Run, by: &Person) -> Outcome<String> {
    let sent = send(run, by, "image/jpeg", PHOTOGRAPH).await?.expect(201)?;
    let id = sent.text_at("/attachment/id")?.to_owned();
    run.leave(by, &path_of(&id));
    Ok(id)
}

fn path_of(id: &str) -> String {
    format!("/attachments/{}", encode(id))
}

async fn name(run: &Run, by: &Person, named: Value) -> Outcome<Answer> {
    let mut idea = run.idea(by)?;
    idea["attachments"] = named;
    run.ask(Method::POST, "/contributions").by(by).json(&idea).await
}

/// A public idea with one picture: the picture's id, and the idea.
async fn illustrate(run: &Run, by: &Person) -> Outcome<(String, Written)> {
    let id = upload(run, by).await?;
    let made = name(
        run,
        by,
        json!([{ "id": id, "alt": "A dark box on green ground." }]),
    )
    .await?;
    let made = made.expect_one_of(&[201, 202])?;
    let idea = run.take_note(by, "/contributions", "contribution", made)?;
    Ok((id, idea.published()?))
}

async fn answers_in_form(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let sent = send(run, alice, "image/jpeg", PHOTOGRAPH).await?;
    Description::shared().check("post", "/uploads", &sent)?;
    let id = sent.expect(201)?.text_at("/attachment/id")?.to_owned();
    run.leave(alice, &path_of(&id));
    Ok(())
}

async fn keeps_to_its_sender(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let path = path_of(&upload(run, alice).await?);
    run.get(&path).await?.expect(404)?;
    run.get(&path).by(bob).await?.expect(404)?;
    let own = run.get(&path).by(alice).await?.expect(200)?;
    ensure!(
        own.header_words("cache-control").contains(&"no-store".into()),
        "{} may be kept by caches",
        own.asked
    );
    Ok(())
}

async fn is_public_with_its_contribution(run: &Run) -> Outcome {
    let (id, idea) = illustrate(run, run.alice().await?).await?;
    let there = run.read(&idea.path).await?;
    let told = there.at("/attachments/0")?;
    ensure!(
        told["id"] == *id && told["alt"] == "A dark box on green ground.",
        "{} tells the picture as {told}",
        there.asked
    );
    let url = told["url"].as_str().unwrap_or_default().to_owned();
    let bytes = run.read(url).await?;
    ensure!(
        bytes.media_type() == "image/jpeg" && bytes.body.starts_with(&[0xff, 0xd8, 0xff]),
        "{} is no JPEG",
        bytes.asked
    );
    let known = bytes.header("etag").to_owned();
    run.get(path_of(&id))
        .header("if-none-match", known)
        .await?
        .expect(304)?;
    Ok(())
}

async fn runs_nothing(run: &Run) -> Outcome {
    let (id, _) = illustrate(run, run.alice().await?).await?;
    let bytes = run.read(path_of(&id)).await?;
    let policy = bytes.header("content-security-policy");
    ensure!(
        policy.contains("sandbox") && policy.contains("default-src 'none'"),
        "{} has the policy {policy:?}",
        bytes.asked
    );
    let guess = bytes.header("x-content-type-options");
    ensure!(
        guess == "nosniff",
        "{} may be taken for something else",
        bytes.asked
    );
    let disposition = bytes.header("content-disposition");
    ensure!(
        disposition.contains("filename"),
        "{} has no name to be kept under",
        bytes.asked
    );
    Ok(())
}

async fn strips_notes(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let path = path_of(&upload(run, alice).await?);
    let bytes = run.get(&path).by(alice).await?.expect(200)?;
    for note in [NOTE, CAMERA] {
        let is_left = bytes.body.windows(note.len()).any(|part| part == note);
        let note = String::from_utf8_lossy(note);
        ensure!(!is_left, "{} still says {note:?}", bytes.asked);
    }
    Ok(())
}

async fn wants_words(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let id = upload(run, alice).await?;
    let refused = name(run, alice, json!([{ "id": id, "alt": " \n" }])).await?;
    must_point_at(&refused.expect_problem(422, "validation")?, "/attachments/0/alt")
}

async fn guards_what_was_sent(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let foreign = upload(run, alice).await?;
    for id in [foreign.as_str(), "no-such-picture"] {
        let refused = name(run, bob, json!([{ "id": id, "alt": "Something." }])).await?;
        if let (201 | 202, Ok(id)) = (refused.status, refused.text_at("/contribution/id")) {
            run.leave(bob, &format!("/contributions/{}", encode(id)));
        }
        must_point_at(&refused.expect_problem(422, "validation")?, "/attachments/0/id")?;
    }
    Ok(())
}

async fn refuses_what_is_none(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let page = b"<!doctype html><script>alert(1)</script>";
    let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for (kind, bytes) in [
        ("image/jpeg", &page[..]),
        ("image/png", PHOTOGRAPH),
        ("image/webp", b"RIFF....WEBP"),
        ("image/svg+xml", drawing),
        ("text/html", page),
        ("image/jpeg", b""),
    ] {
        let refused = send(run, alice, kind, bytes).await?;
        refused.expect_problem(415, "unsupported-media-type")?;
    }
    Ok(())
}

async fn keeps_to_the_limit(run: &Run) -> Outcome {
    let most = usize::try_from(run.limit("attachment_bytes", 8 << 20)).unwrap_or(8 << 20);
    let mut large = PHOTOGRAPH.to_vec();
    large.resize(most + 1, 0);
    let refused = send(run, run.alice().await?, "image/jpeg", &large).await?;
    refused.expect_problem(413, "too-large").map(drop)
}

async fn counts_once(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let key = format!("{}-picture", encode(&run.mark).replace('%', ""));
    let mut ids = Vec::new();
    for _ in 0..2 {
        let ask = run.ask(Method::POST, "/uploads").by(alice);
        let ask = ask
            .header("content-type", "image/jpeg")
            .header("idempotency-key", &key);
        let sent = ask.body(PHOTOGRAPH).await?.expect(201)?;
        let id = sent.text_at("/attachment/id")?.to_owned();
        run.leave(alice, &path_of(&id));
        ids.push(id);
    }
    ensure!(ids[0] == ids[1], "two pictures were stored by one key");
    Ok(())
}

async fn goes_with_its_contribution(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let (id, idea) = illustrate(run, alice).await?;
    run.ask(Method::DELETE, &idea.path).by(alice).await?.expect(204)?;
    run.eventually(async || {
        run.get(path_of(&id)).await?.expect_one_of(&[404, 410])?;
        Ok(())
    })
    .await
}

async fn can_be_taken_off(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let (id, idea) = illustrate(run, alice).await?;
    let refused = run.ask(Method::DELETE, path_of(&id)).by(bob).await?;
    refused.expect_one_of(&[403, 404])?.expect_refusal()?;
    run.ask(Method::DELETE, path_of(&id))
        .by(alice)
        .await?
        .expect(204)?;
    run.eventually(async || {
        let there = run.read(&idea.path).await?;
        let is_told = there.json()?.to_string().contains(&format!("\"{id}\""));
        ensure!(!is_told, "{} still tells it", there.asked);
        run.get(path_of(&id)).await?.expect_one_of(&[404, 410])?;
        Ok(())
    })
    .await
}

fn must_point_at(answer: &Answer, pointer: &str) -> Outcome {
    let errors = answer.at("/errors")?.as_array().cloned().unwrap_or_default();
    let is_told = errors.iter().any(|error| error["pointer"] == pointer);
    ensure!(is_told, "{} answered without an error at {pointer}", answer.asked);
    Ok(())
}
