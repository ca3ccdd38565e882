//! Rows of words that judge, each with how many of them a finding marks.

use crate::check::phrases::Phrase;

pub const JUDGEMENTS: &[(Phrase, usize)] = &[
    (
        &[
            "simply|just|clearly|of-course",
            "should|needed|forgot|failed|ignored",
        ],
        2,
    ),
    (
        &["should|could", "simply|just|clearly|obviously", "have|know"],
        2,
    ),
    (&["should", "simply|just|clearly|obviously", "be"], 2),
    (&["should|ought", "know|have", "better"], 3),
    (&["should", "have", "known", "better"], 4),
    (&["should|ought", "to|have", "know|known", "better"], 4),
    (&["knew|knows", "better"], 2),
    (&["common", "sense"], 2),
    (&["no", "excuse"], 2),
    (
        &[
            "basic|elementary|simple|silly|rookie|beginner's|beginner|childish|trivial|avoidable|glaring|unnecessary|needless|classic|\
            obvious|huge|terrible|inexcusable|costly",
            "mistake|mistakes|blunder|oversight|slip",
        ],
        2,
    ),
    (
        &[
            "poor|bad|terrible|awful|shoddy|dreadful",
            "judgement|judgment|decision-making|decision|decisions|choices|planning|workmanship|engineering|craftsmanship|practice|preparation",
        ],
        2,
    ),
    (&["anyone|anybody|everyone|everybody", "knows|should"], 2),
    (
        &[
            "anyone|anybody|everyone|everybody",
            "could|would",
            "have|see|know|tell|spot|notice",
        ],
        3,
    ),
    (&["who|why", "on", "earth"], 3),
    (&["do|did|done|doing", "our|his|her|their", "homework"], 3),
    (
        &[
            "one|you|we",
            "would|might|should|could",
            "expect",
            "a|an|any|somebody|someone|our|the",
        ],
        3,
    ),
    (&["one", "would", "think|hope|assume"], 3),
    (&["you", "simply|just", "don't|do|can't|cannot|never"], 3),
    (&["explain", "why", "you|he|she|they"], 3),
    (&["please", "explain"], 2),
    (&["no", "explanation|justification", "for"], 2),
    (
        &[
            "badly|poorly|terribly|miserably",
            "planned|executed|prepared|written|coded|thought|engineered|designed|implemented|managed|handled",
        ],
        2,
    ),
    (&["not|didn't", "do", "his|her|their", "job|jobs|duty"], 4),
    (
        &[
            "how",
            "can|could",
            "a|an|any|the|he|she",
            "senior|junior|experienced|trained|engineer|developer|operator|person|possibly|not",
        ],
        3,
    ),
    (&["surely", "a|an|the|any|he|she|somebody|someone"], 2),
    (&["was|is", "a", "joke|farce|shambles"], 3),
    (&["was", "a", "mistake", "to|not"], 3),
    (
        &[
            "any",
            "competent|reasonable|decent|sane|good|experienced",
            "engineer|developer|operator|person|admin|team",
        ],
        3,
    ),
    (&["as", "anyone|everybody|everyone", "knows|could|can"], 3),
    (&["what", "were|was", "they|you|we|he|she", "thinking"], 4),
    (
        &[
            "brilliant|great|genius|clever|wonderful|fantastic|bright",
            "idea|plan",
            "to|of",
        ],
        2,
    ),
    (&["in", "his|her|their", "infinite|great", "wisdom"], 4),
    (&["surprise", "surprise"], 2),
    (&["surprise", ",", "surprise"], 3),
    (
        &[
            "hard|difficult|impossible",
            "to",
            "believe|understand|imagine|fathom|comprehend",
            "that|how|why",
        ],
        3,
    ),
    (&["plain|clear|obvious", "to", "see"], 3),
    (&["plain", "as", "day"], 3),
    (
        &[
            "was|is",
            "reckless|irresponsible|careless|foolish|negligent|naive|unwise|sloppy|lazy|stupid",
            "to|of",
        ],
        2,
    ),
    (&["what", "a", "surprise"], 3),
    (&["beyond", "me", "why|how|that"], 2),
    (
        &[
            "clearly|evidently|plainly",
            "nobody|no-one|someone|somebody|he|she",
        ],
        2,
    ),
    (&["clearly|evidently|plainly", "no", "one"], 3),
    (
        &["nobody|no-one", "was", "thinking|listening|paying|awake"],
        3,
    ),
    (&["no", "one", "was", "thinking|listening|paying|awake"], 4),
    (&["what|how", "on", "earth"], 3),
    (&["for", "heaven's|god's|goodness", "sake"], 3),
    (&["ashamed"], 1),
    (&["a", "disgrace"], 2),
    (
        &["asleep", "at", "the", "wheel|switch|desk|helm|controls"],
        4,
    ),
    (
        &[
            "no",
            "sane|sensible|serious|competent|self-respecting|decent|reasonable|responsible",
            "engineer|developer|operator|person|admin|team|professional|administrator",
        ],
        3,
    ),
    (&["rocket", "science"], 2),
    (
        &[
            "even|any|every",
            "a|child|beginner|junior|novice|student|fool|schoolboy",
            "child|beginner|novice|toddler|monkey|student|could|would|knows|can",
        ],
        3,
    ),
    (
        &[
            "gross|wilful|willful|criminal|sheer|pure|utter|plain|blatant|downright|outright",
            "negligence|carelessness|stupidity|incompetence|ignorance|laziness|recklessness|disregard|sloppiness|folly|\
            thoughtlessness|indifference|arrogance",
        ],
        2,
    ),
    (
        &[
            "cowboy",
            "engineering|deploy|deployment|coding|coders|attitude|behaviour|behavior",
        ],
        2,
    ),
    (&["had|has|have", "only", "himself|herself|themselves"], 3),
    (&["is", "inexplicable", "why|how|that"], 2),
    (&["who", "would", "have", "thought|guessed"], 4),
    (&["too", "much", "to", "ask"], 4),
    (&["in", "haste"], 2),
    (&["in", "a", "hurry|rush"], 3),
    (
        &[
            "as|like",
            "he|she|they",
            "always|usually|so",
            "does|do|did|often",
        ],
        4,
    ),
    (&["how", "could|can", "anyone|anybody|someone"], 3),
    (
        &[
            "lazy",
            "engineer|developer|operator|person|admin|team|attitude|mistake|shortcut",
        ],
        2,
    ),
];

/// What is done to people instead of to the conditions.
pub const DISCIPLINE: &[(Phrase, usize)] = &[
    (&["disciplinary"], 1),
    (&["been|was|were|be|got", "spoken|talked", "to|with"], 3),
    (
        &[
            "been|was|were|be|got",
            "reprimanded|admonished|rebuked|scolded|chastised|sacked|disciplined|punished|sanctioned|lectured",
        ],
        2,
    ),
    (
        &[
            "will|must|should|to|shall|please",
            "be",
            "more|extra|very|much",
            "careful|attentive|diligent|vigilant|cautious|thorough|disciplined|more",
        ],
        4,
    ),
    (&["be", "more", "careful|attentive|diligent|vigilant"], 3),
    (&["pay|pays|paying", "more|closer|better", "attention"], 3),
    (&["written|verbal|official|formal", "warning|reprimand"], 2),
    (
        &[
            "lost|lose|loses",
            "his|her|their",
            "access|job|rights|permissions|position|badge",
        ],
        3,
    ),
    (&["are|were|is|was|be", "reminded", "to|that|of"], 3),
    (&["face|faces|facing", "consequences"], 2),
    (&["consequences", "for", "him|her|them|those|whoever"], 3),
    (&["hold|held|holding", "accountable"], 2),
    (&["be", "held", "responsible|accountable"], 3),
    (&["made|make", "an", "example", "of"], 4),
    (
        &[
            "we|i",
            "expect",
            "our|all|every|each",
            "engineers|engineer|staff|developers|developer|colleagues|people|operators|admins|employees|team|teams|member|members",
        ],
        4,
    ),
    (&["learn|learned|learnt", "his|her|their", "lesson"], 3),
];
