//! Services and teams: what they are really called, who owns them, where their runbooks are.
//!
//! Without a catalog, names are joined as written, case and punctuation folded.

pub mod backstage;
pub mod files;

use rustc_hash::FxHashMap;

pub use backstage::{Declared, backstage};
pub use files::{services, teams};

/// A service under its canonical name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Service {
    pub name: String,
    pub aliases: Vec<String>,
    /// Canonical name of the owning team.
    pub team: Option<String>,
    pub description: String,
    /// Label and address: `("Runbook", "https://…")`, in the order of the source.
    pub links: Vec<(String, String)>,
}

/// A team under its canonical name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Team {
    pub name: String,
    pub aliases: Vec<String>,
    /// Handles with their `@`.
    pub handles: Vec<String>,
    pub description: String,
    pub links: Vec<(String, String)>,
}

/// All services and teams that the project declares.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    services: Vec<Service>,
    teams: Vec<Team>,
    service_index: FxHashMap<String, usize>,
    team_index: FxHashMap<String, usize>,
}

impl Catalog {
    /// The first entry wins where two claim one name.
    pub fn new(services: Vec<Service>, teams: Vec<Team>) -> Self {
        let mut catalog = Self::default();
        for (index, service) in services.iter().enumerate() {
            for name in std::iter::once(&service.name).chain(&service.aliases) {
                catalog.service_index.entry(fold(name)).or_insert(index);
            }
        }
        for (index, team) in teams.iter().enumerate() {
            for name in std::iter::once(&team.name)
                .chain(&team.aliases)
                .chain(&team.handles)
            {
                catalog.team_index.entry(fold(name)).or_insert(index);
            }
        }
        Self {
            services,
            teams,
            ..catalog
        }
    }

    pub fn services(&self) -> &[Service] {
        &self.services
    }

    pub fn teams(&self) -> &[Team] {
        &self.teams
    }

    /// The service that people call so.
    pub fn service(&self, name: &str) -> Option<&Service> {
        if self.services.is_empty() {
            return None;
        }
        self.service_index
            .get(&fold(name))
            .map(|&index| &self.services[index])
    }

    /// The team that people call so, by name, alias or handle.
    pub fn team(&self, name: &str) -> Option<&Team> {
        if self.teams.is_empty() {
            return None;
        }
        self.team_index
            .get(&fold(name))
            .map(|&index| &self.teams[index])
    }
}

/// Letters and digits in lower case: `Checkout API`, `checkout-api` and `@CheckoutAPI` are one name.
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
        let mut folded = Vec::with_capacity(name.len());
        folded.extend(letters.map(|letter| letter.to_ascii_lowercase()));
        return String::from_utf8(folded).unwrap_or_default();
    }
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether two names are the same, folded.
pub fn same(this: &str, that: &str) -> bool {
    if !(this.is_ascii() && that.is_ascii()) {
        return fold(this) == fold(that);
    }
    let letters = |c: &u8| c.is_ascii_alphanumeric();
    let (this, that) = (this.bytes().filter(letters), that.bytes().filter(letters));
    this.map(|c| c.to_ascii_lowercase())
        .eq(that.map(|c| c.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_and_teams_are_found_by_any_of_their_names() {
        let service = Service {
            name: "checkout-api".into(),
            aliases: vec!["Kasse".into()],
            ..Service::default()
        };
        let team = Team {
            name: "Payments".into(),
            handles: vec!["@TeamAlpha".into()],
            ..Team::default()
        };
        let catalog = Catalog::new(vec![service], vec![team]);
        for name in ["Checkout API", "checkout_api", "kasse"] {
            assert_eq!(
                catalog.service(name).map(|service| service.name.as_str()),
                Some("checkout-api")
            );
        }
        assert_eq!(
            catalog.team("@teamalpha").map(|team| team.name.as_str()),
            Some("Payments")
        );
        assert_eq!(catalog.team("@jane"), None);
    }
}
