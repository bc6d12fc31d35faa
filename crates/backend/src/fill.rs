//! Fills an empty database with as much as a large city has after many years, for measurements.
//!
//! The debates have the shape of those on Decide Madrid from 2015 to 2019: of its 5,633 comments 47 in 100 stand at
//! the top, one has 295 characters on average, and half of the replies answer one of the six comments before them,
//! but some one that is hundreds before. The same numbers always make the same content.

use samskab_protocol::contribution::{Contribution, ProjectLink};
use serde_json::json;

use crate::store::bulk::{Counted, ROWS};
use crate::store::{Database, Store};
use crate::{Failure, clock, serve};

mod projects;

/// The sizes of the first debates: a long one and a short one, which are then compared.
const FIRST: [usize; 2] = [592, 20];
/// Comments of a hundred that answer nobody.
const AT_THE_TOP: u64 = 47;
/// So far back lies what a reply answers, at most.
const WAY_BACK: f64 = 264.0;
const DEEPEST: u32 = 8;
/// The moment at which it all begins, in microseconds: 2020-01-01.
const BEGINNING: i64 = 1_577_836_800_000_000;
const WORDS: [&str; 24] = [
    "bænken", "ved", "åen", "skal", "stå", "hvor", "stien", "drejer", "fordi", "mange", "ældre", "går",
    "langt", "uden", "et", "sted", "at", "hvile", "og", "børnene", "cykler", "til", "skole", "her",
];

/// What is to be made.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// Contributions; the first has 592 comments, the second 20.
    pub contributions: usize,
    /// Comments on all of them together.
    pub comments: usize,
    /// Projects, to which the contributions then belong in turn.
    pub projects: usize,
}

/// Fills the database. One that holds anything already is left alone.
pub async fn fill(database: &Database, amount: Amount) -> Result<(), Failure> {
    let store = serve::open(database).await?;
    if !store.is_empty().await? {
        return Err(Failure::Refused(format!(
            "{database} already holds content; it was left alone"
        )));
    }
    let mut chance = Chance(42);
    let projects = projects::fill(&store, amount.projects, &mut chance).await?;
    let (mut left, mut made) = (amount.comments, 0);
    for number in 0..amount.contributions {
        let others = amount.contributions - number;
        let size = FIRST.get(number).copied().unwrap_or(left / others).min(left);
        left -= size;
        made += size;
        let project = projects.get(number % projects.len().max(1));
        fill_one(&store, number, size, project, &mut chance).await?;
    }
    store.close().await;
    println!(
        "filled with {} contributions, {made} comments and {} projects",
        amount.contributions, amount.projects
    );
    Ok(())
}

async fn fill_one(
    store: &Store,
    number: usize,
    size: usize,
    project: Option<&ProjectLink>,
    chance: &mut Chance,
) -> Result<(), Failure> {
    let id = format!("fill-{number}");
    let at = BEGINNING + number as i64 * clock::DAY / 4;
    let contribution: Contribution = serde_json::from_value(json!({
        "id": id, "kind": "idea", "title": chance.words(5), "summary": chance.words(30),
        "body": {"value": chance.words(120), "lang": "da"}, "author": {"name": "Amira Holm", "role": "citizen"},
        "created_at": clock::to_wire(at).0, "status": {"category": "received"},
        "trail": [{"step": "received", "at": clock::to_wire(at).0}], "project": project,
    }))?;
    let mut writing = store.begin().await?;
    writing.insert_contribution(&contribution, at).await?;
    for rows in make_debate(&id, at, size, chance)?.chunks(ROWS) {
        writing.insert_counted(rows).await?;
    }
    writing
        .set_comment_count(&id, i64::try_from(size).unwrap_or(i64::MAX))
        .await?;
    writing.commit().await?;
    Ok(())
}

fn make_debate(
    contribution: &str,
    at: i64,
    size: usize,
    chance: &mut Chance,
) -> Result<Vec<Counted>, serde_json::Error> {
    let mut debate: Vec<Counted> = Vec::with_capacity(size);
    for number in 0..size {
        let answered = chance.next() % 100 >= AT_THE_TOP && number > 0;
        let above = answered.then(|| number - chance.way_back().min(number));
        let above = above.filter(|above| debate[*above].comment.depth < DEEPEST);
        let created_at = at + number as i64 * 60_000_000;
        let (parent, depth) = match above {
            Some(above) => (
                Some(debate[above].comment.id.clone()),
                debate[above].comment.depth + 1,
            ),
            None => (None, 0),
        };
        let comment = json!({
            "id": format!("{contribution}-{number}"), "subject": format!("contribution:{contribution}"),
            "parent": parent, "depth": depth, "body": {"value": chance.words(52), "lang": "da"},
            "author": {"name": "Jens Bech", "role": "citizen"},
            "created_at": clock::to_wire(created_at).0, "state": "published",
        });
        debate.push(Counted {
            comment: serde_json::from_value(comment)?,
            created_at,
            replies: 0,
            descendants: 0,
        });
        count_along(&mut debate, above);
    }
    Ok(debate)
}

/// Counts a new comment along the line above it.
fn count_along(debate: &mut [Counted], above: Option<usize>) {
    let Some(mut at) = above else { return };
    debate[at].replies += 1;
    loop {
        debate[at].descendants += 1;
        let parent = debate[at].comment.parent.as_ref();
        let number = parent.and_then(|parent| parent.rsplit('-').next()?.parse().ok());
        match number {
            Some(number) => at = number,
            None => return,
        }
    }
}

/// Numbers that look as if drawn, and are the same each time (xorshift, G. Marsaglia, 2003).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// How many comments before a reply what it answers lies: half of the time at most 7, a tenth of the time more
    /// than 100.
    fn way_back(&mut self) -> usize {
        let lot = self.below(1_000_000) as f64 / 1_000_000.0;
        WAY_BACK.powf(lot.powf(1.5)) as usize
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use samskab_protocol::identifier::Ref;

    use super::*;
    use crate::store::sql;

    #[tokio::test]
    async fn what_was_counted_beforehand_is_what_counting_anew_comes_to() {
        let folder = tempfile::tempdir().unwrap();
        let file = Database::File(folder.path().join("a.db"));
        let amount = Amount {
            contributions: 4,
            comments: 1500,
            projects: 3,
        };
        fill(&file, amount).await.unwrap();
        let store = Store::open(&file).await.unwrap();
        let mut writing = store.begin().await.unwrap();
        let counts = || sql("SELECT id, depth, listed, replies, descendants FROM comments ORDER BY id");
        let before: Vec<(String, i64, i64, i64, i64)> = writing.all(counts()).await.unwrap();
        for number in 0..amount.contributions {
            let subject = Ref::contribution(format!("fill-{number}"));
            writing.recount(&subject).await.unwrap();
        }
        let after: Vec<(String, i64, i64, i64, i64)> = writing.all(counts()).await.unwrap();
        assert_eq!(before, after);
        let sizes: Vec<(i64,)> = writing
            .all(sql("SELECT comments FROM contributions ORDER BY id"))
            .await
            .unwrap();
        assert_eq!(sizes, [(592,), (20,), (444,), (444,)]);
        let brought: Vec<(String, i64)> = writing
            .all(sql(
                "SELECT project, count(*) FROM contributions GROUP BY project ORDER BY project",
            ))
            .await
            .unwrap();
        let brought: Vec<i64> = brought.into_iter().map(|(_, count)| count).collect();
        assert_eq!(brought, [2, 1, 1], "each project has its share");
    }
}
