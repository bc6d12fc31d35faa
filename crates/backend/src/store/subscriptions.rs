//! Who gets news by e-mail. Addresses stand here and nowhere else, and leave with what they were given for.

use sqlx::FromRow;
use uuid::Uuid;

use super::{Result, Store, Writing, sql};
use crate::clock;

const COLUMNS: &str = "SELECT id, address, subject, language, confirmed_at FROM subscriptions WHERE ";
/// So many subscriptions of one address may wait to be confirmed, so that nobody can fill somebody else's mailbox.
const UNCONFIRMED_MAX: i64 = 5;
/// How long after that somebody who has not said yes and asks once more is written to once more.
const REPEATED_AFTER: i64 = 60 * 60 * clock::SECOND;
/// How long after it was asked for the same once more somebody who gets it is told so once more.
const ASKED_AGAIN_AFTER: i64 = clock::DAY;
/// How long the mail server may refuse an address before it is forgotten.
const REFUSED_MAX: i64 = 7 * clock::DAY;

/// News that somebody gets, or has asked for.
#[derive(Clone, Debug, FromRow)]
pub struct Subscription {
    /// Its id.
    pub id: String,
    /// Where they go.
    pub address: String,
    /// What they are about, as `<type>:<id>`; empty for all projects.
    pub subject: String,
    /// In which language, as a BCP 47 tag.
    pub language: String,
    /// When that was confirmed from the mailbox.
    pub confirmed_at: Option<i64>,
}

/// From where on something is news: behind this change, and at this moment or later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, FromRow)]
pub struct Told {
    /// The last change that was told or passed over.
    pub told: i64,
    /// The moment before which everything was.
    pub told_at: i64,
}

/// Those who wait for news of one thing since the same moment.
#[derive(Clone, Debug, FromRow)]
pub struct Group {
    /// What the news are about, as `<type>:<id>`; empty for all projects.
    pub subject: String,
    /// From where on something is news to them.
    #[sqlx(flatten)]
    pub since: Told,
}

impl Store {
    /// One subscription.
    pub async fn read_subscription(&self, id: &str) -> Result<Option<Subscription>> {
        self.one(sql(COLUMNS).push("id = ").push_bind(id)).await
    }

    /// Those who have asked and wait for the message that answers to it, who asked first first.
    pub async fn list_owed(&self, now: i64, limit: i64) -> Result<Vec<Subscription>> {
        let owed = sql(COLUMNS).push("owed = 1 AND not_before <= ").push_bind(now);
        self.all(owed.push(" ORDER BY asked_at LIMIT ").push_bind(limit))
            .await
    }

    /// All groups who get news.
    pub async fn list_groups(&self) -> Result<Vec<Group>> {
        self.all(sql(
            "SELECT DISTINCT subject, told, told_at FROM subscriptions WHERE confirmed_at IS NOT NULL \
             ORDER BY subject, told, told_at",
        ))
        .await
    }

    /// Those of a group to whom something can be sent now.
    pub async fn list_group(&self, group: &Group, now: i64, limit: i64) -> Result<Vec<Subscription>> {
        let members = sql(COLUMNS)
            .push("confirmed_at IS NOT NULL AND subject = ")
            .push_bind(&group.subject)
            .push(" AND told = ")
            .push_bind(group.since.told)
            .push(" AND told_at = ")
            .push_bind(group.since.told_at)
            .push(" AND not_before <= ")
            .push_bind(now);
        self.all(members.push(" ORDER BY id LIMIT ").push_bind(limit))
            .await
    }
}

impl Writing {
    /// Somebody asks for news at this address. Nobody sees from outside which of these it is: a new subscription that
    /// waits to be confirmed, a message that there is one already, or nothing because there were enough. Whoever has
    /// not said yes is written to once, and once more where that mail may have been lost.
    pub async fn ask_for_news(&mut self, address: &str, subject: &str, language: &str) -> Result<()> {
        let now = clock::now();
        let lost = sql("UPDATE subscriptions SET owed = 1, repeated = 1, language = $1 \
             WHERE address = $2 AND subject = $3 AND confirmed_at IS NULL AND repeated = 0 AND asked_at <= $4");
        let lost = lost.bind(language).bind(address).bind(subject);
        self.run(lost.bind(now - REPEATED_AFTER)).await?;
        let again = sql("UPDATE subscriptions SET owed = 1, asked_at = $1, language = $2 \
             WHERE address = $3 AND subject = $4 AND confirmed_at IS NOT NULL AND asked_at <= $5");
        let again = again.bind(now).bind(language).bind(address).bind(subject);
        self.run(again.bind(now - ASKED_AGAIN_AFTER)).await?;
        let waiting = sql("SELECT count(*) FROM subscriptions WHERE address = $1 AND confirmed_at IS NULL");
        let waiting: Option<(i64,)> = self.one(waiting.bind(address)).await?;
        if waiting.is_some_and(|(count,)| count >= UNCONFIRMED_MAX) {
            return Ok(());
        }
        let insert = sql(
            "INSERT INTO subscriptions (id, address, subject, language, asked_at, owed, repeated, told, told_at, \
             not_before) VALUES ($1, $2, $3, $4, $5, 1, 0, 0, $5, 0) ON CONFLICT DO NOTHING",
        );
        let insert = insert
            .bind(Uuid::now_v7().simple().to_string())
            .bind(address)
            .bind(subject)
            .bind(language)
            .bind(now);
        self.run(insert).await?;
        Ok(())
    }

    /// Whether somebody has asked for these news at this address.
    pub async fn is_asked_for(&mut self, address: &str, subject: &str) -> Result<bool> {
        let known = sql("SELECT id FROM subscriptions WHERE address = $1 AND subject = $2");
        let known: Option<(String,)> = self.one(known.bind(address).bind(subject)).await?;
        Ok(known.is_some())
    }

    /// It is confirmed, and what happens from now on is news. Nothing changes where it was already.
    pub async fn confirm_subscription(&mut self, id: &str, since: Told) -> Result<()> {
        let confirm = sql(
            "UPDATE subscriptions SET confirmed_at = $1, told = $2, told_at = $3, owed = 0, not_before = 0 \
             WHERE id = $4 AND confirmed_at IS NULL",
        );
        let confirm = confirm
            .bind(clock::now())
            .bind(since.told)
            .bind(since.told_at)
            .bind(id);
        self.run(confirm).await?;
        Ok(())
    }

    /// It is over, and its address is forgotten.
    pub async fn end_subscription(&mut self, id: &str) -> Result<()> {
        self.run(sql("DELETE FROM subscriptions WHERE id = $1").bind(id))
            .await?;
        Ok(())
    }

    /// Nothing is sent to it until then, but by whoever this answers `true` to: several processes may want to send the
    /// same. With `since` it is news that are owed, from there on; without, the answer to asking.
    pub async fn claim_subscription(&mut self, id: &str, since: Option<Told>, until: i64) -> Result<bool> {
        let now = clock::now();
        let owed = sql("UPDATE subscriptions SET not_before = $1 WHERE id = $2 AND not_before <= $3 AND ");
        let owed = match since {
            Some(since) => owed
                .push("told = $4 AND told_at = $5")
                .bind(until)
                .bind(id)
                .bind(now)
                .bind(since.told)
                .bind(since.told_at),
            None => owed.push("owed = 1").bind(until).bind(id).bind(now),
        };
        Ok(self.run(owed).await? == 1)
    }

    /// Whatever is owed to it can be sent from then on.
    pub async fn release_subscription(&mut self, id: &str, from: i64) -> Result<()> {
        let release = sql("UPDATE subscriptions SET not_before = $1 WHERE id = $2");
        self.run(release.bind(from).bind(id)).await?;
        Ok(())
    }

    /// The mail server takes nothing for it: until then nothing is tried, and one for which it has long taken nothing
    /// is forgotten.
    pub async fn note_refused(&mut self, id: &str, until: i64) -> Result<()> {
        let now = clock::now();
        let forget = sql("DELETE FROM subscriptions WHERE id = $1 AND refused_at < $2");
        self.run(forget.bind(id).bind(now - REFUSED_MAX)).await?;
        let note = sql(
            "UPDATE subscriptions SET not_before = $1, refused_at = coalesce(refused_at, $2) WHERE id = $3",
        );
        self.run(note.bind(until).bind(now).bind(id)).await?;
        Ok(())
    }

    /// What it was about has gone into something else: news of that from now on, once for each address.
    pub async fn move_subscriptions(&mut self, from: &str, to: &str) -> Result<()> {
        // Whoever has said yes to the one need not say yes to the other.
        let asked = sql(
            "DELETE FROM subscriptions WHERE subject = $1 AND confirmed_at IS NULL AND EXISTS \
             (SELECT 1 FROM subscriptions said WHERE said.subject = $2 AND said.address = subscriptions.address \
             AND said.confirmed_at IS NOT NULL)",
        );
        self.run(asked.bind(to).bind(from)).await?;
        let moved = sql(
            "UPDATE subscriptions SET subject = $1 WHERE subject = $2 AND NOT EXISTS \
             (SELECT 1 FROM subscriptions there WHERE there.subject = $1 AND there.address = subscriptions.address)",
        );
        self.run(moved.bind(to).bind(from)).await?;
        self.end_subscriptions_of(from).await
    }

    /// What it was about is gone for good: all who got news of it are forgotten.
    pub async fn end_subscriptions_of(&mut self, subject: &str) -> Result<()> {
        self.run(sql("DELETE FROM subscriptions WHERE subject = $1").bind(subject))
            .await?;
        Ok(())
    }

    /// The message that answers to asking was sent.
    pub async fn note_answered(&mut self, id: &str) -> Result<()> {
        let note = sql("UPDATE subscriptions SET owed = 0, not_before = 0, refused_at = NULL WHERE id = $1");
        self.run(note.bind(id)).await?;
        Ok(())
    }

    /// The news until then were sent.
    pub async fn note_told(&mut self, id: &str, until: Told) -> Result<()> {
        let note = sql(
            "UPDATE subscriptions SET told = $1, told_at = $2, not_before = 0, refused_at = NULL WHERE id = $3",
        );
        self.run(note.bind(until.told).bind(until.told_at).bind(id))
            .await?;
        Ok(())
    }

    /// There was nothing to tell a group until then.
    pub async fn pass_over(&mut self, group: &Group, until: Told) -> Result<()> {
        let pass = sql(
            "UPDATE subscriptions SET told = $1, told_at = $2 WHERE subject = $3 AND told = $4 AND told_at = $5 \
             AND confirmed_at IS NOT NULL",
        );
        let pass = pass
            .bind(until.told)
            .bind(until.told_at)
            .bind(&group.subject)
            .bind(group.since.told)
            .bind(group.since.told_at);
        self.run(pass).await?;
        Ok(())
    }

    /// Forgets the addresses that were asked for before a moment and have not said yes.
    pub async fn forget_unconfirmed(&mut self, before: i64) -> Result<()> {
        let forget = sql("DELETE FROM subscriptions WHERE confirmed_at IS NULL AND asked_at < $1");
        self.run(forget.bind(before)).await?;
        Ok(())
    }
}
