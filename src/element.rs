//! One mounted instance: its options, its root, its lifetime.

use std::any::Any;
use std::cell::RefCell;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::app::App;
use crate::route::Place;
use crate::view;

#[wasm_bindgen]
extern "C" {
    /// What `embed.js` hands over.
    #[derive(Clone)]
    pub type Options;

    /// URL of the service document.
    #[wasm_bindgen(method, getter)]
    pub fn backend(this: &Options) -> String;
    /// URL of the plain page that works without this program; empty where there is none.
    #[wasm_bindgen(method, getter)]
    pub fn fallback(this: &Options) -> String;
    /// Name under which the place is kept in the page's fragment; empty to keep it in memory.
    #[wasm_bindgen(method, getter)]
    pub fn name(this: &Options) -> String;
    /// The place to begin at, such as `ideas` or `projects`.
    #[wasm_bindgen(method, getter)]
    pub fn view(this: &Options) -> String;
    /// `light`, `dark`, or empty to follow the page's `color-scheme`.
    #[wasm_bindgen(method, getter)]
    pub fn theme(this: &Options) -> String;
    /// Level of the widget's topmost heading, 1 to 6.
    #[wasm_bindgen(method, getter)]
    pub fn heading(this: &Options) -> u8;
    /// BCP 47 tag of the words.
    #[wasm_bindgen(method, getter)]
    pub fn language(this: &Options) -> String;
    /// The words, one `key<TAB>text` a line.
    #[wasm_bindgen(method, getter)]
    pub fn words(this: &Options) -> String;
    /// Asks for what the parts that are fetched later need beside themselves: brings their words, as text like
    /// [`Options::words`]. Their sheet is adopted by then. `files` names other words and another sheet, as JSON; empty
    /// for those that all parts share.
    #[wasm_bindgen(method)]
    pub fn later(this: &Options, files: &str) -> js_sys::Promise;
    /// Asks for the script that draws the map.
    #[wasm_bindgen(method)]
    pub fn map(this: &Options) -> js_sys::Promise;
    /// Which `?first=` the service document was asked with.
    #[wasm_bindgen(method, getter)]
    pub fn first(this: &Options) -> String;
    /// The service document as text; empty where it could not be had.
    #[wasm_bindgen(method, getter)]
    pub fn service(this: &Options) -> String;
}

/// An instance with what it takes to end it.
struct Instance {
    app: App,
    _view: Box<dyn Any>,
}

thread_local! {
    /// Instances with their handles, the last one last: JavaScript holds only the number.
    static INSTANCES: RefCell<Vec<(u32, Instance)>> = const { RefCell::new(Vec::new()) };
}

/// Draws an instance into `root`.
pub fn mount(host: web_sys::HtmlElement, root: web_sys::ShadowRoot, options: Options) -> u32 {
    // A root is all that `mount_to` appends to; Leptos' own portal casts in the same way.
    let parent = root.unchecked_into::<web_sys::HtmlElement>();
    let owner = Owner::new_root(None);
    let handle = INSTANCES.with_borrow(|instances| instances.last().map_or(0, |(last, _)| last + 1));
    let app = owner.with(|| App::new(host, &options, handle + 1));
    // Nothing may be asked for before `mount_to` has set the task executor up.
    let draw = move || {
        app.discover(&options.service(), options.first());
        view::widget(app)
    };
    let view = owner.with(|| mount_to(parent, draw));
    let instance = Instance {
        app,
        _view: Box::new((view, owner)),
    };
    INSTANCES.with_borrow_mut(|instances| instances.push((handle, instance)));
    handle
}

/// Ends an instance: requests first, then the view with its listeners.
pub fn unmount(handle: u32) {
    let instance = INSTANCES.with_borrow_mut(|instances| {
        let at = instances.iter().position(|(of, _)| *of == handle)?;
        Some(instances.remove(at))
    });
    if let Some((_, instance)) = instance {
        instance.app.client.abort_all();
        drop(instance);
    }
}

/// Passes on a changed attribute.
pub fn set_attribute(handle: u32, name: &str, value: &str) {
    let app = INSTANCES.with_borrow(|instances| {
        let found = instances.iter().find(|(of, _)| *of == handle);
        found.map(|(_, instance)| instance.app)
    });
    if let (Some(app), "view") = (app, name) {
        app.go(Place::parse(&format!("/{value}")).unwrap_or_default());
    }
}
