//! The page of one saved document, before everything else follows.
//!
//! A whole generation of many thousand documents takes some tenths of a second; whoever writes looks at one page. That
//! page is made here from its own document and from the few incidents of which it shows something. It is an early view,
//! replaced by the next generation. Whenever something is unusual there is none, and one waits.

use super::generation::Generation;
use crate::model::{Corpus, Incident};
use crate::patterns::open_action::OpenAction;
use crate::patterns::similar::Link;
use crate::patterns::{Pattern, Patterns};
use crate::read::{Input, text};
use crate::site::{Content, PageKind, Site};
use crate::{address, audience, extract, ledger, patterns};
use std::path::Path;

/// Path and bytes of the page of a document that changed.
pub fn page(generation: &Generation, location: &Path) -> Option<(String, Vec<u8>)> {
    // What readers outside see is not what was read.
    if generation.is_for_outside() {
        return None;
    }
    let before = generation.input();
    let below = location.strip_prefix(&before.project.content).ok()?;
    let path = crate::read::walk::slashed(below);
    let known = &generation.base().corpus.incidents;
    let place = known.iter().position(|incident| incident.source == path)?;

    let mut input = before.clone();
    let incident = extracted(generation, &mut input, location, &path, place)?;
    let text = &input.sources.get(incident.file).text;
    let shown = generation.site().companions(place, &incident, text);
    let mut incidents: Vec<(usize, Incident)> = shown
        .into_iter()
        .map(|index| (index, known[index].clone()))
        .chain([(place, incident)])
        .collect();
    let day = |incident: &Incident| incident.date.as_ref().map(|date| date.value);
    incidents.sort_by(|(_, a), (_, b)| day(a).cmp(&day(b)).then_with(|| a.source.cmp(&b.source)));
    let (places, mut incidents): (Vec<usize>, Vec<Incident>) = incidents.into_iter().unzip();
    let at = |index: usize| places.iter().position(|place| *place == index);
    for incident in &mut incidents {
        incident.told_in = incident.told_in.and_then(at);
    }
    let own = at(place)?;
    let corpus = Corpus {
        incidents,
        left_out: Vec::new(),
    };
    let patterns = known_patterns(
        &generation.base().patterns,
        place,
        own,
        corpus.incidents.len(),
        &at,
    );

    let site = Site::beside(generation.site(), &input, &corpus, &patterns);
    if !site.agrees_with(generation.site(), own) {
        return None;
    }
    let pages = site.pages();
    let page = pages
        .iter()
        .find(|page| page.kind == PageKind::Incident(own))?;
    match site.render(page) {
        Ok(Content::Bytes(bytes)) => Some((page.path.clone(), bytes)),
        _ => None,
    }
}

/// The document read anew, with the address that it has already.
fn extracted(
    generation: &Generation,
    input: &mut Input,
    location: &Path,
    path: &str,
    place: usize,
) -> Option<Incident> {
    let known = &generation.base().corpus.incidents;
    let before = &known[place];
    let decoded = text::read(location, false).ok()??;
    let remarked = decoded.invalid.is_some()
        || decoded.nul.is_some()
        || decoded.utf16
        || decoded.cut.is_some()
        || decoded.text.trim().is_empty();
    if remarked {
        return None;
    }
    let shown = input.project.shown(location);
    let file = input
        .sources
        .add_shown(path.to_string(), shown, decoded.text);
    input.documents = vec![file];
    let mut diagnostics = Vec::new();
    let mut corpus = extract::all(input).keep(&mut diagnostics);
    audience::apply(input, &mut corpus, &mut diagnostics);
    // With the neighbours' claims out of sight, only an address that nobody disputed is sure.
    address::assign(&mut corpus);
    let sure = corpus.incidents.first().is_some_and(|incident| {
        incident.slug == before.slug && incident.id.value == before.id.value
    });
    let broken = diagnostics.iter().any(super::kept::is_broken);
    if !sure || broken {
        return None;
    }
    patterns::classify(generation.taxonomy(), &mut corpus);
    let mut incident = corpus.incidents.pop()?;
    incident.told_in = known[place].told_in;
    Some(ledger::settle_one(input, known, place, incident))
}

/// What is known of all incidents, as far as it is about one of them: what it resembles is worked out with all others,
/// and until then it is what it was.
fn known_patterns(
    all: &Patterns,
    place: usize,
    own: usize,
    count: usize,
    at: &dyn Fn(usize) -> Option<usize>,
) -> Patterns {
    let mut similar = vec![Vec::new(); count];
    let links = all.similar.get(place).into_iter().flatten();
    similar[own] = links
        .filter_map(|link| {
            Some(Link {
                other: at(link.other)?,
                ..link.clone()
            })
        })
        .collect();
    let open = all.open_actions.iter().filter(|open| open.later == place);
    let open = open.filter_map(|open| {
        let mut open = OpenAction {
            later: own,
            ..open.clone()
        };
        open.at.incident = at(open.at.incident)?;
        Some(open)
    });
    let categories = all.all.iter().map(|pattern| Pattern {
        category: pattern.category.clone(),
        quotations: Vec::new(),
        incidents: Vec::new(),
        first: None,
        last: None,
    });
    Patterns {
        all: categories.collect(),
        similar,
        open_actions: open.collect(),
        ..Patterns::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Memory;
    use crate::read::{self, Request};
    use crate::serve::generation::Found;
    use std::fs;
    use std::sync::Arc;

    const SHOP: &str = "# Checkout down after certificate expiry

- Date: 2026-03-01
- Severity: SEV2
- Services: checkout

## Root cause

- The certificate of the payment gateway expired unnoticed.
- No alert on the expiry date of the certificate.

## Action items

- [ ] Add an alert on the expiry of the gateway certificate (owner: Payments)
";

    const AGAIN: &str = "# Checkout down: certificate expiry again

- Date: 2026-06-01
- Severity: SEV1
- Services: Checkout

## Root cause

- The certificate of the payment gateway expired again, see [before](2026/shop.md#root-cause) and [d](d/).
- No alert on the expiry date of the certificate.

## Action items

- [ ] Add an alert on the expiry of the gateway certificate (owner: Payments)
";

    const OTHERS: &[(&str, &str)] = &[
        ("kb.toml", ""),
        ("content/2026/shop.md", SHOP),
        ("content/again.md", AGAIN),
        (
            "content/c.md",
            "# Cables\n\n- Date: 2026-06-01\n\n## Root cause\n\n- A cable.\n",
        ),
        (
            "content/d/index.md",
            "# Disks\n\n- Date: 2026-06-01\n- Team: Storage\n\n## Root cause\n\n- A disk.\n",
        ),
        (
            "content/e.md",
            "# No day\n\n## Root cause\n\n- Nobody knows.\n",
        ),
        (
            "actions.toml",
            "[x]\nincident = \"shop\"\ntext = \"Add an alert on the expiry of the gateway certificate\"\nstate = \"open\"\nopened = 2026-03-02\n",
        ),
    ];

    #[test]
    fn an_early_page_is_the_page_that_follows() {
        let home = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(home.path()).expect("it is there");
        let put = |path: &str, text: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, text).expect("written");
        };
        let generation = || {
            let request = Request {
                dir: Some(root.clone()),
                today: "2026-11-20".parse().ok(),
                ..Request::default()
            };
            let input = read::input(&request).expect("a project");
            Arc::new(Generation::of(input, &mut Memory::default()))
        };
        OTHERS.iter().for_each(|(path, text)| put(path, text));
        let before = generation();
        // What an incident resembles is worked out later: none of these changes it.
        let cables = OTHERS[3].1;
        let changes = [
            ("content/again.md", AGAIN, "again, see", "once more, see"),
            ("content/again.md", AGAIN, "SEV1", "SEV3"),
            ("content/again.md", AGAIN, "- [ ]", "- [x]"),
            (
                "content/again.md",
                AGAIN,
                "[d](d/)",
                "[c](c.md), [d](/d/index.md#root-cause), [gone](gone.md)",
            ),
            (
                "content/2026/shop.md",
                SHOP,
                "owner: Payments",
                "owner: Core",
            ),
            ("content/c.md", cables, "2026-06-01", "2026-07-01"),
            ("content/c.md", cables, "2026-06-01", "2026-05-01"),
            ("content/c.md", cables, "- Date: 2026-06-01\n", ""),
            (
                "content/c.md",
                cables,
                "- Date",
                "- Services: CHECKOUT\n- Date",
            ),
            (
                "content/c.md",
                cables,
                "# Cables",
                "---\nstatus: draft\n---\n# Cables",
            ),
            (
                "content/c.md",
                cables,
                "- A cable",
                "- No monitoring of cables",
            ),
        ];
        for (path, text, from, to) in changes {
            put(path, &text.replacen(from, to, 1));
            let (address, early) = page(&before, &root.join(path)).expect("an early page");
            let Found::Bytes(then) = generation().page(&address) else {
                panic!("{address} is a page");
            };
            let (early, then) = (
                String::from_utf8_lossy(&early),
                String::from_utf8_lossy(&then),
            );
            let differs = early.lines().zip(then.lines()).find(|(a, b)| a != b);
            assert!(early == then, "{path}: {from} → {to}: {differs:#?}");
            put(path, text);
        }
    }
}
