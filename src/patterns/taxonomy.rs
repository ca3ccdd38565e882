//! The taxonomy: what triggers incidents, and what makes them possible.

/// On which axis a category stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Axis {
    /// What changed.
    Trigger,
    /// Why it was possible.
    Factor,
}

/// One entry of the taxonomy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Name in data and addresses: `missing-monitoring`.
    pub key: String,
    pub axis: Axis,
    pub name: String,
    /// One plain sentence, about conditions.
    pub definition: String,
    /// What answers it: observability, testing, deployment, playbooks, architecture, people and organisation.
    pub lever: String,
}
