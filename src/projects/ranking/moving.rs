//! What becomes of an order by one step.

/// What a button does to an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// It comes last.
    Choose,
    /// It goes before the one before it.
    Up,
    /// It goes after the one after it.
    Down,
    /// It is left out.
    Remove,
}

/// The order after a step, and where the option stands in it.
pub fn moved(order: &[String], id: &str, step: Move) -> (Vec<String>, Option<usize>) {
    let mut order = order.to_vec();
    let at = order.iter().position(|one| one == id);
    let to = match (step, at) {
        (Move::Choose, None) => Some(order.len()),
        (Move::Up, Some(at)) => Some(at.saturating_sub(1)),
        (Move::Down, Some(at)) => Some((at + 1).min(order.len() - 1)),
        (Move::Remove, _) => None,
        (_, at) => at,
    };
    order.retain(|one| one != id);
    if let Some(to) = to {
        order.insert(to, id.to_owned());
    }
    (order, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_chosen_last_moves_one_step_and_stays_at_the_ends() {
        let order = |ids: &str| ids.chars().map(String::from).collect::<Vec<_>>();
        let step = |ids: &str, id: &str, step| moved(&order(ids), id, step).0.concat();
        assert_eq!(step("ab", "c", Move::Choose), "abc");
        assert_eq!(step("abc", "c", Move::Up), "acb");
        assert_eq!(step("abc", "a", Move::Up), "abc");
        assert_eq!(step("abc", "a", Move::Down), "bac");
        assert_eq!(step("abc", "c", Move::Down), "abc");
        assert_eq!(step("abc", "b", Move::Remove), "ac");
        assert_eq!(moved(&order("ac"), "b", Move::Choose).1, Some(2));
    }
}
