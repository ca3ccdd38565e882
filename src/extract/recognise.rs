//! Which documents tell of no incident: templates, indexes, licences, policies.
//!
//! A document is left out for what it is, never for what it lacks: a thin retrospective is one all the same.

use super::Context;
use super::headings::{Meaning, words};
use super::identity::stem;
use super::items::inlines;
use crate::expression::expression;
use crate::parse::{Block, BlockKind, Item};
use regex::Regex;
use std::borrow::Borrow;
use std::sync::LazyLock;

/// Why the document is no retrospective; `None` where it is one.
pub fn left_out(context: &Context<'_>) -> Option<String> {
    let path = &context.source.path;
    let file = path.rsplit('/').next().unwrap_or(path);
    let name = words(&stem(file));
    let is_among = |word: &String, list: &[&str]| list.contains(&word.as_str());
    let is_number = |word: &String| word.chars().all(|c| c.is_ascii_digit());
    let is_licence = name.iter().any(|word| is_among(word, LICENCES))
        && name.iter().all(|word| {
            is_among(word, LICENCES) || is_among(word, BESIDE_LICENCES) || is_number(word)
        });
    if is_licence || file.starts_with("LICENSE") {
        return Some("a licence".into());
    }
    let joined = name.join(" ");
    let governs = [
        "code of conduct",
        "contributing",
        "security",
        "changelog",
        "authors",
        "maintainers",
        "support",
        "governance",
        "sources",
        "credits",
        "attribution",
        "attributions",
        "third party notices",
    ];
    if governs.contains(&joined.as_str()) {
        return Some(format!(
            "`{file}` is about the folder, not about an incident"
        ));
    }
    let signs = Signs::of(context, &name);
    if signs.licences && signs.told < 2 {
        return Some("a list of sources and their licences".into());
    }
    if let Some(reason) = signs.template() {
        return Some(reason);
    }
    let is_index_name = [
        "readme", "index", "summary", "toc", "sidebar", "navbar", "home",
    ]
    .contains(&joined.as_str());
    if is_index_name && !(signs.told >= 2 && signs.dates > 0) {
        return Some("an introduction or an index".into());
    }
    if signs.links >= 4
        && signs.links * 10 >= signs.items * 7
        && signs.told < 2
        && signs.prose < MUCH_PROSE
    {
        return Some(format!(
            "an index: {} of its {} list items are links",
            signs.links, signs.items
        ));
    }
    let heads = words(
        context
            .outline
            .title
            .map_or("", |at| context.outline.parts[at].title_text()),
    );
    let is_guide = |words: &[String]| {
        words.iter().any(|word| {
            matches!(
                word.as_str(),
                "policy"
                    | "policies"
                    | "guide"
                    | "guideline"
                    | "guidelines"
                    | "handbook"
                    | "playbook"
                    | "runbook"
                    | "howto"
                    | "checklist"
                    | "glossary"
                    | "faq"
                    | "procedure"
                    | "procedures"
                    | "minutes"
                    | "protokoll"
                    | "agenda"
                    | "notulen"
                    | "referat"
            )
        }) || words.first().is_some_and(|first| first == "how")
            && match words.get(1).map(String::as_str) {
                Some("to") => true,
                Some("we") => words
                    .get(2)
                    .is_some_and(|verb| HABITS.contains(&verb.as_str())),
                _ => false,
            }
    };
    // A policy may say how causes are to be found.
    let tells = context.outline.has(Meaning::Timeline) || signs.told >= 2;
    // "How we write reports" tells of a habit, unless it goes on like a report itself, day by day.
    let is_habit = heads.first().is_some_and(|first| first == "how") && is_guide(&heads);
    let is_habit = is_habit && heads.get(1).is_some_and(|word| word == "we") && !signs.front_matter;
    let is_habit = is_habit && !(signs.told >= 2 && has_dated_timeline(context));
    if is_habit || (is_guide(&name) || is_guide(&heads)) && !(tells && signs.dates > 0) {
        return Some("a guide or a policy, not an incident".into());
    }
    // A report may quote the scale, and rank its actions by one.
    if signs.defines_severities && signs.told == 0 && !signs.front_matter && signs.dates < 2 {
        return Some("a scale of severities, not an incident".into());
    }
    if signs.of_procedures >= 2 && signs.told <= 2 {
        return Some("a procedure, not an incident".into());
    }
    if signs.linked_rows >= 3 && signs.told < 2 {
        return Some(format!(
            "an index: {} rows of its tables are links",
            signs.linked_rows
        ));
    }
    if signs.told == 0 && signs.dates == 0 && !signs.front_matter && !signs.incident_words {
        return Some("nothing in it tells of an incident".into());
    }
    None
}

/// Words that say by themselves that a file is a licence or a list of rights.
const LICENCES: &[&str] = &[
    "license",
    "licence",
    "licenses",
    "licences",
    "unlicense",
    "copying",
    "copyright",
    "codeowners",
    "notice",
    "gpl",
    "lgpl",
    "agpl",
    "mpl",
];

/// Words beside them: `LICENSE-MIT`, `licence of the docs`.
const BESIDE_LICENCES: &[&str] = &[
    "lesser", "mit", "apache", "bsd", "cc", "by", "sa", "nc", "code", "docs", "content",
];

/// What a document shows of itself.
struct Signs {
    /// Parts of a retrospective that have content, each meaning once.
    told: usize,
    /// Headings with a meaning, and those of them with nothing below.
    headed: usize,
    empty: usize,
    /// Concrete dates: those with all their digits.
    dates: usize,
    /// Not counted where the document has dates and no name of a template.
    placeholders: usize,
    /// List items, and those that are a link and little else.
    items: usize,
    links: usize,
    /// Words in paragraphs, counted as far as [`MUCH_PROSE`].
    prose: usize,
    /// Rows of tables that begin with a link to another document.
    linked_rows: usize,
    /// A table tells what each of several severities means.
    defines_severities: bool,
    /// Headings that only rules for people have: "Responsibilities", "Records".
    of_procedures: usize,
    /// A table has a column of licences.
    licences: bool,
    /// Words of the whole document, counted with the placeholders.
    words: usize,
    named_template: bool,
    generic_title: bool,
    front_matter: bool,
    incident_words: bool,
}

/// With so many words in paragraphs, a document is no list of links.
const MUCH_PROSE: usize = 120;

/// A template has a placeholder for so many words at least.
const WORDS_PER_PLACEHOLDER: usize = 120;

/// What "how we …" tells of a habit, not of an incident.
const HABITS: &[&str] = &[
    "write",
    "run",
    "do",
    "handle",
    "manage",
    "respond",
    "review",
    "classify",
    "communicate",
    "work",
    "use",
    "conduct",
    "prepare",
    "document",
];

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        r"\{\{[^}\n]*\}\}",
        r"(?i)\byyyy[-/. ]?mm[-/. ]?dd\b|\bdd[-/.]mm[-/.]yyyy\b|\bmm[-/.]dd[-/.]yyyy\b|20xx|YYYY",
        r"\bXX:XX\b|\bXXX+\b|\bYYY\b|\bZZZ\b|\bhh:mm\b|\bHH:MM\b",
        r"(?i)\[(?:insert|your|enter|describe|name|names|date|title|incident|add|link|fill|short|brief|what|who|team|service|summary|e\.g\.)[^\]\n]*\](?:[^(\[:]|$)",
        r"(?i)<(?:insert|your|enter|describe|name|names|date|title|incident|add|link|fill|short|brief|what|who|team|service|summary|time|person|description|impact|owner)[^>\n]*>",
        r"(?i)lorem ipsum",
    ];
    expression(&forms.join("|"))
});

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?ix-u) \b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b | \b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b
        | \b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?\b
        | \b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b",
    )
});

static INCIDENT_WORD: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i-u)\b(?:incident|outage|post-?mortem|downtime|disrupt|degrad|unavailab|failure|failed|crash|breach|bug)",
    )
});

impl Signs {
    fn of(context: &Context<'_>, name: &[String]) -> Self {
        use Meaning::*;
        let text = &*crate::parse::words(context.source);
        let parts = &context.outline.parts;
        // A part has content where it or anything below it says something; what is below comes later in the list.
        let mut content: Vec<bool> = parts
            .iter()
            .map(|part| part.blocks.iter().any(|block| is_content(block.borrow())))
            .collect();
        for index in (0..parts.len()).rev() {
            if let Some(parent) = parts[index].parent.filter(|_| content[index]) {
                content[parent] = true;
            }
        }
        let mut told = Vec::new();
        let (mut headed, mut empty) = (0, 0);
        for (index, part) in parts.iter().enumerate() {
            let Some(meaning) = part.meaning else {
                continue;
            };
            headed += 1;
            if !content[index] {
                empty += 1;
            } else if matches!(
                meaning,
                Impact
                    | Factors
                    | Trigger
                    | FiveWhys
                    | Detection
                    | Resolution
                    | Timeline
                    | Actions
                    | WentWell
                    | WentPoorly
                    | GotLucky
            ) && !told.contains(&meaning)
            {
                told.push(meaning);
            }
        }
        let mut signs = Self {
            told: told.len(),
            headed,
            empty,
            dates: DATE.find_iter(text).take(2).count()
                + DATE.find_iter(&context.source.path).count(),
            placeholders: 0,
            items: 0,
            links: 0,
            prose: 0,
            linked_rows: 0,
            defines_severities: false,
            of_procedures: parts
                .iter()
                .filter(|part| part.is_heading && is_of_procedures(part.title_text()))
                .count(),
            licences: false,
            words: 0,
            named_template: name.iter().any(|word| {
                matches!(
                    word.as_str(),
                    "template" | "templates" | "boilerplate" | "skeleton"
                )
            }),
            generic_title: false,
            front_matter: false,
            incident_words: told.is_empty() && INCIDENT_WORD.is_match(text),
        };
        for part in parts {
            part.blocks
                .iter()
                .for_each(|block| signs.count(block.borrow()));
        }
        let title = words(
            context
                .outline
                .title
                .map_or("", |at| parts[at].title_text()),
        )
        .join(" ");
        signs.generic_title = [
            "title",
            "incident title",
            "title of the incident",
            "title of incident",
            "incident name",
            "title incident",
        ]
        .contains(&title.as_str())
            || title.contains("template");
        if signs.named_template || signs.generic_title || signs.dates < 2 {
            signs.placeholders = PLACEHOLDER.find_iter(text).take(50).count();
            signs.words = text.split_ascii_whitespace().count();
        }
        signs.front_matter = context.fields.iter().any(|field| {
            field.part.is_none()
                && matches!(
                    field.name.as_str(),
                    "date"
                        | "start time"
                        | "started at"
                        | "started"
                        | "end time"
                        | "severity"
                        | "incident"
                        | "incident id"
                        | "company"
                        | "service"
                        | "services"
                        | "resolved"
                        | "impact"
                )
                && !PLACEHOLDER.is_match(&field.value)
        });
        signs
    }

    fn count(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inline) if self.prose < MUCH_PROSE => {
                self.prose += inline.text.split_ascii_whitespace().count()
            }
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.item(item)),
            BlockKind::Quote(blocks) => blocks.iter().for_each(|block| self.count(block)),
            BlockKind::Table { head, rows } => {
                let first = || rows.iter().filter_map(|row| row.cells.first());
                self.linked_rows += first().filter(|cell| is_document_link(cell)).count();
                const LONGEST: usize = 24;
                let is_short = |cell: &&crate::parse::Inline| {
                    cell.text.len() <= LONGEST
                        && cell.text.bytes().any(|byte| byte.is_ascii_digit())
                };
                let scale = first().filter(is_short).filter_map(|cell| {
                    let words = super::severity::words_of(&cell.text);
                    let is_named = words.first()?.starts_with(char::is_alphabetic);
                    (is_named && words.len() <= 3).then(|| super::severity::numbered(&words))?
                });
                let mut scale: Vec<_> = scale.map(|severity| severity.name()).collect();
                scale.dedup();
                // More than one of each is a list of incidents.
                self.defines_severities |= scale.len() >= 2 && scale.len() == rows.len();
                self.licences |= head
                    .iter()
                    .flat_map(|cell| words(&cell.text))
                    .any(|word| matches!(word.as_str(), "licence" | "license" | "spdx"));
            }
            _ => {}
        }
    }

    fn item(&mut self, item: &Item) {
        self.items += 1;
        if let Some(lead) = item.lead() {
            let linked: usize = lead.links().map(|(_, range)| range.len()).sum();
            self.links += usize::from(linked > 0 && linked * 2 >= lead.text.trim().len());
        }
    }

    fn template(&self) -> Option<String> {
        let undated = self.dates == 0;
        let hollow = self.placeholders >= 2
            || self.empty * 2 >= self.headed.max(1)
            || undated && self.told < 2;
        if (self.named_template || self.generic_title) && hollow {
            return Some("a template".into());
        }
        // Left over in a long document, a few are no sign.
        let dense = self.placeholders * WORDS_PER_PLACEHOLDER >= self.words;
        if dense && (self.placeholders >= 2 && undated || self.placeholders >= 6 && self.dates <= 1)
        {
            return Some(format!(
                "a template: {} placeholders are not filled in",
                self.placeholders
            ));
        }
        if undated && self.headed >= 3 && self.empty * 10 >= self.headed * 6 {
            return Some(format!(
                "a template: {} of {} sections are empty",
                self.empty, self.headed
            ));
        }
        None
    }
}

/// `Responsibilities`, `4. Procedure`: what a document of rules is made of.
fn is_of_procedures(title: &str) -> bool {
    const NAMES: &[&str] = &[
        "responsibilities",
        "roles and responsibilities",
        "procedure",
        "records",
        "definitions",
        "applicability",
        "verantwortlichkeiten",
        "verfahren",
    ];
    let name =
        title.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | ')'));
    NAMES
        .iter()
        .any(|known| name.trim_end().eq_ignore_ascii_case(known))
}

/// Whether its timeline names a day: what a guide gives as an example has hours only.
fn has_dated_timeline(context: &Context<'_>) -> bool {
    let parts = context.outline.parts.iter();
    let timeline = parts.filter(|part| part.within == Some(Meaning::Timeline));
    let mut texts = Vec::new();
    for block in timeline.flat_map(|part| &part.blocks) {
        inlines(block.borrow(), &mut texts);
    }
    texts.iter().any(|inline| DATE.is_match(&inline.text))
}

/// Whether a cell is a link to another document of the folder, not to a picture.
fn is_document_link(cell: &crate::parse::Inline) -> bool {
    let mut links = cell.links();
    links
        .next()
        .is_some_and(|(url, range)| is_document(url) && range.len() * 2 >= cell.text.trim().len())
}

fn is_document(url: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "md", "markdown", "mdx", "html", "htm", "adoc", "asciidoc", "rst", "org", "txt", "textile",
        "wiki", "pdf", "docx",
    ];
    let file = url.split(['#', '?']).next().unwrap_or_default();
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    !url.contains("://")
        && ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether a block says anything: empty table rows, lone bullets and comments do not.
fn is_content(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inline) => !inline.is_empty(),
        BlockKind::List { items, .. } => {
            items.iter().any(|item| item.blocks.iter().any(is_content))
        }
        BlockKind::Table { rows, .. } => rows
            .iter()
            .any(|row| row.cells.iter().skip(1).any(|cell| !cell.is_empty())),
        BlockKind::Quote(blocks) | BlockKind::Footnote(_, blocks) => blocks.iter().any(is_content),
        BlockKind::Html(html) => !html.trim_start().starts_with("<!--"),
        BlockKind::Definitions(terms) => !terms.is_empty(),
        BlockKind::Code { text, .. } => !text.trim().is_empty(),
        BlockKind::Heading(_) => true,
        BlockKind::Rule => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract;
    use crate::read::Input;

    fn is_left_out(text: &str) -> bool {
        let mut input = Input::default();
        let file = input.sources.add("a.md".to_string(), text.to_string());
        input.documents.push(file);
        extract::all(&input).value.incidents.is_empty()
    }

    #[test]
    fn reports_with_scales_links_and_how_in_the_title_are_reports() {
        let scale = "| Level | Meaning |\n|--|--|\n| SEV1 | all down |\n| SEV2 | some down |\n";
        let rows = |kind: &str| {
            let row = |at: usize| format!("| [g{at}](g{at}.{kind}) | 10:0{at} | alarm |\n");
            let rows: String = (1..5).map(row).collect();
            format!("# Pump stopped\n\n## Timeline\n\n| Graph | Time | What |\n|--|--|--|\n{rows}")
        };
        let how = "# How we write off a pump report: the guide was wrong\n\n";
        let told = "## Timeline\n\n- 2026-03-01 10:00 stopped\n\n## Root cause\n\nOld valve.\n";
        let actions = "| Priority | Action |\n|--|--|\n| P1 | Add probe |\n| P2 | Buy pump |\n";
        for (text, expected) in [
            (
                format!("# Pump stopped\n\n## Action items\n\n{actions}"),
                false,
            ),
            (
                format!("# Pump\n\n{scale}\n## Action items\n\n- Add a probe\n"),
                false,
            ),
            (format!("# Levels of an incident\n\n{scale}"), true),
            (rows("png"), false),
            (rows("md"), true),
            (format!("{how}{told}"), false),
            (format!("{how}{}", told.replace("2026-03-01 ", "")), true),
            (how.to_string() + "An incident.\n", true),
        ] {
            assert_eq!(is_left_out(&text), expected, "{text}");
        }
    }
}
