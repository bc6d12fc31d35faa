//! The words of each refusal, in Danish and English.

use super::{Conflict, Misunderstanding, Refusal};
use crate::language::Language;

/// What happened, in a few words.
pub fn title(refusal: &Refusal, language: Language) -> &'static str {
    let (danish, english) = match refusal {
        Refusal::InvalidRequest(_) => (
            "Forespørgslen kan ikke forstås",
            "The request cannot be understood",
        ),
        Refusal::CursorMismatch => ("Listen har ændret sig", "The list has changed"),
        Refusal::CursorExpired => ("Det er for længe siden", "That was too long ago"),
        Refusal::Unauthorized => ("Vi kan ikke se, hvem du er", "It cannot be seen who you are"),
        Refusal::NotAllowed => ("Det må du ikke her", "You may not do that here"),
        Refusal::OwnDecision => ("Det er din egen beslutning", "It is your own decision"),
        Refusal::RoleNotAllowed => ("Rollen skal bekræftes", "The role has to be confirmed"),
        Refusal::TooDeep => ("Tråden er for dyb", "The thread is too deep"),
        Refusal::Locked => ("Debatten er lukket", "The debate is closed"),
        Refusal::Conflict(_) => ("Det kan ikke lade sig gøre nu", "That cannot be done now"),
        Refusal::EditWindowOver => ("Det kan ikke rettes længere", "It can no longer be edited"),
        Refusal::ReactionClosed => ("Det er afsluttet", "It is closed"),
        Refusal::Closed => ("Det kan man ikke nu", "That cannot be done now"),
        Refusal::NotFound => ("Det findes ikke", "There is no such thing"),
        Refusal::MethodNotAllowed => ("Det kan man ikke her", "That cannot be done here"),
        Refusal::ChangedMeanwhile { .. } => ("Det er ændret imens", "It has changed meanwhile"),
        Refusal::PreconditionRequired => (
            "Det mangler, hvilken udgave der rettes",
            "It is missing which version is changed",
        ),
        Refusal::TooLarge => ("Det er for meget på én gang", "That is too much at once"),
        Refusal::UnsupportedMediaType => ("Indholdet er ikke JSON", "The content is not JSON"),
        Refusal::NoPicture => ("Billedet kan ikke læses", "The picture cannot be read"),
        Refusal::Validation(_) => (
            "Noget mangler eller er for langt",
            "Something is missing or too long",
        ),
        Refusal::IdempotencyReused { .. } => (
            "Nøglen er brugt til en anden tekst",
            "The key was used for another text",
        ),
        Refusal::TooManyRequests { .. } => ("Det går for hurtigt", "That is too fast"),
        Refusal::Internal => ("Noget gik galt hos os", "Something went wrong on our side"),
        Refusal::ReadOnly => ("Der kan ikke skrives lige nu", "Nothing can be written right now"),
        Refusal::Unavailable => ("Vi er her ikke lige nu", "We are away for a moment"),
    };
    match language {
        Language::Danish => danish,
        Language::English => english,
    }
}

/// What happened this time and what can be done.
pub fn detail(refusal: &Refusal, language: Language) -> String {
    let (danish, english) = match refusal {
        Refusal::InvalidRequest(what) => return misunderstanding(what, language),
        Refusal::CursorMismatch => (
            "Cursoren hører til en anden liste. Begynd listen forfra.",
            "The cursor belongs to another list. Begin the list anew.",
        ),
        Refusal::CursorExpired => (
            "Det, der skete siden da, er ikke gemt længere. Hent det hele igen, og følg med derfra.",
            "What has happened since then is no longer kept. Ask for everything anew, and follow from there.",
        ),
        Refusal::Unauthorized => (
            "Koden fra dengang du skrev første gang mangler, passer ikke eller gælder ikke længere.",
            "The secret from when you first wrote is missing, does not fit, or no longer holds.",
        ),
        Refusal::NotAllowed => (
            "Det kan kun den, der har skrevet det, eller kommunens egne medarbejdere.",
            "Only whoever wrote it can do that, or the municipality's own staff.",
        ),
        Refusal::OwnDecision => (
            "Klagen skal afgøres af en anden end den, der traf beslutningen.",
            "The appeal has to be decided by somebody else than whoever made the decision.",
        ),
        Refusal::RoleNotAllowed => (
            "En gæst kan ikke skrive som politiker eller medarbejder. Vælg en anden rolle.",
            "A guest cannot write as a politician or an employee. Choose another role.",
        ),
        Refusal::TooDeep => (
            "Så langt nede i en tråd kan der ikke svares. Svar længere oppe.",
            "Replies this far down are not taken. Reply further up.",
        ),
        Refusal::EditWindowOver => (
            "Tiden til at rette er gået, eller kommunen er allerede i gang med det. Skriv en kommentar i stedet, \
             eller træk det tilbage.",
            "The time for editing is over, or the municipality is already working on it. Write a comment instead, \
             or take it back.",
        ),
        Refusal::ReactionClosed => (
            "Der kan ikke længere reageres på det, fordi det er afgjort eller trukket tilbage.",
            "One can no longer react to it, since it is settled or was withdrawn.",
        ),
        Refusal::Closed => (
            "Det er slut, er ikke begyndt endnu, eller der bliver taget imod noget andet lige nu.",
            "It is over, has not begun yet, or something else is taken right now.",
        ),
        Refusal::Locked => (
            "Kommunen har lukket debatten for nye kommentarer. Loggen over afgørelser siger hvorfor.",
            "The municipality has closed the debate to new comments. The log of decisions says why.",
        ),
        Refusal::Conflict(what) => return conflict(*what, language).to_owned(),
        Refusal::NotFound => (
            "Der er ikke noget på denne adresse. Måske er det trukket tilbage.",
            "There is nothing at this address. Perhaps it was withdrawn.",
        ),
        Refusal::MethodNotAllowed => (
            "Adressen findes, men ikke for denne metode. Headeren Allow siger, hvilke der kan bruges.",
            "The address exists, but not for this method. The Allow header says which can be used.",
        ),
        Refusal::ChangedMeanwhile { .. } => (
            "Læs det igen, og ret så den nye udgave. Headeren ETag siger, hvilken det er.",
            "Read it again, then change the new version. The ETag header says which it is.",
        ),
        Refusal::PreconditionRequired => (
            "Send headeren If-Match med det ETag, som du læste.",
            "Send the If-Match header with the ETag that you read.",
        ),
        Refusal::TooLarge => (
            "Teksten er meget større end det, vi kan tage imod. Del den op.",
            "The text is far larger than what is taken. Split it.",
        ),
        Refusal::UnsupportedMediaType => (
            "Send indholdet som application/json.",
            "Send the content as application/json.",
        ),
        Refusal::NoPicture => (
            "Filen er ikke et billede i JPEG, PNG eller WebP, eller den er gået i stykker. Prøv med et andet billede.",
            "The file is no picture in JPEG, PNG or WebP, or it is damaged. Try another picture.",
        ),
        Refusal::Validation(_) => (
            "Intet er gemt endnu. Ret felterne, og send igen.",
            "Nothing has been stored yet. Correct the fields and send again.",
        ),
        Refusal::IdempotencyReused { .. } => (
            "Den første tekst er gemt. Headeren Location fører til den. Send den nye tekst med en ny nøgle.",
            "The first text is stored. The Location header leads to it. Send the new text with a new key.",
        ),
        Refusal::TooManyRequests { .. } => (
            "Intet er gemt. Vent lidt, og send igen. Headeren Retry-After siger, hvor mange sekunder.",
            "Nothing has been stored. Wait a little and send again. The Retry-After header says how many seconds.",
        ),
        Refusal::Internal => (
            "Fejlen ligger ikke hos dig. Prøv igen om lidt.",
            "The fault is not yours. Try again in a while.",
        ),
        Refusal::Unavailable => (
            "Vores database svarer ikke. Prøv igen om lidt.",
            "Our database does not answer. Try again in a while.",
        ),
        Refusal::ReadOnly => (
            "Intet er gemt. Man kan stadig læse. Prøv igen om lidt.",
            "Nothing has been stored. Reading goes on. Try again in a while.",
        ),
    };
    language.choose(danish, english).to_owned()
}

fn conflict(what: Conflict, language: Language) -> &'static str {
    match what {
        Conflict::NotAnswered => language.choose(
            "Der er ikke svaret endnu. Vent, til svaret er kommet.",
            "There is no answer yet. Wait until it has come.",
        ),
        Conflict::NotAppealable => language.choose(
            "Der er ikke noget at klage over, eller der er allerede klaget.",
            "There is nothing to appeal, or it has been appealed already.",
        ),
        Conflict::AlreadyDecided => {
            language.choose("Sagen er allerede afgjort.", "The case has been decided already.")
        }
        Conflict::NotShareable => language.choose(
            "Kun projekter og historier, som alle kan læse, kan deles med andre kommuner.",
            "Only projects and stories that everyone can read can be shared with other municipalities.",
        ),
    }
}

fn misunderstanding(what: &Misunderstanding, language: Language) -> String {
    match (what, language) {
        (Misunderstanding::Order(word), Language::Danish) => {
            format!("Listen har ingen rækkefølge ved navn “{word}”.")
        }
        (Misunderstanding::Order(word), Language::English) => {
            format!("The list has no order named “{word}”.")
        }
        (Misunderstanding::Subject, Language::Danish) => {
            "Parameteren subject skal sige, hvad der tales om, som <type>:<id>.".into()
        }
        (Misunderstanding::Subject, Language::English) => {
            "The parameter subject must say what is talked about, as <type>:<id>.".into()
        }
        (Misunderstanding::Project, Language::Danish) => {
            "Parameteren project skal sige, hvilket projekt der menes.".into()
        }
        (Misunderstanding::Project, Language::English) => {
            "The parameter project must say which project is meant.".into()
        }
        (Misunderstanding::Moment(name), Language::Danish) => {
            format!("Parameteren {name} skal være et tidspunkt som 2026-11-21T08:00:00Z.")
        }
        (Misunderstanding::Moment(name), Language::English) => {
            format!("The parameter {name} must be a moment such as 2026-11-21T08:00:00Z.")
        }
        (Misunderstanding::Parameter(name), Language::Danish) => {
            format!("Parameteren {name} har ikke den form, den skal have.")
        }
        (Misunderstanding::Parameter(name), Language::English) => {
            format!("The parameter {name} does not have the form that it must have.")
        }
        (Misunderstanding::Body(message), Language::Danish) => {
            format!("Indholdet har ikke den form, det skal have: {message}")
        }
        (Misunderstanding::Body(message), Language::English) => {
            format!("The content does not have the form that it must have: {message}")
        }
        (Misunderstanding::Refs, Language::Danish) => {
            "Parameteren refs nævner for meget, eller noget andet end <type>:<id>.".into()
        }
        (Misunderstanding::Refs, Language::English) => {
            "The parameter refs names too much, or something else than <type>:<id>.".into()
        }
        (Misunderstanding::IdempotencyKey, Language::Danish) => {
            "Idempotency-Key skal være 1 til 255 synlige ASCII-tegn.".into()
        }
        (Misunderstanding::IdempotencyKey, Language::English) => {
            "Idempotency-Key must be 1 to 255 visible ASCII characters.".into()
        }
    }
}
