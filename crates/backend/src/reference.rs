//! The short number by which people can quote a contribution, on paper or by telephone.

use uuid::Uuid;

/// Crockford's base 32: no letter that looks or sounds like another sign.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Makes a reference such as `K7QF-3M2A` from the part of an id that is random.
pub fn derive(id: &Uuid) -> String {
    let random = id.as_u128();
    let sign = |place: u32| char::from(SIGNS[(random >> (5 * place)) as usize & 31]);
    let (front, back): (String, String) =
        ((4..8).rev().map(sign).collect(), (0..4).rev().map(sign).collect());
    format!("{front}-{back}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_two_groups_of_four_signs_that_nobody_mixes_up() {
        let reference = derive(&Uuid::from_u128(0x1234_5678_9abc_def0));
        assert_eq!(reference.len(), 9);
        assert_eq!(reference.as_bytes()[4], b'-');
        assert!(!reference.contains(['I', 'L', 'O', 'U']), "{reference}");
        assert_ne!(derive(&Uuid::now_v7()), derive(&Uuid::now_v7()));
    }
}
