//! Fingerprints: what a page is made from, as one number. A page with the fingerprint that it had in the last build has
//! the bytes that it had, and is neither made nor written.
//!
//! A fingerprint is the hash of all that a template sees: its name, layout and view, and what all pages share. A part of
//! a view that costs much to make stands in it [`Lazily`]: it is named by what it is made from, and made only for a page
//! that is rendered.

use super::views::Layout;
use super::{Content, Page, Site};
use crate::diagnostic::Diagnostic;
use crate::extract::memory;
use crate::model::Incident;
use crate::patterns::asked_again::ActionAt;
use rayon::prelude::*;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cell::RefCell;
use std::ops::Deref;
use std::sync::OnceLock;
use tera::Context;

/// Enough for most that is named by a fingerprint.
const ROOM: usize = 64 * 1024;

thread_local! {
    /// Room to write in, kept from one fingerprint to the next.
    static ROOMS: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

/// What something is made from, as one number: the first half of a BLAKE3 hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Of what cannot be told; nothing that contains it can be told either.
    const UNKNOWN: Self = Self([0; 16]);

    pub fn of(value: &impl Serialize) -> Self {
        // What a value is made from may hold fingerprints that are worked out on the way.
        let mut room = ROOMS
            .with_borrow_mut(Vec::pop)
            .unwrap_or_else(|| vec![0; ROOM]);
        let print = match postcard::to_slice(value, &mut room) {
            Ok(bytes) => Self::hash(bytes),
            Err(postcard::Error::SerializeBufferFull) => {
                postcard::to_stdvec(value).map_or(Self::UNKNOWN, |bytes| Self::hash(&bytes))
            }
            Err(_) => Self::UNKNOWN,
        };
        ROOMS.with_borrow_mut(|rooms| rooms.push(room));
        print
    }

    fn hash(bytes: &[u8]) -> Self {
        let mut half = [0; 16];
        half.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
        Self(half)
    }

    /// Of two things together, where both can be told: quick, for very many.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        let (this, other) = (self.known()?, other.known()?);
        let both = u128::from_ne_bytes(this.0) ^ u128::from_ne_bytes(other.0);
        Self(both.to_ne_bytes()).known()
    }

    pub(super) fn known(self) -> Option<Self> {
        (self != Self::UNKNOWN).then_some(self)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.known() {
            Some(print) => serializer.serialize_bytes(&print.0),
            None => Err(S::Error::custom("not to be told")),
        }
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        bytes.try_into().map(Self).map_err(D::Error::custom)
    }
}

/// A part of a view that is made when it is rendered, and named by what it is made from when it is not.
pub struct Lazily<'a, T> {
    from: Box<dyn Fn() -> Fingerprint + 'a>,
    make: Box<dyn Fn() -> T + 'a>,
}

impl<'a, T> Lazily<'a, T> {
    /// `from`: everything that `make` looks at, beside what all pages share.
    pub fn new<F: Serialize>(from: impl Fn() -> F + 'a, make: impl Fn() -> T + 'a) -> Self {
        Self {
            from: Box::new(move || Fingerprint::of(&from())),
            make: Box::new(make),
        }
    }
}

/// Templates read it in full; a fingerprint, which is not for people, only by name.
impl<T: Serialize> Serialize for Lazily<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => (self.make)().serialize(serializer),
            false => (self.from)().serialize(serializer),
        }
    }
}

/// What is known of a page before it is made.
#[derive(Debug, Clone, Copy, Default)]
pub enum Before {
    /// Nothing, and nobody will ask.
    #[default]
    NotAsked,
    Nothing,
    Print(Fingerprint),
}

/// A page that is to be made, unless it is as it was.
pub struct Asked<'p> {
    pub page: &'p Page,
    pub before: Before,
}

impl Deref for Asked<'_> {
    type Target = Page;

    fn deref(&self) -> &Page {
        self.page
    }
}

/// What became of a page.
#[derive(Debug)]
pub enum Made {
    /// It would have the bytes that it had before.
    Same(Fingerprint),
    /// Its content, and from what it was made where that can be told.
    New(Content, Option<Fingerprint>),
}

impl From<Content> for Made {
    fn from(content: Content) -> Self {
        Self::New(content, None)
    }
}

impl From<Vec<u8>> for Made {
    fn from(bytes: Vec<u8>) -> Self {
        Content::from(bytes).into()
    }
}

/// Fingerprints that many pages need, each worked out once.
#[derive(Default)]
pub struct Prints {
    shared: OnceLock<Fingerprint>,
    incidents: Vec<OnceLock<Fingerprint>>,
    all: OnceLock<Fingerprint>,
}

impl Prints {
    pub fn new(incidents: usize) -> Self {
        Self {
            shared: OnceLock::new(),
            incidents: (0..incidents).map(|_| OnceLock::new()).collect(),
            all: OnceLock::new(),
        }
    }
}

impl Site<'_> {
    /// All that an incident's document and everything beside it say of the incident, and what its links lead to.
    pub(super) fn told(&self, incident: usize) -> Fingerprint {
        *self.prints.incidents[incident].get_or_init(|| {
            let said = &self.corpus.incidents[incident];
            let text = self.input.sources.hash(said.file);
            let links = &self.linked[incident];
            let from = (text, settled(said), links);
            said.file.compared(|| Fingerprint::of(&from))
        })
    }

    /// What is told of all incidents, in their order.
    pub(super) fn told_of_all(&self) -> Fingerprint {
        *self.prints.all.get_or_init(|| {
            let all = (0..self.corpus.incidents.len()).into_par_iter();
            let told: Vec<Fingerprint> = all.map(|incident| self.told(incident)).collect();
            Fingerprint::of(&told)
        })
    }

    /// What shows across incidents, as far as published data say it.
    pub(super) fn across(&self) -> Fingerprint {
        let found = self.patterns;
        let categories = found.all.iter().map(|pattern| {
            let incidents = &pattern.incidents;
            (
                &pattern.category.key,
                incidents,
                pattern.first,
                pattern.last,
            )
        });
        let similar = found.similar.iter().map(|links| {
            let links = links.iter();
            let said = links.map(|link| {
                let kind = link.kind.name();
                (link.other, kind, link.score.to_bits(), &link.because)
            });
            said.collect::<Vec<_>>()
        });
        let place = |at: ActionAt| (at.incident, at.action);
        let again = found.asked_again.iter().map(|request| {
            let actions = request.actions.iter();
            actions.map(|&at| place(at)).collect::<Vec<_>>()
        });
        let open = found.open_actions.iter();
        let open = open.map(|open| (open.later, place(open.at), open.waited));
        Fingerprint::of(&(
            categories.collect::<Vec<_>>(),
            similar.collect::<Vec<_>>(),
            again.collect::<Vec<_>>(),
            open.collect::<Vec<_>>(),
        ))
    }

    /// What every page may show: configuration, catalog, theme, names and addresses of groups.
    fn shared_print(&self) -> Fingerprint {
        *self.prints.shared.get_or_init(|| {
            let sources = &self.input.sources;
            let theme = self.input.theme.iter();
            let theme: Vec<_> = theme
                .map(|(path, file)| (path, sources.hash(*file)))
                .collect();
            let index = &self.index;
            let services = index.services.iter();
            let services = services.map(|service| (&service.group.name, &service.group.path));
            let severities = index.severities.iter();
            let severities = severities.map(|group| (&group.name, &group.path));
            let patterns = self.patterns.all.iter();
            let patterns = patterns.map(|pattern| {
                let category = &pattern.category;
                (&category.key, &category.name, &category.lever)
            });
            let static_files = self.input.static_files.iter();
            Fingerprint::of(&(
                memory::key(self.input),
                theme,
                self.input.outside.as_deref(),
                !index.teams.is_empty(),
                static_files.map(|file| &file.path).collect::<Vec<_>>(),
                services.collect::<Vec<_>>(),
                severities.collect::<Vec<_>>(),
                patterns.collect::<Vec<_>>(),
            ))
        })
    }

    /// Makes a page, unless it would be as it was. `from`: everything that `make` looks at, beside what all pages share.
    pub(super) fn unless_same<F: Serialize, C: Into<Content>>(
        &self,
        before: Before,
        from: impl FnOnce() -> F,
        make: impl FnOnce() -> Result<C, Diagnostic>,
    ) -> Result<Made, Diagnostic> {
        let print = || Fingerprint::of(&(self.shared_print(), from())).known();
        let print = match before {
            Before::NotAsked => None,
            Before::Nothing => print(),
            Before::Print(before) => match print() {
                Some(print) if print == before => return Ok(Made::Same(print)),
                print => print,
            },
        };
        Ok(Made::New(make()?.into(), print))
    }

    /// Fills a template with the layout and a view, unless the page would be as it was.
    pub(super) fn fill(
        &self,
        template: &str,
        layout: &Layout,
        view: &impl Serialize,
    ) -> Result<Made, Diagnostic> {
        self.unless_same(
            layout.before,
            || (template, layout, view),
            || self.filled(template, layout, view),
        )
    }

    pub(super) fn filled(
        &self,
        template: &str,
        layout: &Layout,
        view: &impl Serialize,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut context = Context::new();
        context.insert("page", layout);
        context.insert("view", view);
        self.theme.render(template, &context)
    }
}

/// What is known of an incident beside what its document says: where the document is, and what stages set that look at
/// all documents together. The rest follows from the text and from [`memory::key`], which is part of every fingerprint
/// that a page has.
fn settled(incident: &Incident) -> impl Serialize {
    // All fields by name: a new one is thought about here.
    let Incident {
        source,
        id,
        slug,
        triggers,
        factors,
        actions,
        told_in,
        file: _,
        aliases: _,
        title: _,
        kind: _,
        status: _,
        visibility: _,
        summary: _,
        date: _,
        retrospective_date: _,
        follow_up_on: _,
        severity: _,
        severity_text: _,
        services: _,
        teams: _,
        authors: _,
        people: _,
        labels: _,
        detected_by: _,
        impact: _,
        milestones: _,
        durations: _,
        timeline: _,
        trigger_texts: _,
        change_refs: _,
        whys: _,
        mitigations: _,
        evidence: _,
        lessons: _,
        elements: _,
    } = incident;
    let categories = factors.iter().map(|factor| &factor.categories);
    let categories: Vec<_> = categories.collect();
    (
        source, &id.value, slug, triggers, categories, actions, told_in,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct View<'a> {
        title: &'a str,
        rows: Lazily<'a, Vec<u32>>,
    }

    fn view(title: &str, from: u32) -> View<'_> {
        View {
            title,
            rows: Lazily::new(move || from, || vec![1, 2]),
        }
    }

    #[test]
    fn a_part_is_named_by_what_it_is_made_from_and_rendered_in_full() {
        let print = |title, from| Fingerprint::of(&view(title, from));
        assert_eq!(print("a", 1), print("a", 1));
        assert_ne!(print("a", 1), print("a", 2));
        assert_ne!(print("a", 1), print("b", 1));
        let json = serde_json::to_string(&view("a", 1)).expect("JSON");
        assert_eq!(json, r#"{"title":"a","rows":[1,2]}"#);
    }

    #[test]
    fn what_cannot_be_told_has_no_fingerprint() {
        let unknown = Lazily::new(|| Fingerprint::UNKNOWN, || 1);
        assert_eq!(Fingerprint::of(&("a", unknown)).known(), None);
    }
}
