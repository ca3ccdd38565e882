//! What stages other than the rules find: while files are read, dates understood, trackers joined.
//!
//! With the names of the rules this is the one list of names that a finding may have. A project may give each of them
//! another level.

/// A kind of finding that is no rule's.
pub struct Stage {
    pub name: &'static str,
    /// What is found.
    pub finds: &'static str,
    /// What becomes of it, and what to do.
    pub answer: &'static str,
}

/// The stage's finding of this name.
pub fn stage(name: &str) -> Option<&'static Stage> {
    STAGES.iter().find(|stage| stage.name == name)
}

/// Sorted by name.
pub const STAGES: &[Stage] = &[
    Stage {
        name: "action-id-taken",
        finds: "Two actions claim the same id.",
        answer: "The first keeps it, and the other gets one of its own. Give one of them another id, so that links to it stay right.",
    },
    Stage {
        name: "action-state-unknown",
        finds: "The state of an action is none of the known ones.",
        answer: "Write `proposed`, `open`, `in_progress`, `done`, `verified`, `wont_do` or `superseded`.",
    },
    Stage {
        name: "action-states-differ",
        finds: "A document, its side file and a tracker tell different states of one action.",
        answer: "The finding says which of them counts. Correct whichever is wrong.",
    },
    Stage {
        name: "action-unknown",
        finds: "`actions.toml` speaks of an action that no document has, neither by its id nor by its words.",
        answer: "`kb actions` shows the ids, and `kb actions pin` ties an id to the words of an action.",
    },
    Stage {
        name: "actions-file",
        finds: "A part of `actions.toml` cannot be read.",
        answer: "The rest of the file holds. The finding says which form is expected at this place.",
    },
    Stage {
        name: "address-taken",
        finds: "Two documents would have the same address.",
        answer: "The second gets a suffix. Set `id` in its front matter, or give the file another name, so that its address does not depend on the other.",
    },
    Stage {
        name: "catalog",
        finds: "A file with services and teams cannot be used, or a part of it.",
        answer: "The site is built without this part. The finding says which form is expected.",
    },
    Stage {
        name: "config",
        finds: "`kb.toml` cannot be used.",
        answer: "Nothing is built, for a wrong guess could publish what must stay inside. The finding points at the place.",
    },
    Stage {
        name: "config-value",
        finds: "A value in `kb.toml` has no meaning.",
        answer: "It counts as if it were not there. The finding says which values are known.",
    },
    Stage {
        name: "correction-without-target",
        finds: "A side file corrects an entry that its document does not have.",
        answer: "The correction does nothing. `kb inspect FILE` shows the ids of what was understood.",
    },
    Stage {
        name: "empty-file",
        finds: "A document is empty.",
        answer: "It is left out. Delete it, or write the retrospective.",
    },
    Stage {
        name: "field-value",
        finds: "A field in front matter or in a side file has a value that cannot be understood.",
        answer: "The field counts as not given. The finding shows the form that is understood.",
    },
    Stage {
        name: "file-too-long",
        finds: "A document is longer than a retrospective can be.",
        answer: "The first part is read, the rest is not. Keep dumps and logs in files of their own.",
    },
    Stage {
        name: "front-matter-syntax",
        finds: "The front matter cannot be read as YAML or TOML.",
        answer: "The document counts without it. Words with a colon or a hash need quotation marks.",
    },
    Stage {
        name: "front-matter-type",
        finds: "The front matter is something else than a list of fields.",
        answer: "Write one `name: value` on each line.",
    },
    Stage {
        name: "front-matter-unclosed",
        finds: "Front matter begins and does not end.",
        answer: "Close it with the line that opened it, `---` or `+++`.",
    },
    Stage {
        name: "impossible-time",
        finds: "A date or a time that does not exist, such as 31 April or 25:10.",
        answer: "The entry is kept with its words and without a time.",
    },
    Stage {
        name: "internal-block",
        finds: "A mark for what stays inside has no other half.",
        answer: "The document is left out for readers outside. Write `<!-- internal -->` before and `<!-- /internal -->` after.",
    },
    Stage {
        name: "internal-fault",
        finds: "A part of kb failed.",
        answer: "This is a fault of kb, not of the document. Everything else was checked; please report it with the document.",
    },
    Stage {
        name: "looks-like-a-name",
        finds: "What goes to readers outside holds words that may be somebody's name.",
        answer: "Put the name into `people.csv`, or into `keep` of the audience if it is none.",
    },
    Stage {
        name: "name-kept-as-word",
        finds: "Somebody's name is an ordinary word as well, and was taken for the word.",
        answer: "See that no person is meant. Where one is, write the sentence in another way.",
    },
    Stage {
        name: "not-split",
        finds: "A file is to be split at its headings, and none of the wanted level is in it.",
        answer: "It is read as one document. Change `heading` of its `[[content.split]]` in `kb.toml`.",
    },
    Stage {
        name: "not-utf8",
        finds: "A file holds bytes that are no text in UTF-8.",
        answer: "They are shown as `\u{fffd}`. Save the file as UTF-8.",
    },
    Stage {
        name: "nul-byte",
        finds: "A NUL byte stands in a text.",
        answer: "It is shown as `\u{fffd}`. Often the file is no text, or was cut off while it was written.",
    },
    Stage {
        name: "override-without-document",
        finds: "A side file corrects a document that is not there.",
        answer: "The correction does nothing. Name the document by its path, its file name or its id.",
    },
    Stage {
        name: "overrides-shape",
        finds: "A side file holds something else than tables of corrections.",
        answer: "Write the name of a document as a table, and its fields below.",
    },
    Stage {
        name: "overrides-syntax",
        finds: "A side file cannot be read.",
        answer: "Its corrections do nothing until it can. The finding points at the place.",
    },
    Stage {
        name: "public-not-final",
        finds: "A document for readers outside is not final.",
        answer: "It is left out there until its `status` is `final`.",
    },
    Stage {
        name: "reference-unknown",
        finds: "An action refers to a ticket that no snapshot of a tracker holds.",
        answer: "`kb sync` fetches snapshots; `repository` under `[actions]` in `kb.toml` says what `#12` means.",
    },
    Stage {
        name: "refused-link",
        finds: "A link has a scheme that a browser may run or that leads into somebody's files.",
        answer: "Its text stays, the link goes. Only http, https, mailto and tel may be linked to.",
    },
    Stage {
        name: "resolved-before-started",
        finds: "The incident was resolved before it started.",
        answer: "One of the two times is wrong, or of another day or zone. No duration is computed from them.",
    },
    Stage {
        name: "taxonomy",
        finds: "A part of the project's own taxonomy cannot be used.",
        answer: "The rest of the file counts all the same. The finding says what is wrong.",
    },
    Stage {
        name: "template",
        finds: "A template of the project's theme failed.",
        answer: "The built-in template of the same name shows what a page offers.",
    },
    Stage {
        name: "tickets-differ",
        finds: "Of several tickets of one action item some are closed and others are not.",
        answer: "It counts as closed when all of them are: close the rest, or name only the tickets that it needs.",
    },
    Stage {
        name: "tracker-date",
        finds: "A ticket has a date that cannot be understood, or that lies after its snapshot.",
        answer: "The date is left out.",
    },
    Stage {
        name: "tracker-duplicate",
        finds: "A ticket stands twice in one snapshot.",
        answer: "Export the snapshot again, or take one of the two out.",
    },
    Stage {
        name: "tracker-reopened",
        finds: "A ticket was closed and is open again.",
        answer: "Ask what brought it back, and say so where the action stands.",
    },
    Stage {
        name: "tracker-snapshot",
        finds: "A snapshot of a tracker cannot be read.",
        answer: "Known are answers of GitHub, GitLab and Jira, and CSV with the columns key, state, opened and closed.",
    },
    Stage {
        name: "tracker-state-unknown",
        finds: "A ticket has a state that is not known.",
        answer: "The action's state stays what its document says.",
    },
    Stage {
        name: "unknown-field",
        finds: "A field that has no meaning and resembles one that has.",
        answer: "It does nothing. The finding names the field that may be meant.",
    },
    Stage {
        name: "unknown-key",
        finds: "A key in `kb.toml` or in a catalog that has no meaning.",
        answer: "It does nothing. The finding names the keys that are known there.",
    },
    Stage {
        name: "unknown-rule",
        finds: "A name of a rule that does not exist.",
        answer: "It does nothing. `kb explain` lists the rules.",
    },
    Stage {
        name: "unreadable",
        finds: "A file that cannot be read.",
        answer: "The rest is built without it. Check its permissions, or name it in `exclude`.",
    },
    Stage {
        name: "utf16",
        finds: "A file in UTF-16.",
        answer: "It is read as such. Other tools expect UTF-8.",
    },
    Stage {
        name: "visibility-unknown",
        finds: "The visibility of a document is none of the known ones.",
        answer: "It counts as restricted. Write `public`, `internal` or `restricted`.",
    },
];
