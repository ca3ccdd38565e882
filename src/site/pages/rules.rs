//! What `kb check` looks for: a page for each rule, from the header of its file, and a list of all.

use crate::check::{self, Group, Rule};
use crate::diagnostic::Diagnostic;
use crate::site::Site;
use crate::site::prints::{Asked, Made};
use crate::site::views::Link;
use pulldown_cmark::{CowStr, Event, Parser, Tag, html};
use serde::Serialize;
use tera::Value;

pub const INDEX: &str = "rules/index.html";

/// Where the page of a rule lies.
pub fn path(rule: &Rule) -> String {
    format!("rules/{}/index.html", rule.name)
}

#[derive(Serialize)]
struct View {
    groups: Vec<GroupView>,
}

#[derive(Serialize)]
struct GroupView {
    name: &'static str,
    rules: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    link: Link,
    summary: String,
    level: &'static str,
}

fn group_name(group: Group) -> &'static str {
    match group {
        Group::Language => "Blameless language",
        Group::Completeness => "Completeness",
        Group::Actions => "Action items ready to be worked on",
        Group::Consistency => "Consistency",
        Group::Safety => "Safety",
        Group::Timeliness => "Timeliness",
    }
}

/// How much its findings matter in this project.
fn level(site: &Site<'_>, rule: &Rule) -> &'static str {
    check::level(site.input, rule.name, rule.level).map_or("off", |level| level.name())
}

pub fn index(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let layout = site.layout(page, "about", "How to write a retrospective that helps");
    let entry = |rule: &&Rule| Entry {
        link: site.link(&layout.root, rule.name, &path(rule)),
        summary: plain(&rule.summary()),
        level: level(site, rule),
    };
    let groups = Group::ALL.map(|group| GroupView {
        name: group_name(group),
        rules: check::rules()
            .iter()
            .filter(|rule| rule.group == group)
            .map(entry)
            .collect(),
    });
    let view = View {
        groups: groups.into(),
    };
    site.fill("rules.html", &layout, &view)
}

#[derive(Serialize)]
struct RuleView {
    name: &'static str,
    group: &'static str,
    level: &'static str,
    docs: Value,
}

pub fn rule(site: &Site<'_>, page: &Asked<'_>, number: usize) -> Result<Made, Diagnostic> {
    let rule = check::rules()[number];
    let mut layout = site.layout(page, "about", rule.name);
    layout.description = plain(&rule.summary());
    layout
        .crumbs
        .push(site.link(&layout.root, "What kb check looks for", INDEX));
    let view = RuleView {
        name: rule.name,
        group: group_name(rule.group),
        level: level(site, rule),
        docs: Value::safe_string(&rendered(&rule.docs())),
    };
    site.fill("rule.html", &layout, &view)
}

/// The documentation of a rule: our own text, so nothing in it has to be made safe.
fn rendered(docs: &str) -> String {
    let events = Parser::new(docs).map(|event| match event {
        // The names of example files are for the tests.
        Event::Start(Tag::CodeBlock(_)) => Event::Html(CowStr::from("<pre tabindex=\"0\"><code>")),
        Event::End(pulldown_cmark::TagEnd::CodeBlock) => Event::Html("</code></pre>".into()),
        event => event,
    });
    let mut text = String::new();
    html::push_html(&mut text, events);
    text
}

/// One sentence without its marks.
fn plain(text: &str) -> String {
    text.replace('`', "")
}
