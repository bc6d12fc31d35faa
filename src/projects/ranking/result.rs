//! What becomes of everybody's order: by which method, how many took part, and how far people agree. A winner alone
//! would hide that (S1.7).

use leptos::prelude::*;
use samskab_protocol::priorities::{Choice, Priorities, Standing};
use samskab_protocol::service::CountsVisibility;

use super::Ranked;
use crate::app::App;
use crate::parts::fold::fold;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, all, classed, nothing, tag};

/// Draws the result, or when it is told.
pub fn result(app: App, ranked: Ranked, found: &Priorities) -> AnyView {
    let Some(standings) = &found.result else {
        return hidden(app, ranked, found.rules.counts_visibility);
    };
    let many = found.participants.unwrap_or_default();
    if many == 0 && !found.open {
        return nothing();
    }
    let list = standings
        .iter()
        .fold(classed("ol", "result").attr("role", "list"), |list, item| {
            list.child(standing(app, &found.options, item))
        });
    all(vec![
        heading(app, 2, app.say("rank.result")).view(),
        tag("p")
            .child(app.language.count("rank.participants", many))
            .view(),
        list.view(),
        method(app, found),
    ])
}

/// When it is told. What comes with one's own order alone comes once more when that is sent again, and counts once.
fn hidden(app: App, ranked: Ranked, rule: CountsVisibility) -> AnyView {
    let key = move || match rule {
        CountsVisibility::AfterOwnReaction if !ranked.sent().is_empty() => "rank.hidden.sent",
        CountsVisibility::AfterOwnReaction => "rank.hidden.own",
        CountsVisibility::AfterClose => "rank.hidden.close",
        _ => "rank.hidden",
    };
    tag("p").live(move || app.say(key()).view()).view()
}

/// How it is counted, in words; for those who want to count again also as a formula.
fn method(app: App, found: &Priorities) -> AnyView {
    let words = classed("p", "small")
        .child(tag("b").child(app.say("rank.method")))
        .child(" ")
        .child(app.language.choose(&found.method.explanation));
    let formula = found.method.formula.clone();
    let way = fold(app.say("rank.formula"), move || {
        classed("p", "small")
            .child(tag("bdi").child(formula.as_str()))
            .view()
    });
    all(vec![words.view(), way])
}

fn standing(app: App, options: &[Choice], item: &Standing) -> Tag {
    let title = options.iter().find(|option| option.id == item.option);
    let title = title.map_or(item.option.as_str(), |option| option.title.as_str());
    let place = app
        .language
        .say_with("rank.place", &[("n", &item.place.to_string())]);
    let head = tag("p")
        .child(classed("span", "place").child(place))
        .child(" ")
        .child(tag("b").attr("dir", "auto").child(title))
        .child(" ")
        .child(classed("span", "small").child(app.language.count("rank.points", item.points)));
    tag("li").child(head).child(spread(app, item))
}

/// How many put it first, second and so on, and how many left it out: also as darker and lighter.
fn spread(app: App, item: &Standing) -> Tag {
    let most = item.spread.iter().chain([&item.unplaced]).max().copied();
    let cell = |count: u32, words: String| {
        let level = (4 * count).div_ceil(most.unwrap_or_default().max(1));
        tag("li")
            .attr("data-level", level.to_string())
            .child(tag("b").child(app.language.number(count)))
            .child(" ")
            .child(classed("span", "small").child(words))
    };
    let label = app.say("rank.spread");
    let list = classed("ol", "spread")
        .attr("role", "list")
        .attr("aria-label", label);
    let list = item.spread.iter().enumerate().fold(list, |list, (at, count)| {
        let place = (at + 1).to_string();
        list.child(cell(*count, app.language.say_with("rank.at", &[("n", &place)])))
    });
    list.child(cell(item.unplaced, app.say("rank.unplaced")))
}
