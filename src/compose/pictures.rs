//! Pictures (C11): chosen, scaled down, described, put in order; kept with the draft until they are sent.

mod drawing;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

use self::drawing::{preview, scale_down};
use super::album::{PICTURES, PictureFields, count, remove, swap};
use super::composer::Composer;
use super::questions::Question;
use super::screens::question;
use crate::backend::failure::Failure;
use crate::drafts::draft::random_key;
use crate::drafts::pictures::keep;
use crate::parts::focus::{focus, focus_id};
use crate::parts::markup::{Content, Tag, all, button, classed, nothing, tag};

/// Id of the input that pictures are chosen in: also where errors lead.
const CHOICE: &str = "attachments";

/// What draws pictures: to change them, and only to look at them.
#[derive(Clone, Copy)]
pub struct Darkroom {
    /// Draws them with everything that can be done with them.
    pub change: fn(Composer) -> AnyView,
    /// Draws them with the words that stand for them.
    pub show: fn(Composer) -> AnyView,
}

/// Brings what draws pictures.
#[wasm_split(pictures, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn pictures_chunk() -> Result<Darkroom, Failure> {
    Ok(Darkroom { change, show })
}

/// The pictures of a contribution being written.
#[derive(Clone, Copy)]
struct Table {
    composer: Composer,
    /// How many there are; set anew whenever they change.
    count: RwSignal<usize>,
    /// Key of what is said, and the name of the file that it is said of.
    said: RwSignal<(&'static str, String)>,
    busy: RwSignal<bool>,
    /// Which one the focus goes to when they are drawn anew.
    fresh: StoredValue<Option<usize>>,
}

fn change(composer: Composer) -> AnyView {
    let app = composer.app;
    let most = app.with_service(|service| service.limits.attachments_max as usize);
    let most = most.min(PICTURES.len());
    let table = Table {
        composer,
        count: RwSignal::new(count(composer.writing)),
        said: RwSignal::new(("", String::new())),
        busy: RwSignal::new(false),
        fresh: StoredValue::new(None),
    };
    let input = tag("input")
        .attr("type", "file")
        .attr("id", CHOICE)
        .attr("accept", "image/*")
        .attr("multiple", "")
        .attr("aria-describedby", "attachments-hint attachments-error")
        .live_attr("aria-disabled", move || table.busy.get().then(|| "true".into()))
        .on("change", move |event| {
            if let Some(input) = event.current_target().and_then(|input| input.dyn_into().ok()) {
                take(table, &input, most);
            }
        });
    let number = most.to_string();
    let told = move || {
        table.said.with(|(key, name)| match *key {
            "" => nothing(),
            key => app
                .language
                .say_with(key, &[("n", &number), ("name", name)])
                .view(),
        })
    };
    let hint = app
        .language
        .say_with("pictures.hint", &[("n", &most.to_string())]);
    let choose = classed("div", "field")
        .child(classed("p", "asked").child(app.say("pictures.title")))
        .child(classed("p", "small").attr("id", "attachments-hint").child(hint))
        .child(
            classed("p", "complaint")
                .attr("id", "attachments-error")
                .attr("role", "status")
                .live(told),
        )
        // The browser's own button says what it does in the browser's language, not in the widget's.
        .child(
            classed("p", "pick")
                .child(
                    classed("label", "button")
                        .attr("for", CHOICE)
                        .child(app.say("pictures.add")),
                )
                .child(input),
        );
    let drawn = move || {
        let count = table.count.get();
        let fresh = table.fresh.try_update_value(Option::take).flatten();
        all((0..count)
            .map(|at| one(table, at, count, fresh == Some(at)).view())
            .collect())
    };
    let list = classed("ol", "pictures").attr("role", "list").live(drawn);
    all(vec![choose.view(), list.view()])
}

fn one(table: Table, at: usize, count: usize, is_fresh: bool) -> Tag {
    let app = table.composer.app;
    let fields = &PICTURES[at];
    let number = (at + 1).to_string();
    let words = |key: &str| app.language.say_with(key, &[("n", &number)]);
    let alt = Question {
        pointer: fields.alt,
        ask: "pictures.alt",
        hint: Some("pictures.alt.hint"),
        missing: None,
        rows: 2,
    };
    let up = (at > 0).then(|| {
        button("link", words("pictures.up"), move |_| {
            swap(table.composer.writing, at - 1, at);
            table.fresh.set_value(Some(at - 1));
            table.count.set(count);
        })
    });
    let off = button("link", words("pictures.remove"), move |event| {
        focus_id(&event, CHOICE);
        remove(table.composer.writing, at);
        table.count.set(count - 1);
    });
    let begin = move |item| {
        if is_fresh {
            focus(item);
        }
    };
    classed("li", "picture")
        .attr("tabindex", "-1")
        .child(tag("p").child(tag("b").child(words("pictures.nr"))))
        .child(frame(table.composer, fields))
        .child(question(table.composer, &alt))
        .child(classed("p", "choices").child(up).child(off))
        .mounted(begin)
}

/// A picture as it will be sent; drawn on a canvas, which no page's policy forbids.
fn frame(composer: Composer, fields: &PictureFields) -> Tag {
    let lost = RwSignal::new(false);
    let name = composer.writing.field(fields.picture);
    let drawn = move |canvas: web_sys::HtmlElement| {
        spawn_local(async move {
            if preview(&name, canvas).await.is_none() {
                lost.try_set(true);
            }
        });
    };
    let told = move || match lost.get() {
        true => classed("span", "complaint")
            .child(composer.app.say("pictures.lost"))
            .view(),
        false => nothing(),
    };
    let canvas = tag("canvas").attr("aria-hidden", "true").made(drawn);
    classed("p", "frame").child(canvas).live(told)
}

/// Takes the files that were chosen, one after the other.
fn take(table: Table, input: &HtmlInputElement, most: usize) {
    let Some(files) = input.files().filter(|_| !table.busy.get_untracked()) else {
        return;
    };
    let files: Vec<File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
    table.said.set(("", String::new()));
    table.busy.set(true);
    let input = input.clone();
    let writing = table.composer.writing;
    let bytes_max = table
        .composer
        .app
        .with_service(|service| service.limits.attachment_bytes);
    spawn_local(async move {
        let mut first = None;
        for file in files {
            let at = table.count.try_get_untracked().unwrap_or(most);
            if at >= most {
                table.said.try_set(("pictures.many", String::new()));
                break;
            }
            let Some(picture) = scale_down(&file, bytes_max).await else {
                table.said.try_set(("pictures.unreadable", file.name()));
                continue;
            };
            let name = random_key();
            if !keep(&name, &picture).await {
                table.said.try_set(("pictures.refused", String::new()));
            }
            // The view may be gone by now, and with it the text that the picture belongs to.
            if table.count.try_get_untracked().is_none() {
                return;
            }
            writing.set_field(PICTURES[at].picture, name);
            writing.set_field(PICTURES[at].alt, String::new());
            table.fresh.set_value(Some(*first.get_or_insert(at)));
            table.count.set(at + 1);
        }
        // The same file can be chosen again.
        input.set_value("");
        table.busy.try_set(false);
    });
}

fn show(composer: Composer) -> AnyView {
    let count = count(composer.writing);
    let pictures = PICTURES[..count].iter().map(|fields| {
        let alt = composer.writing.field(fields.alt);
        tag("figure")
            .child(frame(composer, fields))
            .child(tag("figcaption").attr("dir", "auto").child(alt))
            .view()
    });
    let pictures: Vec<_> = pictures.collect();
    classed("div", "pictures").child(pictures).view()
}
