//! Takes over what an older system has exported as CSV, as a mapping file says.
//!
//! Rows that cannot be taken are told with their line and the reason; the others are kept. Ids come from the source,
//! so that a second run finds everything there and changes nothing.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::store::{Database, Store};
use crate::{Failure, serve};
use mapping::{File, Holds, Mapping};
use report::Report;

mod comments;
mod contributions;
mod mapping;
mod report;
mod rows;
mod template;

/// What is to be imported, and where to.
#[derive(Debug)]
pub struct Order {
    /// Where it is to be kept.
    pub database: Database,
    /// The mapping file.
    pub mapping: PathBuf,
    /// The folder in which the mapping's files lie; the mapping's own where not given.
    pub data: Option<PathBuf>,
    /// The one CSV file, wherever it lies.
    pub csv: Option<PathBuf>,
    /// What parts the columns, instead of what the mapping says.
    pub delimiter: Option<char>,
}

/// Imports, and tells what became of it.
pub async fn import(order: &Order) -> Result<(), Failure> {
    let mapping = Mapping::read(&order.mapping).map_err(Failure::Refused)?;
    if order.csv.is_some() && mapping.files.len() != 1 {
        let reason = "--csv needs a mapping of a single file; use --data for the folder of several";
        return Err(Failure::Refused(reason.into()));
    }
    let store = serve::open(&order.database).await?;
    let mut whole = Report::default();
    for file in &mapping.files {
        let path = find(order, file);
        let report = import_file(&store, &mapping, file, &path, order.delimiter).await?;
        for refused in &report.refused {
            eprintln!("{}:{}: {}", path.display(), refused.line, refused.reason);
        }
        whole.add(report);
    }
    store.close().await;
    if whole.placeholders > 0 {
        println!(
            "{} placeholders for comments that are answered and not there",
            whole.placeholders
        );
    }
    println!("{whole}");
    if whole.has_read_anything() {
        Ok(())
    } else {
        Err(Failure::Broken(anyhow::anyhow!("no row could be read")))
    }
}

/// All of a file or, if the database fails, nothing of it.
async fn import_file(
    store: &Store,
    mapping: &Mapping,
    file: &File,
    path: &Path,
    delimiter: Option<char>,
) -> Result<Report, Failure> {
    let zone = TimeZone::get(&mapping.timezone)?;
    let mut report = Report::default();
    let mut rows = Vec::new();
    for row in rows::read(path, file, delimiter.unwrap_or(file.delimiter)).map_err(Failure::Refused)? {
        match row {
            Ok(row) => rows.push(row),
            Err(refused) => report.refused.push(refused),
        }
    }
    let mut writing = store.begin().await?;
    match file.holds {
        Holds::Contributions => {
            contributions::store_all(&mut writing, mapping, file, &zone, &rows, &mut report).await?;
        }
        Holds::Comments => {
            comments::store_all(&mut writing, mapping, file, &zone, &rows, &mut report).await?
        }
    }
    writing.commit().await?;
    report.refused.sort_by_key(|refused| refused.line);
    Ok(report)
}

fn find(order: &Order, file: &File) -> PathBuf {
    match (&order.csv, &order.data) {
        (Some(csv), _) => csv.clone(),
        (None, Some(data)) => data.join(&file.path),
        (None, None) => order.mapping.parent().unwrap_or(Path::new("")).join(&file.path),
    }
}
