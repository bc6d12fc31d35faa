//! The widget on a page, used as a person uses it: by what stands on buttons, links and fields.

use anyhow::{Context, Result, ensure};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::page::{self, wait};

/// What sort of thing is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something to press.
    Button,
    /// Something to follow.
    Link,
    /// Something to fill in or to choose from, named by its label.
    Field,
    /// A heading.
    Heading,
}

impl Kind {
    /// The word that `page.js` has for it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Button => "button",
            Kind::Link => "link",
            Kind::Field => "field",
            Kind::Heading => "heading",
        }
    }
}

/// One widget on the page.
#[derive(Clone, Copy)]
pub struct Widget<'a> {
    /// The browser that shows the page.
    pub browser: &'a Browser,
    index: usize,
}

impl<'a> Widget<'a> {
    /// The widget that stands at this place among the page's widgets, from 0.
    pub fn new(browser: &'a Browser, index: usize) -> Self {
        Widget { browser, index }
    }

    /// Waits until a person can read this text in the widget.
    pub async fn see(&self, text: &str) -> Result<()> {
        self.wait_until(
            &format!("“{text}”"),
            "return tidy(readable(root)).includes(tidy(arguments[1]))",
            json!(text),
        )
        .await
    }

    /// Waits until this text can no longer be read in the widget.
    pub async fn see_no_more(&self, text: &str) -> Result<()> {
        let script = "return !!root?.firstElementChild && !tidy(readable(root)).includes(tidy(arguments[1]))";
        self.wait_until(&format!("“{text}” to go away"), script, json!(text))
            .await
    }

    /// Waits for something with this name.
    pub async fn find(&self, kind: Kind, name: &str) -> Result<Element> {
        let what = format!("a {} “{name}”", kind.word());
        wait(self.browser, &what, async || {
            let script = "return named(root, arguments[1][0], arguments[1][1])[0] ?? null";
            let found: Value = self.ask(script, json!([kind.word(), name])).await?;
            if found.is_null() {
                Ok(None)
            } else {
                self.browser.element(found).map(Some)
            }
        })
        .await
    }

    /// Presses a button.
    pub async fn press(&self, name: &str) -> Result<()> {
        self.click(Kind::Button, name).await
    }

    /// Follows a link.
    pub async fn follow(&self, name: &str) -> Result<()> {
        self.click(Kind::Link, name).await
    }

    /// Types into the field with this label, after what stands there.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let field = self.find(Kind::Field, label).await?;
        // WebKit's driver knows the key that ends a line, and drops the sign.
        let keys = text.replace('\n', &char::from(Key::Enter).to_string());
        field
            .send_keys(&keys)
            .await
            .with_context(|| format!("“{label}” cannot be filled in"))
    }

    /// What stands in the field with this label.
    pub async fn value(&self, label: &str) -> Result<String> {
        let field = self.find(Kind::Field, label).await?;
        field
            .prop("value")
            .await?
            .with_context(|| format!("“{label}” has no value"))
    }

    /// Waits until this stands in the field with this label.
    pub async fn see_value(&self, label: &str, value: &str) -> Result<()> {
        wait(
            self.browser,
            &format!("“{value}” in the field “{label}”"),
            async || Ok((self.value(label).await? == value).then_some(())),
        )
        .await
    }

    /// Whether something with this name is to be seen now.
    pub async fn has(&self, kind: Kind, name: &str) -> Result<bool> {
        self.ask(
            "return named(root, arguments[1][0], arguments[1][1]).length > 0",
            json!([kind.word(), name]),
        )
        .await
    }

    /// What a person can read in the widget now.
    pub async fn text(&self) -> Result<String> {
        self.ask("return readable(root)", Value::Null).await
    }

    /// The texts of all visible elements that a selector finds in the widget.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        let script = "return [...root.querySelectorAll(arguments[1])].filter(isVisible).map((element) => tidy(readable(element)))";
        self.ask(script, json!(selector)).await
    }

    /// How many visible elements a selector finds in the widget.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        Ok(self.texts(selector).await?.len())
    }

    /// Waits until a selector finds so many visible elements.
    pub async fn see_count(&self, selector: &str, count: usize) -> Result<()> {
        let what = format!("{count} of `{selector}`");
        let script =
            "return [...root.querySelectorAll(arguments[1][0])].filter(isVisible).length === arguments[1][1]";
        self.wait_until(&what, script, json!([selector, count])).await
    }

    /// Runs a script in which `host` and `root` are this widget's, and `arguments[1]` is `argument`.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str, argument: Value) -> Result<T> {
        page::ask(
            self.browser,
            &with_root(script),
            vec![json!(self.index), argument],
        )
        .await
    }

    /// Waits until such a script returns something true.
    pub async fn wait_until(&self, what: &str, script: &str, argument: Value) -> Result<()> {
        page::wait_until(
            self.browser,
            what,
            &with_root(script),
            vec![json!(self.index), argument],
        )
        .await
    }

    /// Fails where the page can be scrolled sideways or something in the widget is wider than the widget.
    pub async fn fits_its_width(&self) -> Result<()> {
        let script = "
            // What is out of sight keeps the width that it had when it was last drawn: all is drawn for this.
            const all = new CSSStyleSheet();
            all.replaceSync('* { content-visibility: visible !important }');
            root.adoptedStyleSheets.push(all);
            const page = document.scrollingElement;
            const edge = Math.ceil(host.getBoundingClientRect().right);
            const clipped = (element) => element && (getComputedStyle(element).overflowX !== 'visible' || clipped(element.parentElement));
            const wide = [...root.querySelectorAll('*')].filter((element) => isVisible(element)
                && element.getBoundingClientRect().right > edge + 1 && !clipped(element.parentElement));
            const scrolls = page.scrollWidth > page.clientWidth ? [`the page is ${page.scrollWidth} px wide`] : [];
            root.adoptedStyleSheets.pop();
            return scrolls.concat(wide.slice(0, 5).map(describe))";
        let wide: Vec<String> = self.ask(script, Value::Null).await?;
        ensure!(wide.is_empty(), "wider than its place: {}", wide.join(", "));
        Ok(())
    }

    /// Presses where the thing lies, once it lies still: cards are drawn, and change their height, only in sight.
    async fn click(&self, kind: Kind, name: &str) -> Result<()> {
        let what = format!("a {} “{name}” that can be pressed", kind.word());
        let spot = wait(self.browser, &what, async || {
            let element = self.find(kind, name).await?;
            let reached = page::reach(self.browser, &element).await?;
            ensure!(reached["above"].is_null(), "{}", reached["above"]);
            Ok(Some(serde_json::from_value(reached["spot"].clone())?))
        });
        self.browser.click_at(spot.await?).await
    }
}

fn with_root(script: &str) -> String {
    format!("const host = hostAt(arguments[0]), root = host?.shadowRoot;\n{script}")
}
