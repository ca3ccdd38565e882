//! The theme: templates and assets, embedded, replaceable file by file by the project's own `theme/`.

mod asset;
mod failure;
mod navigation;

use super::Routes;
use super::html::encoded_path;
use crate::diagnostic::Diagnostic;
use crate::read::Input;
use crate::read::theme::BUILT_IN;
use crate::span::{FileId, Span};
use asset::{hashed, plain_name, without_comments};
use failure::{error_template, offset, report_place};
use include_dir::Dir;
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

/// Files that are sent as one, under the name of the last: the core of the search before its page.
const SCRIPTS: [(&str, &str); 2] = [
    ("js/search-core.js", "js/search.js"),
    ("js/search-core-more.js", "js/search-more.js"),
];

/// The styles behind `css/site.css`, in the order in which they are sent with it; paper has the last word.
const STYLES: [&str; 14] = [
    "css/frame.css",
    "css/parts.css",
    "css/home.css",
    "css/charts.css",
    "css/lists.css",
    "css/search.css",
    "css/ledger.css",
    "css/service.css",
    "css/pattern.css",
    "css/incident.css",
    "css/text.css",
    "css/across.css",
    "css/card.css",
    "css/print.css",
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
        for (first, second) in SCRIPTS {
            if let (Some(first), Some(second)) = (assets.remove(first), assets.get_mut(second)) {
                *second = [&first, second.as_ref()].concat().into();
            }
        }
        for more in STYLES {
            if let (Some(more), Some(style)) = (assets.remove(more), assets.get_mut("css/site.css"))
            {
                style.to_mut().extend_from_slice(&more);
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
        global.insert("nav", &navigation::entries(input));
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
    fn all_styles_are_sent_as_one_with_paper_at_the_end() {
        let theme = Theme::new(&Input::default(), Routes { folders: false }, true);
        let styles: Vec<_> = theme
            .assets
            .iter()
            .filter(|asset| asset.path.ends_with(".css"))
            .collect();
        assert_eq!(styles.len(), 1, "each file in theme/css is listed");
        let text = String::from_utf8_lossy(&styles[0].bytes);
        assert!(text.starts_with("/* Colours") && text.trim_end().ends_with('}'));
        assert!(text.rfind("@media print") > text.rfind("@media screen"));
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
