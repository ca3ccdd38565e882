//! What the documents of a folder usually leave out. What many of them lack is a habit, and told once for the folder; what
//! few lack is told to each.
//!
//! A folder is the one in which a document lies, however much of the project is looked at: a document has the same
//! findings whether its folder is checked alone or within a larger one.

use crate::model::{ActionItem, ActionState, Element, Incident};
use crate::read::Input;
use crate::span::FileId;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;

/// What a document may state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Custom {
    Severity,
    Services,
    Date,
    Element(Element),
    /// Owners of at least some actions.
    Owners,
    DueDates,
}

impl Custom {
    /// As a list names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Severity => "the severity",
            Self::Services => "the services",
            Self::Date => "the date",
            Self::Element(element) => element.name(),
            Self::Owners => "who owns the actions",
            Self::DueDates => "when actions are due",
        }
    }
}

/// How many documents a folder has before it has habits.
const FEW: usize = 3;

/// The habits of all folders.
#[derive(Default)]
pub struct Customs<'a> {
    folders: FxHashMap<&'a str, Folder<'a>>,
}

#[derive(Default)]
struct Folder<'a> {
    newest: Option<(Option<NaiveDate>, &'a str, FileId)>,
    /// How many documents could state something, and how many do not.
    shares: FxHashMap<Custom, (usize, usize)>,
}

impl Folder<'_> {
    fn is_habit(documents: usize, lacking: usize) -> bool {
        documents >= FEW && lacking >= 2 && lacking * 5 >= documents * 2
    }
}

impl<'a> Customs<'a> {
    pub fn of(input: &'a Input, incidents: &[Incident]) -> Self {
        let mut customs = Self::default();
        for incident in incidents {
            let path = input.sources.get(incident.file).path.as_str();
            let folder = customs.folders.entry(folder(path)).or_default();
            let date = incident.date.as_ref().map(|date| date.value);
            folder.newest = folder.newest.max(Some((date, path, incident.file)));
            for (custom, lacks) in stated(incident) {
                let (documents, lacking) = folder.shares.entry(custom).or_default();
                *documents += 1;
                *lacking += usize::from(lacks);
            }
        }
        customs
    }

    /// Whether many of the documents beside this one lack the same.
    pub fn usually_lack(&self, input: &Input, incident: &Incident, custom: Custom) -> bool {
        let folder = folder(&input.sources.get(incident.file).path);
        let share = self
            .folders
            .get(folder)
            .and_then(|folder| folder.shares.get(&custom));
        share.is_some_and(|&(documents, lacking)| Folder::is_habit(documents, lacking))
    }

    /// What the documents of a folder usually lack, with how many of how many do so: for the newest of them.
    pub fn habits(&self, input: &Input, incident: &Incident) -> Vec<(Custom, usize, usize)> {
        let folder = self
            .folders
            .get(folder(&input.sources.get(incident.file).path));
        let Some(folder) = folder.filter(|folder| {
            folder
                .newest
                .is_some_and(|(_, _, file)| file == incident.file)
        }) else {
            return Vec::new();
        };
        let mut habits: Vec<_> = folder
            .shares
            .iter()
            .filter(|(_, (documents, lacking))| Folder::is_habit(*documents, *lacking))
            .map(|(&custom, &(documents, lacking))| (custom, lacking, documents))
            .collect();
        habits.sort_unstable();
        habits
    }
}

/// What the documents may state, each with whether this one lacks it.
fn stated(incident: &Incident) -> impl Iterator<Item = (Custom, bool)> {
    let laid_out = incident.elements.laid_out;
    let facts = [
        (Custom::Severity, incident.severity.is_none()),
        (Custom::Services, incident.services.is_empty()),
        (Custom::Date, incident.date.is_none()),
    ];
    let elements = Element::ALL.into_iter().map(|element| {
        (
            Custom::Element(element),
            !incident.elements.present.contains(&element),
        )
    });
    let acts = open(incident).next().is_some();
    let actions = [
        (
            Custom::Owners,
            open(incident).all(|action| action.owners.is_empty() && action.team.is_none()),
        ),
        (
            Custom::DueDates,
            open(incident).all(|action| action.due.is_none()),
        ),
    ];
    facts
        .into_iter()
        .chain(elements)
        .filter(move |_| laid_out)
        .chain(actions.into_iter().filter(move |_| acts))
}

/// Actions that are still to be done, in the document itself.
pub fn open(incident: &Incident) -> impl Iterator<Item = &ActionItem> {
    incident.actions.iter().filter(|action| {
        !matches!(
            action.state.value,
            ActionState::Done
                | ActionState::Verified
                | ActionState::WontDo
                | ActionState::Superseded
        ) && action
            .text
            .source
            .span()
            .is_some_and(|span| span.file == incident.file)
    })
}

/// The folder in which a document lies; one that is a folder of its own lies in the one above.
fn folder(path: &str) -> &str {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.split('.').next().unwrap_or(name);
    let whole = ["index", "_index", "readme"]
        .iter()
        .any(|own| stem.eq_ignore_ascii_case(own));
    match folder.rsplit_once('/') {
        Some((above, _)) if whole => above,
        None if whole => "",
        _ => folder,
    }
}
