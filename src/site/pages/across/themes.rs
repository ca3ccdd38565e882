//! Emerging themes: found in the words of factors that no category takes.

use super::Quoted;
use crate::diagnostic::Diagnostic;
use crate::patterns::themes::Theme;
use crate::site::Site;
use crate::site::prints::{Asked, Made};
use serde::Serialize;

/// So many quotations of a theme are shown.
const SHOWN: usize = 12;

#[derive(Serialize)]
struct View {
    themes: Vec<ThemeView>,
}

#[derive(Serialize)]
struct ThemeView {
    name: String,
    incidents: usize,
    quotations: Vec<Quoted>,
    more: usize,
}

pub fn render(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let mut layout = site.layout(page, "patterns", "Emerging themes");
    let root = layout.root.clone();
    layout
        .crumbs
        .push(site.link(&root, "Patterns", "patterns/index.html"));
    let theme = |theme: &Theme| {
        let quoted = theme.quotations.iter().take(SHOWN).filter_map(|quotation| {
            let text = quotation.text(site.corpus)?;
            Some(site.quote(&root, quotation.incident, text))
        });
        ThemeView {
            name: theme.name.clone(),
            incidents: theme.incidents,
            quotations: quoted.collect(),
            more: theme.quotations.len().saturating_sub(SHOWN),
        }
    };
    let view = View {
        themes: site.patterns.themes.iter().map(theme).collect(),
    };
    site.fill("themes.html", &layout, &view)
}
