//! What is wrong with a `kb.toml`, each with its place.

use super::{Actions, Check, Config, ContentTable, People, Search, Theme, Time, meanings};
use crate::diagnostic::{Checked, Diagnostic, Level};
use crate::span::{SourceFile, Span};
use serde::de::{Deserializer, Visitor, value::Error as Refused};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The tables whose keys are fixed. The others (`headings`, `severities`, `time.zones`,
/// `check.levels`, `actions.policy`) hold the project's own words.
const TABLES: &[(&[&str], KnownKeys)] = &[
    (&[], fields::<Config>),
    (&["content"], fields::<ContentTable>),
    (&["people"], fields::<People>),
    (&["time"], fields::<Time>),
    (&["search"], fields::<Search>),
    (&["check"], fields::<Check>),
    (&["theme"], fields::<Theme>),
    (&["actions"], fields::<Actions>),
];

type KnownKeys = fn() -> &'static [&'static str];

/// Reads a `kb.toml`. No value means that it must not be used; the diagnostics say why.
pub fn parse(source: &SourceFile) -> Checked<Option<Config>> {
    let place = |range: Option<Range<usize>>| Span::new(source.id, range.unwrap_or(0..0));
    let failed = |error: &toml::de::Error| {
        let message = error
            .message()
            .trim()
            .replace('\n', ", ")
            .replace("a sequence", "a list")
            .replace("a map", "a table")
            .replace("unknown variant", "unknown value");
        Checked::new(
            None,
            vec![Diagnostic::error("config", place(error.span()), message)],
        )
    };
    let table = match DeTable::parse(&source.text) {
        Ok(table) => table,
        Err(error) => return failed(&error),
    };
    let mut config = match toml::from_str::<Config>(&source.text) {
        Ok(config) => config,
        Err(error) => return failed(&error),
    };
    let mut diagnostics = Vec::new();
    for (path, known) in TABLES {
        if let Some(table) = inner(table.get_ref(), path) {
            unknown_keys(source, path, table, known(), &mut diagnostics);
        }
    }
    diagnostics.extend(meanings::check(source, table.get_ref()));
    config.base_url = config.base_url.filter(|url| meanings::is_address(url));
    let mut usable = diagnostics.iter().all(|found| found.level < Level::Error);
    for name in ["exclude", "restricted"] {
        let Some(DeValue::Array(globs)) = table.get_ref().get(name).map(|value| value.get_ref())
        else {
            continue;
        };
        for glob in globs.iter() {
            let Some(trouble) = glob
                .get_ref()
                .as_str()
                .and_then(|glob| super::globs::compile(glob).err())
            else {
                continue;
            };
            usable = false;
            diagnostics.push(
                Diagnostic::error(
                    "config",
                    place(Some(glob.span())),
                    format!("this is no glob: {}", trouble.kind()),
                )
                .help(
                    "`*` stands for any part of a name, `**` for any folders, as in `private/**`",
                ),
            );
        }
    }
    Checked::new(usable.then_some(config), diagnostics)
}

/// The table inside of tables, where there is one.
pub fn inner<'a, 'i>(table: &'a DeTable<'i>, path: &[&str]) -> Option<&'a DeTable<'i>> {
    path.iter()
        .try_fold(table, |table, name| match table.get(*name)?.get_ref() {
            DeValue::Table(inner) => Some(inner),
            _ => None,
        })
}

fn unknown_keys(
    source: &SourceFile,
    path: &[&str],
    table: &DeTable<'_>,
    known: &[&str],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut keys: Vec<_> = table.keys().collect();
    keys.sort_by_key(|key| key.span().start);
    for key in keys {
        let name: &str = key.get_ref();
        if known.contains(&name) {
            continue;
        }
        let whole = [path, &[name]].concat().join(".");
        let help = match nearest(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known here: {}", known.join(", ")),
        };
        // A slip in this one word would publish what must not be published.
        let level = match nearest(name, known) {
            Some("restricted") => Level::Error,
            _ => Level::Warning,
        };
        let message = format!("`{whole}` is no key of kb.toml, and does nothing");
        let span = Span::new(source.id, key.span());
        diagnostics.push(Diagnostic::new("unknown-key", level, span, message).help(help));
    }
}

/// The known word that differs from `word` by a slip of the pen.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase().replace('-', "_");
    let letters = word.chars().count();
    known
        .iter()
        .map(|&candidate| (1 + candidate.len() / 5, candidate))
        .filter(|&(slips, candidate)| candidate.len().abs_diff(letters) <= slips)
        .filter(|&(slips, candidate)| !word.is_ascii() || unlike(&word, candidate) <= 2 * slips)
        .map(|(slips, candidate)| (slips, strsim::osa_distance(&word, candidate), candidate))
        .filter(|&(slips, distance, _)| distance <= slips)
        .map(|(_, distance, candidate)| (distance, candidate))
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters two words do not share: a slip of the pen makes it two at most, and it is cheap to count.
fn unlike(word: &str, candidate: &str) -> usize {
    let mut counts = [0i16; 256];
    word.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
    candidate
        .bytes()
        .for_each(|byte| counts[usize::from(byte)] -= 1);
    let differ: i16 = word
        .bytes()
        .chain(candidate.bytes())
        .map(|byte| std::mem::take(&mut counts[usize::from(byte)]).abs())
        .sum();
    usize::from(differ.unsigned_abs())
}

/// The names of a struct's fields, as serde knows them: no second list to keep.
fn fields<'de, T: serde::Deserialize<'de>>() -> &'static [&'static str] {
    struct Ask<'a>(&'a mut &'static [&'static str]);

    impl<'de> Deserializer<'de> for Ask<'_> {
        type Error = Refused;

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, Refused> {
            *self.0 = fields;
            Err(serde::de::Error::custom("only asked"))
        }

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
            Err(serde::de::Error::custom("only asked"))
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    let mut known: &'static [&'static str] = &[];
    let _ = T::deserialize(Ask(&mut known));
    known
}
