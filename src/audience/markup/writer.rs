//! Events as Markdown.

use super::marks::{MARKS, marked};
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

/// Stands for a line break where Markdown has none, as in cells.
pub const BREAK: char = '\u{fdd2}';
/// Writes events as Markdown.
#[derive(Default)]
pub struct Writer {
    out: String,
    /// What begins each line of the blocks that are open: of quotations, of items.
    prefix: Vec<String>,
    /// Words whose neighbours are still to come.
    words: String,
    /// The running text that is being gathered.
    inline: String,
    /// Numbers of the lists that are open, where they have some.
    lists: Vec<Option<u64>>,
    /// The marker of an item whose first line is still to come.
    marker: Option<String>,
    /// Language and text of the block of code that is open.
    code: Option<(String, String)>,
    heading: Option<usize>,
    /// Targets of links and images that are open.
    targets: Vec<String>,
    columns: usize,
    cell: bool,
}

impl Writer {
    /// The Markdown of all events.
    pub fn finish(mut self) -> String {
        self.settle();
        self.flush();
        self.out
    }

    pub fn event(&mut self, event: Event<'_>) {
        if let Event::Text(text) = &event {
            let to = match &mut self.code {
                Some((_, code)) => code,
                None => &mut self.words,
            };
            return to.push_str(text);
        }
        self.settle();
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => {
                let fence = "`".repeat(longest_run(&text, '`') + 1);
                let text = text.replace('\n', " ");
                let room = if text.starts_with('`') || text.ends_with('`') {
                    " "
                } else {
                    ""
                };
                self.inline
                    .push_str(&format!("{fence}{room}{text}{room}{fence}"));
            }
            Event::SoftBreak => self.inline.push(' '),
            Event::HardBreak => self.inline.push(BREAK),
            Event::Rule => {
                self.flush();
                self.line("---");
                self.blank();
            }
            Event::TaskListMarker(done) => self.inline.push_str(if done { "[x] " } else { "[ ] " }),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.inline.push(MARKS[0].0),
            Tag::Emphasis => self.inline.push(MARKS[1].0),
            Tag::Strikethrough => self.inline.push(MARKS[2].0),
            Tag::Link { dest_url, .. } => {
                self.targets.push(dest_url.into_string());
                self.inline.push('[');
            }
            Tag::Image { dest_url, .. } => {
                self.targets.push(dest_url.into_string());
                self.inline.push_str("![");
            }
            Tag::TableCell => {
                self.columns += 1;
                self.cell = true;
            }
            Tag::TableHead | Tag::TableRow => self.columns = 0,
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level as usize);
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_string(),
                };
                self.marker = Some(marker);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.prefix.push("> ".into());
            }
            Tag::DefinitionListDefinition => self.marker = Some(": ".into()),
            _ => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.inline.push(MARKS[0].1),
            TagEnd::Emphasis => self.inline.push(MARKS[1].1),
            TagEnd::Strikethrough => self.inline.push(MARKS[2].1),
            TagEnd::Link | TagEnd::Image => {
                let target = self.targets.pop().unwrap_or_default();
                let target = target.replace(['<', '>', '\n'], "");
                self.inline.push_str(&format!("](<{target}>)"));
            }
            TagEnd::TableCell => {
                self.inline.push_str(" | ");
                self.cell = false;
            }
            TagEnd::TableHead => {
                self.row();
                let rule = "---|".repeat(self.columns);
                self.line(&format!("|{rule}"));
            }
            TagEnd::TableRow => self.row(),
            TagEnd::Table => self.blank(),
            TagEnd::CodeBlock => self.code(),
            TagEnd::Item | TagEnd::DefinitionListDefinition => {
                self.flush();
                // An item without words has its line as well.
                if self.marker.is_some() {
                    self.line("");
                }
                self.prefix.pop();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.blank();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.prefix.pop();
                self.blank();
            }
            TagEnd::DefinitionListTitle | TagEnd::DefinitionList => self.flush(),
            TagEnd::Heading(_) | TagEnd::Paragraph => {
                self.flush();
                self.blank();
            }
            _ => {}
        }
    }

    /// Takes up the words, with a backslash before what Markdown would take for more than words.
    fn settle(&mut self) {
        let chars: Vec<char> = std::mem::take(&mut self.words).chars().collect();
        for (at, &c) in chars.iter().enumerate() {
            let next = chars.get(at + 1).copied().unwrap_or(' ');
            let before = at.checked_sub(1).map_or(' ', |at| chars[at]);
            // Letters side by side stay side by side, so that names and addresses are still seen.
            let means = match c {
                '\\' => next.is_ascii_punctuation(),
                '*' | '`' | '[' | ']' | '{' => true,
                '|' => self.cell,
                '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
                '~' => next == '~' || before == '~',
                '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
                '&' => next.is_ascii_alphanumeric() || next == '#',
                _ => false,
            };
            match c {
                '\n' | '\r' | '\t' => self.inline.push(' '),
                '\u{fdd0}'..='\u{fddf}' => {}
                _ => {
                    if means {
                        self.inline.push('\\');
                    }
                    self.inline.push(c);
                }
            }
        }
    }

    fn row(&mut self) {
        let cells = std::mem::take(&mut self.inline);
        let line = format!("| {}", marked(&cells)).trim_end().to_string();
        self.line(&line);
    }

    /// Writes the running text that was gathered.
    fn flush(&mut self) {
        let text = marked(&std::mem::take(&mut self.inline));
        let text = text.trim_matches([' ', BREAK]);
        if text.is_empty() {
            return;
        }
        if let Some(level) = self.heading.take() {
            let text = text.replace(BREAK, " ");
            return self.line(&format!("{} {text}", "#".repeat(level)));
        }
        for line in text.split(BREAK) {
            self.line(&plain_start(line.trim()));
        }
        // A break is one of Markdown's: two blanks at the end.
        if text.contains(BREAK) {
            self.hard_breaks(text.matches(BREAK).count());
        }
    }

    /// Ends the lines before the last one with a hard break.
    fn hard_breaks(&mut self, count: usize) {
        let mut at = self.out.len() - 1;
        for _ in 0..count {
            let Some(end) = self.out[..at].rfind('\n') else {
                return;
            };
            self.out.insert_str(end, "  ");
            at = end;
        }
    }

    fn code(&mut self) {
        let Some((language, code)) = self.code.take() else {
            return;
        };
        let fence = "`".repeat(longest_run(&code, '`').max(2) + 1);
        self.line(&format!("{fence}{}", language.replace(['`', '\n'], "")));
        for line in code.trim_end_matches('\n').split('\n') {
            self.line(line);
        }
        self.line(&fence);
        self.blank();
    }

    fn line(&mut self, line: &str) {
        let marker = self.marker.take();
        for prefix in &self.prefix {
            self.out.push_str(prefix);
        }
        if let Some(marker) = marker {
            self.out.push_str(&marker);
            self.prefix.push(" ".repeat(marker.len()));
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn blank(&mut self) {
        let prefix: String = self.prefix.concat();
        self.out.push_str(prefix.trim_end());
        self.out.push('\n');
    }
}

/// A line that begins with what would make it something else.
fn plain_start(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = &line[digits..];
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", &line[..digits]);
    }
    match line.starts_with(['#', '>', '+', '-', '=', ':', '~', '|']) {
        true => format!("\\{line}"),
        false => line.to_string(),
    }
}

fn longest_run(text: &str, sign: char) -> usize {
    let runs = text.split(|c| c != sign).map(str::len);
    runs.max().unwrap_or_default()
}
