//! When mails leave. Each is noted once the mail server has taken it, and not before: none is lost where the server or
//! this process goes away meanwhile. One goes twice only where the process dies between the server's yes and the note.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::watch;

use super::letter::{self, Letter};
use super::news::{self, News};
use super::{Mail, Undelivered};
use crate::app::App;
use crate::clock;
use crate::store::Result;
use crate::store::subscriptions::{Group, Subscription, Told};

/// For how long nobody else sends what somebody has begun to send.
const CLAIMED_FOR: i64 = 5 * 60 * clock::SECOND;
/// When it is tried again where the mail server took nothing for an address.
const REFUSED_FOR: i64 = 60 * 60 * clock::SECOND;
/// How long it may be that there was nothing to tell before that is noted.
const NOTED_AFTER: i64 = 60 * 60 * clock::SECOND;
/// Those who are written to before it is looked again who else waits.
const BATCH: i64 = 100;

/// Sends what is to be sent, until it is told to stop; what is on its way then still arrives.
pub async fn keep_sending(app: Arc<App>, mut stopped: watch::Receiver<bool>) {
    let Some(mail) = &app.mail else { return };
    while !*stopped.borrow() {
        let round = Round {
            app: &app,
            mail,
            stopped: stopped.clone(),
        };
        if let Err(error) = round.make().await {
            eprintln!("samskab-backend: {error}");
        }
        tokio::select! {
            () = mail.rest() => {}
            _ = stopped.wait_for(|stopped| *stopped) => {}
        }
    }
}

struct Round<'a> {
    app: &'a App,
    mail: &'a Mail,
    stopped: watch::Receiver<bool>,
}

/// Whether a round goes on.
#[derive(PartialEq, Eq)]
enum Next {
    GoOn,
    /// The mail server is away, or the process ends.
    Stop,
}

/// What a mail is sent for.
#[derive(Clone, Copy)]
enum Owed {
    /// Somebody has asked.
    Answer,
    /// There is news in this span.
    News { since: Told, until: Told },
}

impl Round<'_> {
    async fn make(&self) -> Result<()> {
        if self.answer_asked().await? == Next::GoOn {
            self.tell_news().await?;
        }
        Ok(())
    }

    /// Writes to those who have just asked.
    async fn answer_asked(&self) -> Result<Next> {
        loop {
            let owed = self.app.store.list_owed(clock::now(), BATCH).await?;
            if owed.is_empty() {
                return Ok(Next::GoOn);
            }
            for subscription in owed {
                if self.answer(&subscription).await? == Next::Stop {
                    return Ok(Next::Stop);
                }
            }
        }
    }

    async fn answer(&self, subscription: &Subscription) -> Result<Next> {
        let Some(named) = news::name(self.app, &subscription.subject).await? else {
            let mut writing = self.app.store.begin().await?;
            match news::is_gone(self.app, &subscription.subject).await? {
                true => writing.end_subscription(&subscription.id).await?,
                // What a moderator has taken off the page is told of once it is back.
                false => writing.note_answered(&subscription.id).await?,
            }
            writing.commit().await?;
            return Ok(Next::GoOn);
        };
        let letter = letter::answer(self.app, subscription, &named);
        self.deliver(subscription, &letter, Owed::Answer).await
    }

    /// Writes to those for whom there is news that has waited for others long enough.
    async fn tell_news(&self) -> Result<()> {
        let now = clock::now();
        let mut known: HashMap<Told, News> = HashMap::new();
        for group in self.app.store.list_groups().await? {
            let news = match known.entry(group.since) {
                std::collections::hash_map::Entry::Occupied(found) => found.into_mut(),
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(news::gather(&self.app.store, group.since, now).await?)
                }
            };
            if self.tell_group(&group, news, now).await? == Next::Stop {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn tell_group(&self, group: &Group, news: &News, now: i64) -> Result<Next> {
        let items = news.about(self.app, &group.subject).await?;
        let named = news::name(self.app, &group.subject).await?;
        let (Some(first), Some(named)) = (items.first(), named) else {
            if news::is_gone(self.app, &group.subject).await? {
                let mut writing = self.app.store.begin().await?;
                writing.end_subscriptions_of(&group.subject).await?;
                writing.commit().await?;
            } else if now - group.since.told_at > NOTED_AFTER {
                let mut writing = self.app.store.begin().await?;
                writing.pass_over(group, news.until).await?;
                writing.commit().await?;
            }
            return Ok(Next::GoOn);
        };
        if first.at > now - self.mail.gathered_for() {
            return Ok(Next::GoOn);
        }
        let items: Vec<_> = items.iter().collect();
        let owed = Owed::News {
            since: group.since,
            until: news.until,
        };
        loop {
            // Whoever has just asked does not wait for thousands of others.
            if self.answer_asked().await? == Next::Stop {
                return Ok(Next::Stop);
            }
            let members = self.app.store.list_group(group, now, BATCH).await?;
            if members.is_empty() {
                return Ok(Next::GoOn);
            }
            for member in members {
                let letter = letter::tell(self.app, &member, &named, &items, news.until);
                if self.deliver(&member, &letter, owed).await? == Next::Stop {
                    return Ok(Next::Stop);
                }
            }
        }
    }

    /// Sends a mail that is owed, and notes that it was.
    async fn deliver(&self, to: &Subscription, letter: &Letter, owed: Owed) -> Result<Next> {
        if *self.stopped.borrow() {
            return Ok(Next::Stop);
        }
        let now = clock::now();
        if !self.claim(to, owed, now + CLAIMED_FOR).await? {
            return Ok(Next::GoOn);
        }
        let sent = self.mail.send(&to.address, letter).await;
        let mut writing = self.app.store.begin().await?;
        let next = match sent {
            Ok(()) => {
                match owed {
                    Owed::News { until, .. } => writing.note_told(&to.id, until).await?,
                    Owed::Answer => writing.note_answered(&to.id).await?,
                }
                Next::GoOn
            }
            Err(Undelivered::Refused(code)) => {
                eprintln!("samskab-backend: the mail server does not take a mail ({code})");
                writing.note_refused(&to.id, now + REFUSED_FOR).await?;
                Next::GoOn
            }
            Err(Undelivered::Unreachable(why)) => {
                eprintln!("samskab-backend: the mail server cannot be reached: {why}");
                writing.release_subscription(&to.id, now).await?;
                Next::Stop
            }
        };
        writing.commit().await?;
        Ok(next)
    }

    async fn claim(&self, to: &Subscription, owed: Owed, until: i64) -> Result<bool> {
        let since = match owed {
            Owed::News { since, .. } => Some(since),
            Owed::Answer => None,
        };
        let mut writing = self.app.store.begin().await?;
        let is_ours = writing.claim_subscription(&to.id, since, until).await?;
        writing.commit().await?;
        Ok(is_ours)
    }
}
