//! What somebody does by the keyboard, and where the focus is then.

use anyhow::{Result, bail, ensure};
use fantoccini::key::Key;
use samskab_tests::page::wait;
use samskab_tests::widget::{Kind, Widget};

/// Presses Tab until this has the focus, then a key. Each stop on the way must be seen.
pub async fn go_to(widget: &Widget<'_>, kind: Kind, name: &str, key: Key) -> Result<()> {
    for _ in 0..150 {
        if is_on(widget, kind, name).await? {
            return widget.browser.press(&[key]).await;
        }
        widget.browser.press(&[Key::Tab]).await?;
        is_seen(widget).await?;
    }
    bail!(
        "“{name}” cannot be reached with Tab; {}",
        samskab_tests::page::describe(widget.browser).await
    )
}

pub async fn write(widget: &Widget<'_>, label: &str, text: &str) -> Result<()> {
    for _ in 0..20 {
        if is_on(widget, Kind::Field, label).await? {
            widget.browser.type_text(text).await?;
            return widget.see_value(label, text).await;
        }
        widget.browser.press(&[Key::Tab]).await?;
        is_seen(widget).await?;
    }
    bail!("the field “{label}” cannot be reached with Tab")
}

/// Types into the field that has the focus, or else into the next one.
pub async fn write_next(widget: &Widget<'_>, text: &str) -> Result<()> {
    let is_free = "return ['input', 'textarea'].includes(focused().localName) && !focused().value";
    while !widget.ask::<bool>(is_free, ().into()).await? {
        widget.browser.press(&[Key::Tab]).await?;
        is_seen(widget).await?;
    }
    widget.browser.type_text(text).await
}

/// Goes back to the field before this one that has this label, and types into it.
pub async fn write_before(widget: &Widget<'_>, label: &str, text: &str) -> Result<()> {
    for _ in 0..6 {
        widget.browser.press_with_shift(Key::Tab).await?;
        is_seen(widget).await?;
        if is_on(widget, Kind::Field, label).await? {
            return widget.browser.type_text(text).await;
        }
    }
    bail!("the field “{label}” cannot be reached backwards")
}

pub async fn is_on(widget: &Widget<'_>, kind: Kind, name: &str) -> Result<bool> {
    let script = "return named(root, arguments[1][0], arguments[1][1]).includes(focused())";
    widget.ask(script, serde_json::json!([kind.word(), name])).await
}

/// Whatever has the focus lies in sight and shows that it has it.
pub async fn is_seen(widget: &Widget<'_>) -> Result<()> {
    let script = "
        const element = focused();
        if (!root.contains(element)) return '';
        const style = getComputedStyle(element), box = element.getBoundingClientRect();
        const marked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
        if (!marked) return `${describe(element)} does not show that it has the focus`;
        if (box.bottom <= 0 || box.top >= innerHeight) return `${describe(element)} has the focus and is out of sight`;
        return ''";
    // A browser may take some frames to bring it into sight.
    wait(widget.browser, "what has the focus to be seen", async || {
        let complaint: String = widget.ask(script, ().into()).await?;
        ensure!(complaint.is_empty(), "{complaint}");
        Ok(Some(()))
    })
    .await
}

/// Waits until the heading of a new view is there and has the focus.
pub async fn arrive(widget: &Widget<'_>, heading: &str) -> Result<()> {
    let script = "return tidy(focused()?.textContent) === arguments[1] && /^H[1-6]$/.test(focused().tagName)";
    widget
        .wait_until(
            &format!("the focus on the heading “{heading}”"),
            script,
            heading.into(),
        )
        .await
}

pub async fn focus_is_inside(widget: &Widget<'_>) -> Result<()> {
    let script = "return root.contains(focused())";
    widget
        .wait_until("the focus to be somewhere in the widget", script, ().into())
        .await
}
