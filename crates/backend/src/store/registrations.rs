//! Who has a seat at an event, and who waits for one. Writers stand in one line, so that no seat is given twice.

use samskab_protocol::event::SeatState;
use sqlx::FromRow;

use super::{Result, Store, Writing, sql};
use crate::faults::Fault;

/// Somebody's place at an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Place {
    seat: i64,
    turn: i64,
}

impl Place {
    /// Whether it is a seat; otherwise it is a place on the waiting list.
    pub fn is_seat(self) -> bool {
        self.seat == 1
    }

    /// The same in the protocol's words.
    pub fn state(self) -> SeatState {
        if self.is_seat() {
            SeatState::Registered
        } else {
            SeatState::Waiting
        }
    }
}

impl Store {
    /// The events for which somebody has signed up, and whether they have a seat there.
    pub async fn read_places(&self, participant: &str) -> Result<Vec<(String, Place)>> {
        #[derive(FromRow)]
        struct Row {
            event: String,
            #[sqlx(flatten)]
            place: Place,
        }
        let rows: Vec<Row> = self
            .all(
                sql("SELECT event, seat, turn FROM registrations WHERE participant = $1 ORDER BY event")
                    .bind(participant),
            )
            .await?;
        Ok(rows.into_iter().map(|row| (row.event, row.place)).collect())
    }
}

impl Writing {
    /// The events for which somebody has signed up.
    pub async fn read_signed_up(&mut self, participant: &str) -> Result<Vec<String>> {
        let found: Vec<(String,)> = self
            .all(
                sql("SELECT event FROM registrations WHERE participant = $1 ORDER BY event")
                    .bind(participant),
            )
            .await?;
        Ok(found.into_iter().map(|(event,)| event).collect())
    }

    /// Somebody's place at an event, if they have signed up.
    pub async fn read_place(&mut self, event: &str, participant: &str) -> Result<Option<Place>> {
        let find = sql("SELECT seat, turn FROM registrations WHERE event = $1 AND participant = $2");
        self.one(find.bind(event).bind(participant)).await
    }

    /// How many wait before this one.
    pub async fn count_ahead(&mut self, event: &str, place: Place) -> Result<u32> {
        let count = sql(
            "SELECT CAST(count(*) AS BIGINT) FROM registrations WHERE event = $1 AND seat = 0 AND turn < $2",
        );
        let count: Option<(i64,)> = self.one(count.bind(event).bind(place.turn)).await?;
        Ok(count.map_or(0, |(count,)| u32::try_from(count).unwrap_or(u32::MAX)))
    }

    /// Signs somebody up, last in line; who has signed up already keeps their turn. Seats are then given anew.
    pub async fn sign_up(&mut self, event: &str, participant: &str) -> Result<()> {
        let insert = sql("INSERT INTO registrations (event, participant, seat, turn) \
             SELECT $1, $2, CAST(0 AS BIGINT), coalesce(max(turn), 0) + 1 FROM registrations WHERE event = $1 \
             ON CONFLICT (event, participant) DO NOTHING");
        self.run(insert.bind(event).bind(participant)).await?;
        self.fill_seats(event).await
    }

    /// Takes somebody off the list; whoever waits longest gets the seat. `false` where they had not signed up.
    pub async fn sign_off(&mut self, event: &str, participant: &str) -> Result<bool> {
        let delete = sql("DELETE FROM registrations WHERE event = $1 AND participant = $2");
        let was_there = self.run(delete.bind(event).bind(participant)).await? == 1;
        if was_there {
            self.fill_seats(event).await?;
        }
        Ok(was_there)
    }

    /// Gives free seats to those who wait longest, and counts.
    pub async fn fill_seats(&mut self, event: &str) -> Result<()> {
        let seats: Option<(Option<i64>, i64)> = self
            .one(
                sql("SELECT capacity, CAST((SELECT count(*) FROM registrations WHERE event = $1 AND seat = 1) AS BIGINT) \
                     FROM events WHERE id = $1")
                .bind(event),
            )
            .await?;
        let Some((capacity, taken)) = seats else {
            return Ok(());
        };
        let more = i64::from(Fault::SeatsBeyondCapacity.is_on());
        let free = capacity.map_or(i64::MAX, |capacity| (capacity + more - taken).max(0));
        if free > 0 {
            let give = sql(
                "UPDATE registrations SET seat = 1 WHERE event = $1 AND seat = 0 AND turn IN \
                 (SELECT turn FROM registrations WHERE event = $1 AND seat = 0 ORDER BY turn LIMIT $2)",
            );
            self.run(give.bind(event).bind(free)).await?;
        }
        let count = sql("UPDATE events SET \
             registered = (SELECT CAST(count(*) AS BIGINT) FROM registrations WHERE event = $1 AND seat = 1), \
             waiting = (SELECT CAST(count(*) AS BIGINT) FROM registrations WHERE event = $1 AND seat = 0) \
             WHERE id = $1");
        self.run(count.bind(event)).await?;
        Ok(())
    }
}
