//! What says when a document was written, not when the incident was.

use crate::extract::Context;

/// Keys of front matter that posts of blogs have.
const OF_POSTS: &[&str] = &[
    "linktitle",
    "link title",
    "layout",
    "permalink",
    "description",
    "excerpt",
    "path",
    "tags",
    "categories",
    "category",
    "slug",
    "draft",
    "image",
    "cover",
    "toc",
    "canonical",
    "canonical url",
    "thumbnail",
    "featured",
    "featured image",
    "subtitle",
    "author",
    "authors",
    "lastmod",
    "comments",
    "hero",
    "pubdate",
];

/// Keys that only incidents have.
const OF_INCIDENTS: &[&str] = &[
    "severity",
    "sev",
    "services",
    "service",
    "incident id",
    "incident",
    "started",
    "started at",
    "start",
    "detected",
    "detected at",
    "resolved",
    "resolved at",
    "mitigated at",
    "duration",
    "impact",
    "responders",
    "owner",
    "priority",
    "time to detect",
    "time to resolve",
];

/// Whether the front matter is a post's.
pub fn is_post(context: &Context<'_>) -> bool {
    let names = || {
        context
            .fields
            .iter()
            .filter(|field| field.part.is_none())
            .map(|field| field.name.as_str())
    };
    names().any(|name| OF_POSTS.contains(&name))
        && !names().any(|name| OF_INCIDENTS.contains(&name))
}

/// Whether the document is a mail: `From: …`, `Date: …`, `Subject: …` at its beginning.
pub fn is_mail(context: &Context<'_>) -> bool {
    let heads = context
        .source
        .text
        .lines()
        .take(12)
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| ["From", "Date", "Subject", "To", "Message-ID"].contains(name))
        .count();
    heads >= 3
}

/// A line that says who wrote it when is not longer, in bytes.
pub const LONGEST: usize = 320;

/// Whether a paragraph with a date says who wrote it when, or is nothing but a date: `Posted on May 11, 2024 by Jo`,
/// `Transparency report, 11 May 2024`, `March 3, 2022 · 5 min read`.
pub fn is_byline(text: &str, date: &std::ops::Range<usize>) -> bool {
    let text = text.trim_end();
    let words: Vec<String> = text
        .get(..date.start)
        .into_iter()
        .chain(text.get(date.end..))
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.len() > 10 || text.ends_with('.') && words.len() > 4 {
        return false;
    }
    // `May 11, 2024 · Resolved`: facts side by side.
    let leads = text[..date.start.min(text.len())].trim().is_empty()
        && text[date.end.min(text.len())..]
            .trim_start()
            .starts_with(['·', '•', '|']);
    words.is_empty()
        || leads
        || words.iter().any(|word| {
            [
                "published",
                "posted",
                "by",
                "report",
                "written",
                "updated",
                "author",
                "read",
                "postmortem",
                "retrospective",
                "blog",
                "newsletter",
            ]
            .contains(&word.as_str())
        })
}
