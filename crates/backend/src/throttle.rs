//! How much one may write in a while: so that one person, or one machine, cannot drown what everyone else says.
//!
//! Each participant has a measure, and each address one that is much larger, since a whole school may sit behind it.
//! Reading is not measured. It is kept in memory, by each process for itself.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::actor;
use crate::app::App;
use crate::problem::Refusal;

/// How many participants may write their full measure from one address.
const PARTICIPANTS_BEHIND_AN_ADDRESS: u32 = 20;

/// How many may ask for mail from one address in an hour: each of them makes the municipality write to somebody.
const MAILS_AN_HOUR: NonZeroU32 = NonZeroU32::MIN.saturating_add(29);

/// What was written lately, by whom and from where.
pub struct Throttle {
    participants: DefaultKeyedRateLimiter<String>,
    addresses: DefaultKeyedRateLimiter<Place>,
    mails: DefaultKeyedRateLimiter<Place>,
}

/// From where somebody writes, as far as it can be told apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place {
    /// An address; of the sixth version only its network, since one household has all addresses in it.
    Address(IpAddr),
    /// This machine.
    Here,
}

impl Throttle {
    /// So many writes a minute for each participant, all of them at once if they like. `None` for no measure at all.
    pub fn new(writes_per_minute: u32) -> Option<Self> {
        let each = NonZeroU32::new(writes_per_minute)?;
        let all = each.saturating_mul(NonZeroU32::new(PARTICIPANTS_BEHIND_AN_ADDRESS)?);
        Some(Throttle {
            participants: RateLimiter::keyed(Quota::per_minute(each)),
            addresses: RateLimiter::keyed(Quota::per_minute(all)),
            mails: RateLimiter::keyed(Quota::per_hour(MAILS_AN_HOUR)),
        })
    }

    /// Counts a write; says how long to wait where it is one too many.
    fn count(&self, participant: Option<String>, place: Place) -> Result<(), Duration> {
        let now = DefaultClock::default().now();
        if let Some(participant) = participant {
            let counted = self.participants.check_key(&participant);
            counted.map_err(|until| until.wait_time_from(now))?;
        }
        let counted = self.addresses.check_key(&place);
        counted.map_err(|until| until.wait_time_from(now))
    }

    /// Counts that somebody has asked for mail, and refuses where too many have from the same place.
    pub fn count_mail(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let counted = self.mails.check_key(&read_place(headers));
        counted.map_err(|until| too_many(until.wait_time_from(DefaultClock::default().now())))
    }

    /// Forgets those who have not written for a while.
    pub fn forget_idle(&self) {
        forget_idle(&self.participants);
        forget_idle(&self.addresses);
        forget_idle(&self.mails);
    }
}

fn forget_idle<K: Clone + Hash + Eq>(limiter: &DefaultKeyedRateLimiter<K>) {
    limiter.retain_recent();
    limiter.shrink_to_fit();
}

/// Lies around every address below the base, and refuses with 429 what is too much.
pub async fn throttle(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_write = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if let Some(throttle) = app.throttle.as_ref().filter(|_| is_write) {
        let headers = request.headers();
        // Only a secret that fits counts as somebody: others could be made up without end.
        let participant = actor::read_id(headers, &app.key);
        if let Err(wait) = throttle.count(participant, read_place(headers)) {
            return too_many(wait).into_response();
        }
    }
    next.run(request).await
}

fn too_many(wait: Duration) -> Refusal {
    Refusal::TooManyRequests {
        seconds: wait.as_secs() + 1,
    }
}

/// The server listens on its own machine alone, so whoever comes from elsewhere comes through a proxy, which names
/// them last in `X-Forwarded-For`. What stands before that may be made up.
fn read_place(headers: &HeaderMap) -> Place {
    let last = headers.get_all("x-forwarded-for").iter().next_back();
    let address = last
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next()?.trim().parse().ok());
    match address {
        Some(IpAddr::V6(address)) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            Place::Address(IpAddr::V6(network.into()))
        }
        Some(address) => Place::Address(address),
        None => Place::Here,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(forwarded: &[&str]) -> Place {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        read_place(&headers)
    }

    #[test]
    fn the_address_is_the_one_that_the_nearest_proxy_saw() {
        assert_eq!(place(&[]), Place::Here);
        assert_eq!(place(&["made up, 192.0.2.7"]), place(&["192.0.2.7"]));
        assert_eq!(place(&["192.0.2.8", "192.0.2.7"]), place(&["192.0.2.7"]));
        assert_ne!(place(&["192.0.2.8"]), place(&["192.0.2.7"]));
        assert_eq!(place(&["unknown"]), Place::Here);
        assert_eq!(place(&["2001:db8:1:2:a::1"]), place(&["2001:db8:1:2:b::2"]));
        assert_ne!(place(&["2001:db8:1:3::1"]), place(&["2001:db8:1:2::1"]));
    }

    #[test]
    fn one_participant_is_stopped_long_before_the_school_that_they_sit_in() {
        let throttle = Throttle::new(3).unwrap();
        let write = |who: &str| throttle.count(Some(who.to_owned()), Place::Here);
        assert!((0..3).all(|_| write("ib").is_ok()));
        let wait = write("ib").unwrap_err();
        assert!(wait <= Duration::from_secs(20), "{wait:?}");
        assert!((0..19).all(|pupil| (0..3).all(|_| write(&format!("pupil {pupil}")).is_ok())));
        assert!(write("one too many").is_err());
        assert!(Throttle::new(0).is_none());
    }
}
