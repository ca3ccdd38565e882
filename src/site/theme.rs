//! The theme: templates and assets, embedded, replaceable file by file by the project's own `theme/`.

use super::Routes;
use super::html::encoded_path;
use super::views::is_web;
use crate::config::theme::{Entry, NAV, PAGES};
use crate::diagnostic::Diagnostic;
use crate::read::Input;
use crate::read::theme::BUILT_IN;
use crate::span::{FileId, Span};
use include_dir::Dir;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Tera};

/// A file that is served as it is, under a name that changes with its content.
#[derive(Debug)]
pub struct Asset {
    /// Path below the site's root.
    pub path: String,
    pub bytes: Cow<'static, [u8]>,
}

/// Scripts that are sent as one: the core of the search before its page.
const JOINED: [(&str, &str); 2] = [
    ("js/search-core.js", "js/search.js"),
    ("js/search-core-more.js", "js/search-more.js"),
];

/// Compiled templates and the assets that they name.
pub struct Theme {
    tera: Tera,
    pub assets: Vec<Asset>,
    /// Project files behind templates, to locate what is wrong with them.
    overridden: BTreeMap<String, FileId>,
    /// Their texts.
    texts: BTreeMap<String, String>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Theme {
    pub fn new(input: &Input, routes: Routes, has_teams: bool) -> Self {
        let mut files: BTreeMap<String, (Cow<'static, [u8]>, Option<FileId>)> = BTreeMap::new();
        collect(&BUILT_IN, &mut files);
        for (path, file) in &input.theme {
            let text = input.sources.get(*file).text.clone().into_bytes();
            files.insert(path.clone(), (Cow::Owned(text), Some(*file)));
        }
        let mut theme = Self {
            tera: Tera::default(),
            assets: Vec::new(),
            overridden: BTreeMap::new(),
            texts: BTreeMap::new(),
            diagnostics: Vec::new(),
        };
        let chosen = input.config.theme.css();
        let mut templates = Vec::new();
        let mut assets: BTreeMap<String, Cow<'static, [u8]>> = BTreeMap::new();
        for (path, (bytes, file)) in files {
            match path.strip_prefix("templates/") {
                Some(name) => {
                    if let Some(file) = file {
                        theme.overridden.insert(name.to_string(), file);
                        let text = input.sources.get(file).text.clone();
                        theme.texts.insert(name.to_string(), text);
                    }
                    templates.push((
                        name.to_string(),
                        String::from_utf8_lossy(&bytes).into_owned(),
                    ));
                }
                None => {
                    let bytes = match file {
                        // The built-in search is sent without the words about it.
                        None if path.starts_with("js/search") => without_comments(&bytes).into(),
                        _ if path == "css/site.css" && !chosen.is_empty() => {
                            [bytes.as_ref(), chosen.as_bytes()].concat().into()
                        }
                        _ => bytes,
                    };
                    assets.insert(path, bytes);
                }
            }
        }
        for (first, second) in JOINED {
            if let (Some(first), Some(second)) = (assets.remove(first), assets.get_mut(second)) {
                *second = [&first, second.as_ref()].concat().into();
            }
        }
        theme
            .assets
            .extend(assets.into_iter().map(|(path, bytes)| Asset {
                path: hashed(&path, &bytes),
                bytes,
            }));
        theme.compile(templates);
        theme.share(input, routes, has_teams);
        theme
    }

    /// Compiles all templates; a broken one of the project is reported and the built-in one stands in for it.
    fn compile(&mut self, mut templates: Vec<(String, String)>) {
        while let Err(error) = self.tera.add_raw_templates(
            templates
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        ) {
            let diagnostic = self.locate(&error);
            let reported = match error.kind() {
                ErrorKind::Msg(report) => report_place(report, self.overridden.keys()),
                _ => None,
            };
            let broken = error_template(&error)
                .map(str::to_string)
                .or_else(|| reported.map(|(name, _, _)| name.clone()))
                .filter(|name| self.overridden.contains_key(name))
                .or_else(|| self.overridden.keys().next().cloned());
            let Some(name) = broken else {
                // The built-in theme is held by a test.
                unreachable!("the built-in theme does not compile: {error}");
            };
            self.diagnostics.extend(diagnostic);
            self.overridden.remove(&name);
            templates.retain(|(other, _)| *other != name);
            if let Some(file) = BUILT_IN.get_file(format!("templates/{name}")) {
                templates.push((name, file.contents_utf8().unwrap_or_default().to_string()));
            }
            self.tera = Tera::default();
        }
    }

    /// What every template may use. Nothing here changes with the content.
    fn share(&mut self, input: &Input, routes: Routes, has_teams: bool) {
        let assets: BTreeMap<String, String> = self
            .assets
            .iter()
            .map(|asset| (plain_name(&asset.path), asset.path.clone()))
            .collect();
        let global = self.tera.global_context();
        global.insert("assets", &assets);
        global.insert("site_title", &input.config.title);
        global.insert("has_search", &input.config.search.site);
        global.insert("site_description", &input.config.description);
        global.insert("has_teams", &has_teams);
        global.insert("nav", &nav(input));
        // A logo that readers would not get is not asked for.
        let logo = input.config.theme.logo.as_deref().filter(|logo| {
            let path = logo.trim_start_matches("static/");
            input.static_files.iter().any(|file| file.path == path)
        });
        global.insert(
            "logo",
            &logo.map(|logo| encoded_path(logo.trim_start_matches("static/"))),
        );
        global.insert("outside", &input.outside.is_some());
        global.insert("index", if routes.folders { "" } else { "index.html" });
    }

    /// Fills a template.
    pub fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, Diagnostic> {
        let mut bytes = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(template, context, &mut bytes) {
            Ok(()) => Ok(bytes),
            Err(error) => Err(self.locate(&error).unwrap_or_else(|| {
                let nowhere = Span::new(FileId(0), 0..0);
                Diagnostic::error(
                    "template",
                    nowhere,
                    format!("the built-in theme failed: {error}"),
                )
            })),
        }
    }

    /// Where in the project's own templates an error lies.
    fn locate(&self, error: &tera::Error) -> Option<Diagnostic> {
        let (name, range, message) = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => (
                report.filename(),
                report.span().range.clone(),
                report.message().to_string(),
            ),
            ErrorKind::Msg(report) => {
                let (name, line, column) = report_place(report, self.overridden.keys())?;
                let message = report.lines().next().unwrap_or_default();
                let message = message.trim_start_matches("error: ").to_string();
                let at = offset(self.texts.get(name)?, line, column);
                (name.as_str(), at..at, message)
            }
            _ => (error_template(error)?, 0..0, error.to_string()),
        };
        let file = *self
            .overridden
            .get(name)
            .or_else(|| self.overridden.values().next())?;
        Some(
            Diagnostic::error("template", Span::new(file, range), message)
                .help("the built-in template of the same name shows what a page offers"),
        )
    }
}

/// An entry of the main navigation.
#[derive(Serialize)]
struct NavEntry {
    key: String,
    name: String,
    /// Folder of the site, or empty.
    folder: &'static str,
    url: String,
}

fn nav(input: &Input) -> Vec<NavEntry> {
    let own = &input.config.theme.nav;
    let entries = match own.is_empty() {
        true => NAV
            .iter()
            .map(|key| Entry::Page((*key).to_string()))
            .collect(),
        false => own.clone(),
    };
    let entry = |entry: Entry| match entry {
        Entry::Page(key) => {
            let (key, name, folder) = PAGES.iter().find(|(known, _, _)| *known == key)?;
            let shown = *key != "search" || input.config.search.site;
            shown.then(|| NavEntry {
                key: (*key).to_string(),
                name: (*name).to_string(),
                folder,
                url: String::new(),
            })
        }
        Entry::Link { name, url } => is_web(&url).then(|| NavEntry {
            key: String::new(),
            name,
            folder: "",
            url,
        }),
    };
    entries.into_iter().filter_map(entry).collect()
}

/// The template that a report names, with its line and column, where the report is of Tera's form:
/// `error: message`, then `--> name:line:column`.
fn report_place<'r>(
    report: &'r str,
    names: impl Iterator<Item = &'r String>,
) -> Option<(&'r String, usize, usize)> {
    let mut names = names;
    names.find_map(|name| {
        let at = report.find(&format!("{name}:"))? + name.len() + 1;
        let mut numbers = report[at..].split(|c: char| !c.is_ascii_digit());
        let mut number = || numbers.next()?.parse().ok().filter(|number| *number > 0);
        Some((name, number()?, number()?))
    })
}

/// The byte at a line and a column, both counted from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let line = text[before..].lines().next().unwrap_or_default();
    let letters = line.char_indices().nth(column - 1);
    before + letters.map_or(line.len(), |(at, _)| at)
}

fn error_template(error: &tera::Error) -> Option<&str> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            Some(report.filename())
        }
        ErrorKind::MissingParent { current, .. } => Some(current),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => Some(tpl),
        _ => None,
    }
}

fn collect(
    folder: &'static Dir<'static>,
    files: &mut BTreeMap<String, (Cow<'static, [u8]>, Option<FileId>)>,
) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(path, (Cow::Borrowed(file.contents()), None));
    }
    for folder in folder.dirs() {
        collect(folder, files);
    }
}

/// A script without indentation and without lines that are comments. Knows no strings of several lines: the scripts of the
/// search have none.
fn without_comments(script: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(script.len());
    let mut within = false;
    for line in String::from_utf8_lossy(script).lines().map(str::trim) {
        within |= line.starts_with("/**");
        if !within && !line.is_empty() && !line.starts_with("//") {
            out.extend_from_slice(line.as_bytes());
            out.push(b'\n');
        }
        within &= !line.ends_with("*/");
    }
    out
}

/// `css/site.css` → `assets/site.1a2b3c4d.css`.
fn hashed(path: &str, bytes: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let hash = blake3::hash(bytes).to_hex();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}.{}.{extension}", &hash[..8]),
        None => format!("assets/{name}.{}", &hash[..8]),
    }
}

/// `assets/site.1a2b3c4d.css` → `site_css`, as templates name it.
fn plain_name(path: &str) -> String {
    let name = path.strip_prefix("assets/").unwrap_or(path);
    let parts: Vec<_> = name.split('.').collect();
    match parts.as_slice() {
        [stem, _, extension] => format!("{stem}_{extension}"),
        _ => name.to_string(),
    }
    .replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_theme_compiles() {
        let theme = Theme::new(&Input::default(), Routes { folders: false }, true);
        assert!(theme.diagnostics.is_empty());
        assert!(
            theme
                .assets
                .iter()
                .any(|asset| asset.path.starts_with("assets/site."))
        );
    }

    #[test]
    fn the_search_is_sent_as_two_scripts_without_the_words_about_it() {
        let theme = Theme::new(&Input::default(), Routes { folders: false }, true);
        let of_search = |asset: &&Asset| asset.path.starts_with("assets/search");
        let scripts: Vec<_> = theme.assets.iter().filter(of_search).collect();
        assert_eq!(scripts.len(), 2);
        for script in scripts {
            let text = String::from_utf8_lossy(&script.bytes);
            for line in text.lines() {
                assert!(!line.starts_with("//") && !line.starts_with("* "), "{line}");
                assert_eq!(line.trim(), line);
                let marks = line.matches('`').count();
                assert_eq!(marks % 2, 0, "a string of several lines: {line}");
            }
        }
        assert_eq!(
            without_comments(b"/** a\n * b */\n  f(); // c\n\n  // d\n/** e */\n  g();\n"),
            b"f(); // c\ng();\n"
        );
    }

    #[test]
    fn a_broken_template_of_the_project_is_located_and_replaced() {
        let mut input = Input::default();
        let file = input
            .sources
            .add("theme/templates/about.html".into(), "{% if %}".into());
        input.theme.push(("templates/about.html".into(), file));
        let theme = Theme::new(&input, Routes { folders: false }, true);
        assert_eq!(theme.diagnostics.len(), 1);
        assert_eq!(theme.diagnostics[0].span.file, file);
        assert!(theme.tera.contains_template("about.html"));
    }
}
