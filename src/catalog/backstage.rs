//! Backstage's `catalog-info.yaml`, as it is: components, APIs and resources are services, groups are teams, and users are
//! handles of their teams.

use super::{Service, Team, fold};
use crate::diagnostic::{Checked, Diagnostic};
use crate::span::{SourceFile, Span};
use crate::values::{Node, yaml_documents};

/// What a file declares.
#[derive(Debug, Default)]
pub struct Declared {
    pub services: Vec<Service>,
    pub teams: Vec<Team>,
    /// Handles of people, each with the name of a team that may stand in another file.
    members: Vec<(String, String)>,
}

impl Declared {
    /// Adds what another file declares.
    pub fn extend(&mut self, other: Self) {
        self.services.extend(other.services);
        self.teams.extend(other.teams);
        self.members.extend(other.members);
    }

    /// Gives every team the handles of its members.
    pub fn join_members(&mut self) {
        for (handle, team) in self.members.drain(..) {
            let team = self
                .teams
                .iter_mut()
                .find(|known| fold(&known.name) == fold(&team));
            if let Some(team) = team.filter(|team| !team.handles.contains(&handle)) {
                team.handles.push(handle);
            }
        }
    }
}

/// Reads one file, in which `---` separates entities. Kinds that say nothing about services or teams are passed over.
pub fn backstage(source: &SourceFile) -> Checked<Declared> {
    let mut checked = Checked::new(Declared::default(), Vec::new());
    let entities = match yaml_documents(source.id, &source.text) {
        Ok(entities) => entities,
        Err((message, range)) => {
            let found = Diagnostic::error("catalog", Span::new(source.id, range), message)
                .help("the site is built as if the file were not there");
            checked.diagnostics.push(found);
            return checked;
        }
    };
    for entity in &entities {
        let kind = text(entity, &["kind"]).to_lowercase();
        if !matches!(
            kind.as_str(),
            "component" | "api" | "resource" | "group" | "user"
        ) {
            continue;
        }
        let name = text(entity, &["metadata", "name"]);
        if name.is_empty() {
            let found =
                Diagnostic::warning("catalog", entity.span, format!("a {kind} without a name"))
                    .help("add `name` below `metadata`");
            checked.diagnostics.push(found);
            continue;
        }
        match kind.as_str() {
            "group" => checked.value.teams.push(team(entity, name)),
            "user" => {
                let teams = texts(entity, &["spec", "memberOf"]);
                let member = |team: String| (format!("@{name}"), reference(&team).to_string());
                checked.value.members.extend(teams.into_iter().map(member));
            }
            _ => checked.value.services.push(service(entity, name)),
        }
    }
    checked
}

fn service(entity: &Node, name: String) -> Service {
    let owner = text(entity, &["spec", "owner"]);
    Service {
        aliases: others(&name, [text(entity, &["metadata", "title"])]),
        team: Some(reference(&owner).to_string())
            .filter(|team| !team.is_empty() && !owner.starts_with("user:")),
        description: text(entity, &["metadata", "description"]),
        links: links(entity),
        name,
    }
}

fn team(entity: &Node, name: String) -> Team {
    let titles = [
        text(entity, &["metadata", "title"]),
        text(entity, &["spec", "profile", "displayName"]),
    ];
    let members = texts(entity, &["spec", "members"]);
    Team {
        aliases: others(&name, titles),
        handles: members
            .iter()
            .map(|member| format!("@{}", reference(member)))
            .collect(),
        description: text(entity, &["metadata", "description"]),
        links: links(entity),
        name,
    }
}

/// `group:default/payments` is `payments`.
fn reference(text: &str) -> &str {
    text.rsplit(['/', ':']).next().unwrap_or(text)
}

fn others<const N: usize>(name: &str, titles: [String; N]) -> Vec<String> {
    let mut others: Vec<String> = Vec::new();
    for title in titles {
        if !title.is_empty() && title != name && !others.contains(&title) {
            others.push(title);
        }
    }
    others
}

/// `links` of the metadata, and where the source is.
fn links(entity: &Node) -> Vec<(String, String)> {
    let mut links = Vec::new();
    for link in at(entity, &["metadata", "links"])
        .map(Node::items)
        .unwrap_or_default()
    {
        let (url, title) = (text(link, &["url"]), text(link, &["title"]));
        if !url.is_empty() {
            links.push((if title.is_empty() { url.clone() } else { title }, url));
        }
    }
    let source = text(
        entity,
        &["metadata", "annotations", "backstage.io/source-location"],
    );
    if let Some(url) = source.strip_prefix("url:") {
        links.push(("Repository".into(), url.to_string()));
    }
    links
}

fn at<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, name| node.get(name))
}

fn text(node: &Node, path: &[&str]) -> String {
    at(node, path)
        .and_then(Node::text)
        .unwrap_or_default()
        .trim()
        .to_string()
}

fn texts(node: &Node, path: &[&str]) -> Vec<String> {
    let items = at(node, path).map(Node::items).unwrap_or_default();
    items
        .into_iter()
        .filter_map(Node::text)
        .map(str::to_string)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Sources;

    const FILE: &str = "\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: checkout-api
  title: Checkout API
  description: Takes the money.
  annotations:
    backstage.io/source-location: url:https://git.example.com/checkout/
  links:
    - url: https://runbooks.example.com/checkout
      title: Runbook
spec: {type: service, owner: group:default/payments}
---
kind: Group
metadata: {name: payments}
spec:
  profile: {displayName: Payments}
  members: [jane]
---
kind: User
metadata: {name: joe}
spec: {memberOf: [payments]}
---
kind: Location
---
kind: API
metadata: {title: nameless}
";

    #[test]
    fn components_are_services_and_groups_are_teams() {
        let mut sources = Sources::default();
        let id = sources.add("catalog-info.yaml".into(), FILE.into());
        let mut found = Vec::new();
        let mut declared = backstage(sources.get(id)).keep(&mut found);
        declared.join_members();
        let link = |label: &str, url: &str| (label.to_string(), url.to_string());
        let expected = Service {
            name: "checkout-api".into(),
            aliases: vec!["Checkout API".into()],
            team: Some("payments".into()),
            description: "Takes the money.".into(),
            links: vec![
                link("Runbook", "https://runbooks.example.com/checkout"),
                link("Repository", "https://git.example.com/checkout/"),
            ],
        };
        assert_eq!(declared.services, [expected]);
        assert_eq!(declared.teams[0].aliases, ["Payments"]);
        assert_eq!(declared.teams[0].handles, ["@jane", "@joe"]);
        assert_eq!(found.len(), 1, "the nameless one: {found:?}");
    }
}
