//! Workflow commands of GitHub Actions: each becomes an annotation at its line of the pull request.

use super::json::ends;
use crate::diagnostic::{Diagnostic, Level};
use crate::span::Sources;

/// One line without its end: `::warning file=a.md,line=3,col=5,…::message`.
pub fn github(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let (start, end) = ends(sources, diagnostic.span);
    let command = match diagnostic.level {
        Level::Note => "notice",
        Level::Warning => "warning",
        Level::Error => "error",
    };
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        message = format!("{message}\n{help}");
    }
    // Columns say something to GitHub only where the place lies on one line.
    let columns = match start.line == end.line {
        true => format!(
            ",col={},endColumn={}",
            start.column,
            end.column.max(start.column)
        ),
        false => String::new(),
    };
    format!(
        "::{command} file={},line={},endLine={}{columns},title={}::{}",
        property(sources.shown(diagnostic.span.file)),
        start.line,
        end.line,
        property(diagnostic.rule),
        data(&message)
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn an_annotation_cannot_be_left_by_the_words_in_it() {
        let mut sources = Sources::default();
        let file = sources.add("a,b: 100%.md".into(), "x\nwords here\n".into());
        let found = Diagnostic::warning("a-rule", Span::new(file, 2..7), "50% of\n::error::it")
            .help("so: do, this");
        assert_eq!(
            github(&sources, &found),
            "::warning file=a%2Cb%3A 100%25.md,line=2,endLine=2,col=1,endColumn=6,title=a-rule::50%25 of%0A::error::it%0Aso: do, this"
        );
    }
}
