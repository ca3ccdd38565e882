//! What the words in a table's head say of the columns below them.

use super::Columns;
use crate::extract::headings::words;
use crate::parse::Inline;

impl Columns {
    /// Reads a head.
    pub(super) fn named(head: &[Inline]) -> Self {
        let mut columns = Self::default();
        for (index, cell) in head.iter().enumerate() {
            let words = words(&cell.text);
            let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
            let slot = if has(&[
                "owner",
                "owners",
                "assignee",
                "assigned",
                "responsible",
                "dri",
                "who",
                "lead",
                "poc",
                "person",
                "addressee",
                "accountable",
                "ansvarlig",
                "eier",
                "eigenaar",
                "verantwoordelijke",
                "verantwoordelijk",
                "wie",
                "wer",
                "qui",
                "hvem",
                "vem",
                "responsável",
                "verantwortlich",
                "zuständig",
                "responsable",
                "assignees",
                "responsables",
                "porteur",
                "pilote",
                "responsabile",
                "odpowiedzialny",
                "ответственный",
                "исполнитель",
                "ansvarig",
                "担当",
                "担当者",
                "负责人",
                "责任人",
                "담당자",
            ]) {
                &mut columns.owner
            } else if has(&["team"]) {
                &mut columns.team
            } else if has(&[
                "due",
                "deadline",
                "target",
                "eta",
                "when",
                "by",
                "until",
                "bis",
                "expected",
                "frist",
                "termin",
                "gereed",
                "wanneer",
                "wann",
                "når",
                "när",
                "échéance",
                "plazo",
                "fecha",
                "prazo",
                "delai",
                "délai",
                "scadenza",
                "срок",
                "дедлайн",
                "期限",
                "期日",
                "截止",
                "截止日期",
                "完成时间",
                "기한",
            ]) || words.join(" ") == "date"
                || has(&["completion"])
            {
                &mut columns.due
            } else if has(&["opened", "created"]) {
                &mut columns.opened
            } else if has(&["closed", "completed"]) {
                &mut columns.closed
            } else if has(&[
                "status",
                "state",
                "done",
                "progress",
                "resolved",
                "estado",
                "statut",
                "état",
                "stand",
                "tilstand",
                "voortgang",
                "situação",
                "situación",
                "stato",
                "stan",
                "статус",
                "状態",
                "ステータス",
                "状态",
                "진행",
                "상태",
            ]) {
                &mut columns.state
            } else if has(&["priority", "prio", "severity", "urgency"]) {
                &mut columns.priority
            } else if has(&["type", "kind", "category", "class"]) {
                &mut columns.kind
            } else if has(&[
                "bug",
                "ticket",
                "tickets",
                "tracker",
                "tracking",
                "issue",
                "issues",
                "jira",
                "link",
                "links",
                "reference",
                "ref",
                "pr",
                "url",
                "github",
            ]) || words.join(" ") == "key"
            {
                &mut columns.refs
            } else if has(&["size", "effort", "estimate", "points"]) {
                &mut columns.size
            } else if has(&["acceptance", "criteria", "outcome"]) {
                &mut columns.acceptance
            } else if has(&["initiative", "epic", "project"]) {
                &mut columns.initiative
            } else if has(&[
                "factor",
                "factors",
                "cause",
                "causes",
                "condition",
                "addresses",
                "answers",
            ]) {
                &mut columns.factor
            } else if has(&[
                "action",
                "actions",
                "item",
                "items",
                "task",
                "tasks",
                "todo",
                "what",
                "description",
                "measure",
                "recommendation",
                "remediation",
                "step",
                "improvement",
                "followup",
                "follow",
                "tiltak",
                "actie",
                "acties",
                "maatregel",
                "maatregelen",
                "wat",
                "hva",
                "acción",
                "ação",
                "maßnahme",
                "maßnahmen",
                "azione",
                "azioni",
                "acciones",
                "ações",
                "mesure",
                "åtgärd",
                "handling",
                "działanie",
                "действие",
                "мера",
                "задача",
                "対策",
                "対応",
                "アクション",
                "措施",
                "改进措施",
                "行动项",
                "任务",
                "조치",
                "title",
                "summary",
                "fix",
                "fixes",
                "remedy",
                "countermeasure",
                "correction",
                "mitigation",
                "prevention",
                "safeguard",
            ]) {
                if columns.action.is_some() && has(&["description", "summary"]) {
                    continue;
                }
                &mut columns.action
            } else if has(&[
                "reason",
                "why",
                "rationale",
                "notes",
                "note",
                "comment",
                "comments",
            ]) {
                &mut columns.reason
            } else if has(&["id", "no", "number"]) || cell.text.trim() == "#" {
                &mut columns.id
            } else {
                continue;
            };
            slot.get_or_insert(index);
        }
        columns
    }
}
