//! Every clause, one file an area. A clause's number is never given to another one.

mod answering;
mod attachments;
mod browsers;
mod caching;
mod comments;
mod contributions;
mod debates;
mod discovery;
mod editing;
mod events;
mod following;
mod guests;
mod idempotency;
mod lists;
mod live;
mod mapping;
mod markup;
mod me;
mod moderation;
mod network;
mod offers;
mod orders;
mod outcomes;
mod positions;
mod priorities;
mod problems;
mod projects;
mod reactions;
mod robustness;
mod schemas;
mod search;
mod shared;
mod similar;
mod subscribing;
mod tombstones;
mod watching;
mod withdrawing;

use crate::clause::Clause;

/// The whole catalog.
pub fn all() -> Vec<Clause> {
    before().into_iter().chain(afterwards()).collect()
}

/// The clauses that are tried by asking.
pub fn before() -> Vec<Clause> {
    let areas = [
        discovery::clauses(),
        browsers::clauses(),
        problems::clauses(),
        caching::clauses(),
        shared::clauses(),
        lists::clauses(),
        orders::clauses(),
        search::clauses(),
        schemas::clauses(),
        contributions::clauses(),
        attachments::clauses(),
        mapping::clauses(),
        withdrawing::clauses(),
        comments::clauses(),
        debates::clauses(),
        markup::clauses(),
        positions::clauses(),
        tombstones::clauses(),
        guests::clauses(),
        idempotency::clauses(),
        editing::clauses(),
        reactions::clauses(),
        me::clauses(),
        following::clauses(),
        subscribing::clauses(),
        live::clauses(),
        similar::clauses(),
        answering::clauses(),
        moderation::clauses(),
        projects::clauses(),
        events::clauses(),
        offers::clauses(),
        outcomes::clauses(),
        priorities::clauses(),
        network::clauses(),
        robustness::clauses(),
    ];
    areas.into_iter().flatten().collect()
}

/// The clauses that hold of every answer of the run, and can be told only at its end.
pub fn afterwards() -> Vec<Clause> {
    watching::clauses()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_clauses_have_the_same_id() {
        let clauses = all();
        let ids: HashSet<_> = clauses.iter().map(|clause| clause.id).collect();
        assert_eq!(ids.len(), clauses.len());
    }

    #[test]
    fn every_clause_says_in_whole_sentences_what_holds_and_why() {
        for clause in all() {
            let parts: Vec<_> = clause.id.split('-').collect();
            assert!(
                parts.len() == 3 && parts[0] == "SMK" && parts[1].len() == 3,
                "{}",
                clause.id
            );
            assert!(parts[2].parse::<u32>().is_ok(), "{}", clause.id);
            for text in [clause.says, clause.because] {
                assert!(text.ends_with('.') && text.len() > 20, "{}: {text}", clause.id);
            }
            assert!(!clause.source.is_empty(), "{}", clause.id);
        }
    }
}
