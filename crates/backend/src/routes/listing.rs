//! Pages of small things that are kept as records.

use samskab_protocol::limits::PAGE_DEFAULT;
use samskab_protocol::page::{Page, PageInfo, Total};

use super::parameters::{Parameters, link};
use crate::app::App;
use crate::cursor::Position;
use crate::problem::Refusal;
use crate::store::records::{Choice, Record};
use crate::store::threads::Part;

/// A list of records, as its address describes it.
pub struct Listing<'a> {
    /// The address below the base: `/offers`.
    pub path: &'static str,
    /// The parameters that decide what is in it, with their values.
    pub described: Vec<(&'static str, String)>,
    /// Which records it holds.
    pub choice: Choice<'a>,
    /// Whether the newest comes first.
    pub newest_first: bool,
}

impl Listing<'_> {
    /// Reads the page that the parameters ask for.
    pub async fn read(mut self, app: &App, parameters: &Parameters) -> Result<Page<Record>, Refusal> {
        let name = link(self.path.into(), &self.described);
        let after = parameters.position(&name)?;
        let limit = parameters.number("limit", PAGE_DEFAULT, 1..=app.limits.page_max);
        let part = Part {
            newest_first: self.newest_first,
            after: after.as_ref(),
            // One more than is shown tells whether there are more.
            limit: limit + 1,
        };
        let mut items = app.store.list_records(self.choice, part).await?;
        let total = app.store.count_records(self.choice).await?;
        let has_more = items.len() > limit as usize;
        items.truncate(limit as usize);
        let next = items.last().filter(|_| has_more).map(|last| {
            let position = Position {
                rank: last.created_at,
                id: last.id.clone(),
            };
            self.described.push(("limit", limit.to_string()));
            self.described.push(("cursor", position.to_cursor(&name)));
            link(app.address(self.path), &self.described)
        });
        Ok(Page {
            items,
            page: PageInfo {
                next,
                ..PageInfo::default()
            },
            total: Some(Total {
                value: total,
                exact: true,
            }),
        })
    }
}

/// Those of the states that can be listed which are wanted; all where none is named. A word that is none of them
/// chooses nothing.
pub fn choose_states<'a>(known: &[&'a str], wanted: &[String]) -> Vec<&'a str> {
    const NOTHING: &str = "";
    if wanted.is_empty() {
        return known.to_vec();
    }
    let chosen = known
        .iter()
        .filter(|state| wanted.iter().any(|word| word == *state));
    let chosen: Vec<&str> = chosen.copied().collect();
    if chosen.is_empty() { vec![NOTHING] } else { chosen }
}

/// The same page with what each record becomes.
pub fn map_page<T>(
    page: Page<Record>,
    each: impl Fn(&Record) -> Result<T, Refusal>,
) -> Result<Page<T>, Refusal> {
    Ok(Page {
        items: page.items.iter().map(each).collect::<Result<_, _>>()?,
        page: page.page,
        total: page.total,
    })
}
