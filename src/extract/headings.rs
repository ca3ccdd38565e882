//! What a heading means.

/// What a part of a retrospective is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    Summary,
    Impact,
    /// Causes, root causes, contributing factors and conditions.
    Factors,
    Trigger,
    FiveWhys,
    Detection,
    /// What ended the incident: mitigation, resolution, recovery.
    Resolution,
    Timeline,
    Actions,
    /// Lessons without saying of which kind.
    Lessons,
    WentWell,
    WentPoorly,
    GotLucky,
    /// Who was there: attendees, responders, authors.
    People,
    /// Facts in short: metadata, statistics.
    Facts,
    /// What happened, told at length; context, background.
    Narrative,
    /// Nothing to extract: appendix, glossary, chat logs, supporting information.
    Other,
}
