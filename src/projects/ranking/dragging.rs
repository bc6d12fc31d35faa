//! Moving an option by hand, with mouse, finger or pen. All that it does is done by buttons too (WCAG 2.5.7).

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, PointerEvent};

use crate::parts::markup::{Tag, classed};

/// Where an option was dropped: among those in order, before the one at this place; or outside of them.
pub type Dropped = Option<usize>;

/// What is dragged, and where it was taken.
type Held = StoredValue<Option<(HtmlElement, i32)>, LocalStorage>;

/// A handle by which the list item that it stands in is moved; `drop` is told where to.
pub fn handle(drop: impl Fn(Dropped) + 'static) -> Tag {
    let held: Held = StoredValue::new_local(None);
    classed("span", "handle")
        .attr("aria-hidden", "true")
        .child("⠿")
        .on("pointerdown", move |event| take(held, &event))
        .on("pointermove", move |event| {
            held.with_value(|held| {
                if let Some((item, from)) = held {
                    let way = pointer(&event).client_y() - from;
                    shift(item, Some(way));
                }
            });
        })
        .on("pointercancel", move |_| _ = let_go(held))
        .on("pointerup", move |event| {
            let at = pointer(&event).client_y();
            if let Some((item, _)) = let_go(held).filter(|(_, from)| (at - from).abs() > 4) {
                drop(place(&item, f64::from(at)));
            }
        })
}

fn pointer(event: &Event) -> &PointerEvent {
    event.unchecked_ref()
}

fn take(held: Held, event: &Event) {
    let target = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let item = target
        .as_ref()
        .and_then(|handle| handle.closest("li").ok().flatten());
    if let (Some(handle), Some(item)) = (target, item) {
        // Where it cannot be captured it is let go outside the handle, and nothing has moved.
        _ = handle.set_pointer_capture(pointer(event).pointer_id());
        held.set_value(Some((item.unchecked_into(), pointer(event).client_y())));
        event.prevent_default();
    }
}

fn let_go(held: Held) -> Option<(HtmlElement, i32)> {
    let taken = held.try_update_value(Option::take).flatten();
    if let Some((item, _)) = &taken {
        shift(item, None);
    }
    taken
}

fn shift(item: &HtmlElement, way: Option<i32>) {
    let way = way.map(|way| ["0 ", &way.to_string(), "px"].concat());
    // A browser without the property shows it where it was until it is dropped.
    _ = item
        .style()
        .set_property("translate", way.as_deref().unwrap_or_default());
    _ = item.class_list().toggle_with_force("dragged", way.is_some());
}

/// Where `item` is dropped, by the middles of those in order.
fn place(item: &HtmlElement, at: f64) -> Dropped {
    let whole = item.closest(".ordering").ok().flatten()?;
    let list = whole.query_selector(".ordered").ok().flatten()?;
    if at > list.get_bounding_client_rect().bottom() {
        return None;
    }
    let items = list.children();
    let others = (0..items.length()).filter_map(|number| items.item(number));
    let before = others
        .filter(|other| !other.is_same_node(Some(item)))
        .filter(|other| {
            let rect = other.get_bounding_client_rect();
            (rect.top() + rect.bottom()) / 2.0 < at
        });
    Some(before.count())
}
