//! `[theme]`: logo, colours, fonts and navigation, for projects that need no files of their own in `theme/`.

use serde::Deserialize;
use std::collections::BTreeMap;

/// How the site looks, where it is not as built in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Theme {
    /// An image below `static/` that stands before the title.
    pub logo: Option<String>,
    /// Colours by name: one for both themes, or one for light and one for dark.
    pub colors: BTreeMap<String, Color>,
    /// Fonts by use, as CSS lists them: `text`, `quote`, `code`.
    pub fonts: BTreeMap<String, String>,
    /// Entries of the main navigation, in place of the built-in ones: names of these, or links.
    pub nav: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Color {
    Both(String),
    Each([String; 2]),
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Entry {
    Page(String),
    Link { name: String, url: String },
}

/// What can be coloured: the variables at the top of `theme/css/site.css`.
pub const COLORS: &[&str] = &[
    "bg",
    "surface",
    "raised",
    "line",
    "line-strong",
    "ink",
    "soft",
    "muted",
    "accent",
    "accent-soft",
    "mark",
    "sev1",
    "sev2",
    "sev3",
    "sev4",
    "sev5",
    "done",
    "started",
    "detected",
    "mitigated",
    "resolved",
];

/// What has a font, and its variable.
pub const FONTS: &[(&str, &str)] = &[("text", "font"), ("quote", "serif"), ("code", "mono")];

/// Pages that the navigation can name: key, title, folder.
pub const PAGES: &[(&str, &str, &str)] = &[
    ("incidents", "Incidents", "incidents/"),
    ("patterns", "Patterns", "patterns/"),
    ("actions", "Actions", "actions/"),
    ("services", "Services", "services/"),
    ("teams", "Teams", "teams/"),
    ("lessons", "Lessons", "lessons/"),
    ("metrics", "Metrics", "metrics/"),
    ("practice", "Practice", "practice/"),
    ("about", "About", "about/"),
    ("search", "Search", "search/"),
];

/// Entries of the navigation where the project names none.
pub const NAV: &[&str] = &["incidents", "patterns", "actions", "services", "search"];

impl Theme {
    /// The style sheet that sets what the project has chosen; empty where it has chosen nothing. What could end a
    /// declaration is no colour and no font.
    pub fn css(&self) -> String {
        let mut lines = Vec::new();
        for (name, color) in &self.colors {
            let (light, dark) = match color {
                Color::Both(color) => (color, color),
                Color::Each([light, dark]) => (light, dark),
            };
            if COLORS.contains(&name.as_str()) && is_value(light) && is_value(dark) {
                lines.push(format!("  --{name}: light-dark({light}, {dark});\n"));
            }
        }
        for (name, font) in &self.fonts {
            let known = FONTS.iter().find(|(key, _)| key == name);
            if let Some((_, variable)) = known.filter(|_| is_value(font)) {
                lines.push(format!("  --{variable}: {font};\n"));
            }
        }
        match lines.is_empty() {
            true => String::new(),
            false => format!(
                "\n/* [theme] of kb.toml */\n:root {{\n{}}}\n",
                lines.concat()
            ),
        }
    }
}

/// Whether a text can only be one value of CSS.
pub fn is_value(text: &str) -> bool {
    !text.trim().is_empty()
        && text.chars().all(|c| {
            c.is_ascii_alphanumeric()
                || matches!(
                    c,
                    '#' | '(' | ')' | ',' | '.' | '%' | ' ' | '/' | '-' | '_' | '"' | '\''
                )
        })
        && text.matches('(').count() == text.matches(')').count()
        && text.matches('"').count().is_multiple_of(2)
        && text.matches('\'').count().is_multiple_of(2)
        && !text.to_ascii_lowercase().contains("url(")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_a_style_sheet_and_nothing_breaks_out_of_it() {
        let theme: Theme = toml::from_str(
            "colors = { accent = [\"#123456\", \"#abc\"], ink = \"black\", bg = \"red; } body { display: none\", nothing = \"red\" }\n\
             fonts = { text = \"Inter, sans-serif\", code = \"url(x)\" }",
        )
        .expect("a theme");
        assert_eq!(
            theme.css(),
            "\n/* [theme] of kb.toml */\n:root {\n  --accent: light-dark(#123456, #abc);\n  --ink: light-dark(black, black);\n  \
             --font: Inter, sans-serif;\n}\n"
        );
        assert_eq!(Theme::default().css(), "");
    }
}
