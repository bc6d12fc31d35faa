//! What only staff may read comes in pages; each is asked for with the token.

use samskab_protocol::page::Page;
use samskab_protocol::wire::Wire;

use super::account;
use crate::app::App;
use crate::backend::client::Sent;
use crate::backend::failure::Failure;

/// As much as is asked for at once where all of it is looked through.
const FAR: u32 = 100;

/// How much of a list may be asked for at once where all of it is looked through.
pub fn most(app: App) -> String {
    let most = app.with_service(|service| service.limits.page_max);
    most.clamp(1, FAR).to_string()
}

/// Asks for a page.
pub async fn ask<T: Wire>(app: App, path: String) -> Result<Page<T>, Failure> {
    let secret = account::secret(app);
    app.client.look(&path, Sent::by(&secret)).await?.read()
}

/// Reads a list to its end, however much of it comes at once.
pub async fn read_all<T: Wire>(app: App, first: String) -> Result<Vec<T>, Failure> {
    let mut all = Vec::new();
    let mut path = Some(first);
    while let Some(here) = path {
        let page: Page<T> = ask(app, here).await?;
        path = next(app, &page);
        all.extend(page.items);
    }
    Ok(all)
}

/// Where the page after it is; `None` after the last one. The token is never sent anywhere but to this backend.
pub fn next<T>(app: App, page: &Page<T>) -> Option<String> {
    let next = page.page.next.as_deref()?;
    below(&app.client.url(""), next).map(str::to_owned)
}

/// The path of an address below a base.
pub fn below<'a>(base: &str, address: &'a str) -> Option<&'a str> {
    let path = address.strip_prefix(base)?;
    path.starts_with('/').then_some(path)
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn an_address_elsewhere_is_not_below_the_base() {
        let base = "https://samskab.example/v1";
        assert_eq!(
            below(base, "https://samskab.example/v1/queue?cursor=a"),
            Some("/queue?cursor=a")
        );
        assert_eq!(below(base, "https://samskab.example/v10/queue"), None);
        assert_eq!(below(base, "https://elsewhere.example/v1/queue"), None);
    }
}
