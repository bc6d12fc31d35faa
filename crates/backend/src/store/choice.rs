//! Which contributions a list holds.

use samskab_protocol::place::Point;
use sqlx::FromRow;

use super::labels::{LabelKind, fold};
use super::{Result, Statement, Store, sql};
use crate::order::Candidate;

/// What is there to try things out stands in no list that does not ask for its project.
pub(super) const IN_EARNEST: &str = " AND (contributions.project IS NULL \
     OR contributions.project NOT IN (SELECT id FROM projects WHERE sandbox = 1))";

/// Which contributions a list holds. Only those that everyone can read, and that have not gone into another one, are
/// in any.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of these kinds; any where empty.
    pub kinds: Vec<String>,
    /// In these categories; any where empty.
    pub statuses: Vec<String>,
    /// Of this project.
    pub project: Option<String>,
    /// With any of these topics; any where empty.
    pub topics: Vec<String>,
    /// About any of these areas; any where empty.
    pub areas: Vec<String>,
    /// Of this participant.
    pub author: Option<String>,
    /// Begun in any of these roles; any where empty.
    pub roles: Vec<String>,
    /// Come or changed at this moment or later.
    pub updated_since: Option<i64>,
    /// Within all of these regions.
    pub regions: Vec<Region>,
    /// Holding all of these words, see [`super::search::read_search`].
    pub words: Option<Vec<String>>,
}

/// A part of the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Region {
    /// Between two corners; where the western one lies east of the eastern one, across the 180th meridian.
    Box {
        /// The corner in the southwest.
        southwest: Point,
        /// The corner in the northeast.
        northeast: Point,
    },
    /// Around a point.
    Circle {
        /// The point.
        center: Point,
        /// How far from it.
        meters: f64,
    },
}

#[derive(FromRow)]
struct Sorted {
    id: String,
    heard: i64,
    created_at: i64,
    active_at: i64,
    support: Option<i64>,
    longitude: Option<i64>,
    latitude: Option<i64>,
    voice: Option<i64>,
    words: i64,
}

impl Store {
    /// What belongs to a list, with what it can be sorted by.
    pub async fn find_contributions(&self, filter: &Filter) -> Result<Vec<Candidate>> {
        let mut query = sql(
            "SELECT id, heard, created_at, active_at, support, longitude, latitude, voice, words \
             FROM contributions WHERE state = 'published'",
        );
        for (condition, words) in [
            (" AND kind IN ", &filter.kinds),
            (" AND status IN ", &filter.statuses),
            (" AND role IN ", &filter.roles),
        ] {
            if !words.is_empty() {
                query = query.push(condition).bind_list(words);
            }
        }
        if let Some(project) = &filter.project {
            query = query.push(" AND project = ").push_bind(project);
        } else {
            query = query.push(IN_EARNEST);
        }
        if let Some(author) = &filter.author {
            query = query.push(" AND owner = ").push_bind(author);
        }
        if let Some(moment) = filter.updated_since {
            query = query.push(" AND updated_at >= ").push_bind(moment);
        }
        query = labeled(query, LabelKind::Topic, &filter.topics);
        query = labeled(query, LabelKind::Area, &filter.areas);
        if !filter.regions.is_empty() {
            query = query.push(" AND longitude IS NOT NULL");
        }
        if let Some(words) = &filter.words {
            query = self.holding(query, words);
        }
        let rows: Vec<Sorted> = self.all(query).await?;
        let within = |candidate: &Candidate| {
            let lies_in = |region: &Region| candidate.point.is_some_and(|point| region.holds(point));
            filter.regions.iter().all(lies_in)
        };
        Ok(rows
            .into_iter()
            .map(Sorted::into_candidate)
            .filter(within)
            .collect())
    }
}

impl Region {
    fn holds(self, point: Point) -> bool {
        match self {
            Region::Circle { center, meters } => center.distance_to(point) <= meters,
            Region::Box { southwest, northeast } => {
                let (west, east) = (southwest.longitude, northeast.longitude);
                let is_between = if west <= east {
                    (west..=east).contains(&point.longitude)
                } else {
                    point.longitude >= west || point.longitude <= east
                };
                is_between && (southwest.latitude..=northeast.latitude).contains(&point.latitude)
            }
        }
    }
}

impl Sorted {
    fn into_candidate(self) -> Candidate {
        let degrees = self.longitude.zip(self.latitude);
        let point = degrees.and_then(|(longitude, latitude)| {
            Some(Point {
                longitude: i32::try_from(longitude).ok()?,
                latitude: i32::try_from(latitude).ok()?,
            })
        });
        Candidate {
            id: self.id,
            heard: self.heard,
            created_at: self.created_at,
            active_at: self.active_at,
            support: self.support.unwrap_or_default(),
            point,
            voice: self.voice,
            words: self.words,
        }
    }
}

fn labeled(query: Statement, kind: LabelKind, labels: &[String]) -> Statement {
    if labels.is_empty() {
        return query;
    }
    query
        .push(" AND contributions.id IN (SELECT contribution FROM labels WHERE kind = ")
        .push_bind(kind.as_str())
        .push(" AND folded IN ")
        .bind_list(labels.iter().map(|label| fold(label)))
        .push(")")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_may_lie_across_the_180th_meridian() {
        let fiji = Region::Box {
            southwest: Point::from_degrees(177.0, -19.0),
            northeast: Point::from_degrees(-179.0, -16.0),
        };
        assert!(fiji.holds(Point::from_degrees(178.0, -18.0)));
        assert!(fiji.holds(Point::from_degrees(-179.5, -17.0)));
        assert!(!fiji.holds(Point::from_degrees(0.0, -17.0)));
        assert!(!fiji.holds(Point::from_degrees(178.0, -20.0)));
    }

    #[test]
    fn a_circle_holds_what_is_near_enough() {
        let center = Point::from_degrees(9.52, 56.31);
        let near = Point::from_degrees(9.52, 56.311);
        let within = |meters| Region::Circle { center, meters }.holds(near);
        assert!(within(120.0));
        assert!(!within(100.0));
    }
}
