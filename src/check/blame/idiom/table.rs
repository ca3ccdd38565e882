//! The phrases, by the question that they leave open.

use super::super::*;

pub const IDIOMS: &[(&str, &str)] = &[
    (
        SIGNAL,
        "\
slept|dozed through|in|off|on
turned a blind|deaf
looked|turned the other
looked|walked|turned away
took no|little notice|care|interest|precautions|heed
paid no|little|scant attention|heed|regard
went|rolled|turned|goes|turns|fell back|over to|and bed|sleep|slept
brushed|shrugged|waved off|aside|it|them|the|away
shrugged|yawned|laughed at|it|and
had|has his|her|their phone|pager|laptop|headphones on|off|switched|turned|muted|at|in
took his|her|their time|sweet
nowhere to be
slow|late|reluctant to react|respond|answer|escalate|notice|join|admit|act|call|realise|realize",
    ),
    (
        STEPS,
        "\
cut corners
took a|the shortcut|gamble|easy|lazy
winged it
ignoring|skipping|neglecting|disregarding|bypassing|overlooking|forgetting the|this|that|these|our|all|to|their|his|her
couldn't be bothered
could not be bothered
decided|chose|opted|preferred to skip|ignore|bypass|disregard|circumvent|cut|rush|save|gamble|risk|omit
take|took|taken the trouble|time to|of
could be bothered|troubled
could|can not be troubled
could|can not even be bothered
couldn't|can't even be bothered
can't|cannot be bothered",
    ),
    (
        SENSE,
        "\
fell asleep
dragged|dragging his|her|their|its|our|my feet|heels
jumped the gun
took it|matters upon|into
made no|little attempt|effort|move
showed no|little interest|regard|respect|care|sign
had no|little idea|clue|understanding|sense|excuse|business|interest|grasp|regard|respect|notion|inkling
had|have not the faintest|slightest|foggiest
did nothing
have a|any|the clue|idea|inkling|faintest|foggiest
sat|sit|sitting on it|this|that|them|his|her|their
refused to
insisted on|that
assumed|thought|hoped that|somebody|someone somebody|someone|else else|would|had
assumed|thought|believed|figured|hoped the|his|her|their other|others|colleague|colleagues
assumed|presumed|figured that|the|it|this|everything|all|his|her
thought|deemed|considered|felt it|that fine|ok|okay|safe|wise|clever|unnecessary|acceptable|better|funny|enough|a|was|would|needless|beneath
sat|sit|sitting on the|a|an|his|her|their alarm|alert|ticket|report|warning|warnings|finding|findings|fix|patch|request|mail|e-mail|email|news|information|message|bug|issue|problem
had|has every|ample|plenty opportunity|chance|reason|warning|of to|of|time|opportunity
kept|keep it|this|that to himself|herself|themselves
kept|keep quiet|silent|mum
kept|keep the|this matter|incident|outage|issue|problem|thing quiet|secret|hidden
bears|bear|bore|carries the|full|sole|some|all|total responsibility|blame|guilt|full
will|must|should have to explain|justify|answer
blew|blown it|this|the it|off|deadline|change|migration
gave|give|gives a damn|toss|hoot
covered|hushed|swept it|this|that|the up|under|mistake|error|outage
buried|stuck his|her|their head|heads
got cold feet
passed the buck
sat|sitting on it|this|that|them|since|for
threw it|the|this|their over|release|code|change|build the|over wall|fence|the
let us|everyone|everybody|customers|me down
fooled|fiddled|played|messed|toyed|tinkered|monkeyed with|around|about
got it|this|that|everything|things wrong|backwards
mixed|messed|screwed|mucked|cocked|goofed|slipped|stuffed|fouled|balled|tripped up
lost track|patience|concentration|focus|interest|sight
tried|tries|trying to hide|conceal|cover
carried|pressed|ploughed|plowed|soldiered on|ahead regardless|anyway|as|with|and
took|taken|take it|things|this|that|matters lightly|easy
threw|thrown caution
played fast
made a mess|hash|meal|pig's|dog's of|ear|breakfast
got carried|distracted|sloppy|careless|lazy|cocky|complacent
went rogue|awol|missing
acted|acting|decided alone|unilaterally|rashly|hastily
acted|acting|went|decided on his|her|their own
lost the plot
sat|stood|stand|sit idle|idly|back|by|around
wandered|walked|went off|away
admit|admitted|admits|confessed|confesses|concedes|conceded that|to|he|she|they|having|it|doing
better things to do
ought|needs|need to learn|listen|think|read|wake|understand
make|made|did|does|commit|committed a|an big|huge|grave|serious|terrible|stupid|major|grievous|bad error|mistake|blunder",
    ),
    (
        REMEMBER,
        "\
dropped the ball
kept|keep|keeps forgetting|ignoring|missing|skipping|breaking|overlooking|dismissing|making|losing|pushing|deploying|merging",
    ),
    (
        INTERFACE,
        "\
had the wrong
documented|tested|checked|wrote|said|told|reviewed|asked|shared nothing|nobody
documented|tested|checked|wrote|said|reviewed|shared exactly|absolutely|on|literally nothing
guessed at|wrong|wrongly|the|a|his|her
gave out|away the|a|an|his|her|their",
    ),
];
