//! Addresses: slugs, anchors, page paths.
//!
//! A *slug* is the last part of an incident's address. It comes from the incident's id or the name of its file, never from
//! its title, so that a better title breaks no link.

use crate::diagnostic::Diagnostic;
use crate::model::{Corpus, Incident};
use crate::span::Span;
use rustc_hash::FxHashMap;

pub use crate::parse::target::join;

/// Slugs are cut to this many bytes: file systems take 255 for a name.
const LONGEST: usize = 120;

/// Names that Windows gives to devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Gives every incident its slug and a unique id; collisions get a suffix and a diagnostic.
pub fn assign(corpus: &mut Corpus) -> Vec<Diagnostic> {
    // A document that states an id has it before one whose file happens to be called so, and one that is called as it
    // says before one that is not; then the path decides.
    let mut order: Vec<usize> = (0..corpus.incidents.len()).collect();
    order.sort_by_cached_key(|&index| {
        let incident = &corpus.incidents[index];
        let named = slug(&incident.id.value) == slug(stem(&incident.source));
        (
            incident.id.source.span().is_none(),
            !named,
            incident.source.clone(),
        )
    });
    let mut taken: FxHashMap<String, usize> = FxHashMap::default();
    let mut diagnostics = Vec::new();
    for index in order {
        let incident = &corpus.incidents[index];
        let mut slug = wanted(incident);
        let mut id = match incident.id.value.trim() {
            "" => slug.clone(),
            id => id.to_string(),
        };
        if let Some(&first) = taken.get(&slug) {
            let first = &corpus.incidents[first];
            let suffix = hash(&incident.source);
            diagnostics.push(collision(incident, first, &slug));
            slug = format!("{slug}-{suffix}");
            if id.eq_ignore_ascii_case(&first.id.value) {
                id = format!("{id}-{suffix}");
            }
        }
        taken.insert(slug.clone(), index);
        let incident = &mut corpus.incidents[index];
        incident.slug = slug;
        incident.id.value = id;
    }
    diagnostics
}

/// The slug that an incident has if nobody else wants it.
fn wanted(incident: &Incident) -> String {
    let from_id = slug(&incident.id.value);
    let mut wanted = if from_id.is_empty() {
        slug(stem(&incident.source))
    } else {
        from_id
    };
    if wanted.len() > LONGEST {
        while wanted.len() > LONGEST {
            wanted.pop();
        }
        wanted = format!(
            "{}-{}",
            wanted.trim_end_matches('-'),
            hash(&incident.source)
        );
    }
    if wanted.is_empty() {
        format!("incident-{}", hash(&incident.source))
    } else if is_device(&wanted) {
        format!("{wanted}-{}", hash(&incident.source))
    } else {
        wanted
    }
}

fn collision(incident: &Incident, first: &Incident, slug: &str) -> Diagnostic {
    let place = |incident: &Incident| {
        incident
            .id
            .source
            .span()
            .unwrap_or(Span::new(incident.file, 0..0))
    };
    let stated = |incident: &Incident| incident.id.source.span().is_some();
    if stated(incident) && stated(first) && incident.id.value.eq_ignore_ascii_case(&first.id.value)
    {
        return Diagnostic::warning(
            "duplicate-id",
            place(incident),
            format!("the id `{}` belongs to another document", incident.id.value),
        )
        .label(place(first), "it has the id already")
        .help("give one of them another id; until then this one's address has a suffix");
    }
    Diagnostic::note(
        "address-taken",
        place(incident),
        format!("the address `{slug}` belongs to another document"),
    )
    .label(place(first), "this one")
    .help("set `id` in the front matter, or rename the file; until then its address has a suffix")
}

/// Six letters that are the same wherever the content folder lies.
fn hash(path: &str) -> String {
    blake3::hash(path.as_bytes()).to_hex()[..6].to_string()
}

/// `2024/outage.md` is `outage`; `2024-05-outage/index.md` is its folder.
fn stem(path: &str) -> &str {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    // A part of a split file is called as its heading.
    if let Some((file, anchor)) = name.split_once('#')
        && [
            ".md",
            ".markdown",
            ".mdx",
            ".qmd",
            ".erb",
            ".adoc",
            ".asciidoc",
            ".rst",
            ".txt",
        ]
        .iter()
        .any(|extension| file.to_ascii_lowercase().ends_with(extension))
    {
        return anchor;
    }
    let lower = name.to_ascii_lowercase();
    let known = [
        ".html.md.erb",
        ".html.md",
        ".md.erb",
        ".markdown",
        ".md",
        ".mdx",
        ".qmd",
        ".adoc",
        ".asciidoc",
        ".rst",
        ".txt",
        ".html",
        ".htm",
    ];
    let stem = known
        .iter()
        .find(|extension| lower.ends_with(*extension))
        .map_or(name, |extension| &name[..name.len() - extension.len()]);
    match (
        stem.to_ascii_lowercase().as_str(),
        folder.rsplit('/').next(),
    ) {
        ("index" | "_index" | "readme", Some(folder)) if !folder.is_empty() => folder,
        _ => stem,
    }
}

fn is_device(slug: &str) -> bool {
    let numbered = |name: &str| {
        slug.strip_prefix(name)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    DEVICES.contains(&slug) || numbered("com") || numbered("lpt")
}

/// The last part of an address for a text: lower case, other scripts kept, accents that stand as marks of their own left
/// out, everything else folded to `-`.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() && !('\u{300}'..='\u{36f}').contains(&c)
        {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_other_scripts_and_fold_the_rest() {
        assert_eq!(slug("PM2021-004"), "pm2021-004");
        assert_eq!(slug("  Größe & Änderung? #1 "), "größe-änderung-1");
        assert_eq!(slug("e\u{301}t\u{e9}"), "eté");
        assert_eq!(slug("障害報告 🚢"), "障害報告");
        assert_eq!(slug("?!"), "");
    }

    #[test]
    fn the_name_of_a_file_or_of_its_folder_is_the_stem() {
        for (path, expected) in [
            ("2024/outage.md", "outage"),
            ("2024-05-outage/index.md", "2024-05-outage"),
            ("a/README.md", "a"),
            ("index.md", "index"),
            ("a/incidents.md#disk-full", "disk-full"),
            ("C#-outage.md", "C#-outage"),
            ("x.html.md.erb", "x"),
            ("PM2022-009 - Bad AMI v1.2", "PM2022-009 - Bad AMI v1.2"),
        ] {
            assert_eq!(stem(path), expected);
        }
    }

    #[test]
    fn relative_paths_stay_below_the_content_folder() {
        assert_eq!(join("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a", "./x/../y").as_deref(), Some("a/y"));
        assert_eq!(join("a", "../../etc/passwd"), None);
    }

    #[test]
    fn devices_of_windows_are_known() {
        assert!(["con", "nul", "com1", "lpt9"].into_iter().all(is_device));
        assert!(
            ["cons", "com", "com10", "lpt-1"]
                .into_iter()
                .all(|slug| !is_device(slug))
        );
    }
}
