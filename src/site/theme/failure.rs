//! Where in a template an error of Tera's lies.

use tera::ErrorKind;

/// The template that a report names, with its line and column, where the report is of Tera's form:
/// `error: message`, then `--> name:line:column`.
pub fn report_place<'r>(
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
pub fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let line = text[before..].lines().next().unwrap_or_default();
    let letters = line.char_indices().nth(column - 1);
    before + letters.map_or(line.len(), |(at, _)| at)
}

pub fn error_template(error: &tera::Error) -> Option<&str> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            Some(report.filename())
        }
        ErrorKind::MissingParent { current, .. } => Some(current),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => Some(tpl),
        _ => None,
    }
}
