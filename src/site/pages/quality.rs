//! What the retrospectives of this folder tell, and what they leave out: a checklist for the folder, never for an author.

use super::rules;
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::model::{ActionState, Element, Incident};
use crate::site::Site;
use crate::site::prints::{Asked, Made};
use crate::site::views::Link;
use serde::Serialize;

pub const PATH: &str = "quality/index.html";

/// So many retrospectives are named where something is missing; more are a number.
const FEW: usize = 12;

#[derive(Serialize)]
struct View {
    laid_out: usize,
    others: usize,
    elements: Vec<Row>,
    facts: Vec<Row>,
    open: usize,
    readiness: Vec<Row>,
    rules: Link,
    element_rule: Link,
}

/// One line of the checklist.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    count: usize,
    of: usize,
    /// Newest first.
    without: Vec<Link>,
    more: usize,
}

pub fn render(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let layout = site.layout(page, "about", "What the retrospectives tell");
    let root = &layout.root;
    let newest = site.index.newest.iter().copied();
    let counted: Vec<usize> = newest
        .filter(|&index| site.corpus.incidents[index].counts())
        .collect();
    let (laid_out, others): (Vec<usize>, Vec<usize>) = counted
        .iter()
        .partition(|&&index| site.corpus.incidents[index].elements.laid_out);
    let row = |name, has: &dyn Fn(&Incident) -> bool| {
        let lacks = |index: &&usize| !has(&site.corpus.incidents[**index]);
        let without: Vec<usize> = laid_out.iter().filter(lacks).copied().collect();
        Row {
            name,
            count: laid_out.len() - without.len(),
            of: laid_out.len(),
            more: without.len().saturating_sub(FEW),
            without: without
                .iter()
                .take(FEW)
                .map(|&index| {
                    let place = site.place(root, index);
                    Link {
                        name: place.title,
                        url: place.url,
                    }
                })
                .collect(),
        }
    };
    let elements = Element::ALL.map(|element| {
        row(element.name(), &move |incident| {
            incident.elements.present.contains(&element)
        })
    });
    let facts = vec![
        row("the date", &|incident| incident.date.is_some()),
        row("the severity", &|incident| incident.severity.is_some()),
        row("the services", &|incident| !incident.services.is_empty()),
    ];
    let (open, readiness) = readiness(site, &counted);
    let rule = |name: &str| check::rule(name).map(rules::path).unwrap_or_default();
    let view = View {
        laid_out: laid_out.len(),
        others: others.len(),
        elements: elements.into(),
        facts,
        open,
        readiness,
        rules: site.link(root, "What kb check looks for", rules::INDEX),
        element_rule: site.link(root, "missing-elements", &rule("missing-elements")),
    };
    site.fill("quality.html", &layout, &view)
}

/// Of the actions that may still be worked on, how many are ready for it, by question.
fn readiness(site: &Site<'_>, counted: &[usize]) -> (usize, Vec<Row>) {
    let mut open = 0;
    let mut rows: Vec<Row> = Vec::new();
    for &index in counted {
        for action in &site.corpus.incidents[index].actions {
            if !is_to_do(action.state.value) {
                continue;
            }
            open += 1;
            let answers = check::readiness(action, &site.input.config);
            for (at, (name, yes)) in answers.into_iter().enumerate() {
                if rows.len() == at {
                    rows.push(Row {
                        name,
                        count: 0,
                        of: 0,
                        without: Vec::new(),
                        more: 0,
                    });
                }
                rows[at].of += 1;
                rows[at].count += usize::from(yes);
            }
        }
    }
    (open, rows)
}

/// Whether an action may still be worked on.
pub fn is_to_do(state: ActionState) -> bool {
    matches!(
        state,
        ActionState::Open | ActionState::InProgress | ActionState::Proposed | ActionState::Unknown
    )
}
