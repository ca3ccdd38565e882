//! What stands at the head of a document: its title, how bad it was, how long it took, in the forms in which people state it.

use kb::extract;
use kb::model::{Incident, OrText};
use kb::read::Input;

/// The incident of a document that begins with `head`.
fn incident(path: &str, head: &str) -> Incident {
    let text = format!("{head}\n\n## Root cause\n\nThe valve was mounted the wrong way round.\n");
    let mut input = Input::default();
    let file = input.sources.add(path.into(), text);
    input.documents.push(file);
    let corpus = extract::all(&input).value;
    let first = corpus.incidents.into_iter().next();
    first.unwrap_or_else(|| panic!("{head}: {:?}", corpus.left_out))
}

fn severity(head: &str) -> Option<String> {
    let severity = incident("valve.md", head).severity?;
    Some(match severity.value {
        OrText::Known(severity) => severity.name().to_string(),
        OrText::Text(text) => text,
    })
}

#[test]
fn a_severity_is_stated_in_many_forms() {
    for (head, expected) in [
        ("---\nprioriteit: P2\n---\n\n# Valve stuck", Some("SEV2")),
        ("# Valve stuck\n\n**Prioriteit:** Laag", Some("SEV4")),
        ("# Valve stuck\n\n**Priorità:** alta", Some("SEV2")),
        ("# Valve stuck\n\n5 May 2026, P3", Some("SEV3")),
        (
            "# Valve stuck\n\n**Impact:** minor · **Parts:** north, south · **Status:** Resolved",
            Some("SEV4"),
        ),
        (
            "# Valve stuck\n\n> labels: ~incident ~\"severity::1\" ~\"Part::North\"",
            Some("SEV1"),
        ),
        (
            "# Valve stuck\n\n<table><tr><th>Severity</th><td>SEV 3</td></tr><tr><th>Place</th><td>north</td></tr></table>",
            Some("SEV3"),
        ),
        ("# Valve stuck\n\nAffected: EC2, S3", None),
        (
            "# Valve stuck\n\n**Impact:** 300 houses without water",
            None,
        ),
    ] {
        assert_eq!(severity(head).as_deref(), expected, "{head}");
    }
}

#[test]
fn days_letterheads_and_kinds_of_documents_are_no_titles() {
    for (path, head, expected) in [
        (
            "valve.md",
            "## 03/07/2026\n\n### RCA – Valve stuck in the north",
            "Valve stuck in the north",
        ),
        (
            "RCA - Valve stuck in the north.md",
            "# Springfield University\n## Water and Heat\n### Incident Report",
            "Valve stuck in the north",
        ),
        (
            "valve.md",
            "**Waterworks Post-Incident Report**\n\n**Incident:** Valve stuck in the north\n**Date:** 3 May 2026",
            "Valve stuck in the north",
        ),
        ("valve.md", "# 04-02-25 Valve stuck", "Valve stuck"),
        (
            "valve.md",
            "# University library closed\n\n## Postmortem",
            "University library closed",
        ),
    ] {
        assert_eq!(incident(path, head).title.value, expected, "{head}");
    }
}

#[test]
fn how_long_it_took_is_told_in_sentences_of_several_languages() {
    for (sentence, expected) in [
        (
            "The pumps rejected orders for 48 minutes, after the valve had turned.",
            Some(48),
        ),
        (
            "Readers could not open the catalogue for about 3 hours 20 minutes.",
            Some(200),
        ),
        ("We could not reach the plumber for 50 minutes.", None),
        (
            "The outage went on until noon, so 95 minutes in total.",
            Some(95),
        ),
        ("No logs were kept for 30 days.", None),
        ("No one noticed for 3 days.", None),
        ("The vendor could not be reached for 3 hours.", None),
        ("All deploys were frozen for 5 days.", None),
        ("De storing werd gedurende 3 uur niet opgemerkt.", None),
        (
            "Das Team hat das System für 24 Stunden beobachtet, keine Fehler mehr.",
            None,
        ),
        (
            "De kassa was gedurende 1 uur en 5 minuten niet bereikbaar.",
            Some(65),
        ),
        ("Die Kasse war für 2 Stunden nicht erreichbar.", Some(120)),
        ("Pendant 2 heures, personne ne pouvait payer.", Some(120)),
        ("The fix was stuck in review for 6 weeks.", None),
        ("It failed for 20 minutes before anybody looked.", None),
    ] {
        let head = format!("# Valve stuck\n\n## Summary\n\n{sentence}");
        let minutes = incident("valve.md", &head).durations.resolve;
        assert_eq!(minutes.map(|minutes| minutes.value), expected, "{sentence}");
    }
}

#[test]
fn how_long_it_was_not_noticed_is_told_from_when_it_began() {
    for (sentence, expected) in [
        (
            "The outage was found by the night watch, seven minutes after it began.",
            Some(7),
        ),
        (
            "The delay was noticed by a clerk 2 hours and 10 minutes after the job was due.",
            Some(130),
        ),
        (
            "The pump was found in the cellar seven minutes after lunch.",
            None,
        ),
    ] {
        let head = format!("# Valve stuck\n\n## Detection\n\n{sentence}");
        let minutes = incident("valve.md", &head).durations.detect;
        assert_eq!(minutes.map(|minutes| minutes.value), expected, "{sentence}");
    }
}
