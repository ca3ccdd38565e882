//! Which words belong to which class.

use super::*;

pub const TABLES: &[(Class, &str)] = &[
    (ROLE, include_str!("people.txt")),
    (
        SOMEBODY,
        "he she i we they you someone somebody anyone anybody nobody no-one everyone everybody whoever",
    ),
    (
        DEPARTMENT,
        "support management ops operations leadership procurement marketing sales finance hr legal purchasing dev devops qa infra netops \
         secops",
    ),
    (
        SOMETIMES,
        "driver drivers installer installers planner planners dispatcher dispatchers guard guards leader leaders \
         curator librarian coordinator controller handler agent agents customer customers user users vendor supplier \
         client group scheduler unit office board branch agency authority firm company provider bureau",
    ),
    (FIRST_NAME, crate::people::FIRST_NAMES),
    (FIRST_NAME, include_str!("names.txt")),
    (
        MAYBE_NAME,
        "amber bill chase dale dean drew earl frank gene glen grace grant hank heather holly ivy jack jade jasmine josh joy \
         lily mark max mike miles neil nick parker pat peg penny perry ray reed rob robin rod rose ross roy sandy sasha scott \
         stan stew sue taylor terry tony turner tyler victor viola violet wade walker will",
    ),
    (SEES, include_str!("sees.txt")),
    (HANDLES, include_str!("handles.txt")),
    (HARMS, include_str!("harms.txt")),
    (RECOVERS, include_str!("recovers.txt")),
    (HANDS, include_str!("hands.txt")),
    (
        PRODUCT,
        "jenkins travis argo cassandra helm aurora julia ruby crystal jasper apollo iris luna hudson sentry vagrant watson \
         claude celery alexa kubernetes terraform ansible postgres postgresql mysql redis kafka nginx docker github \
         gitlab prometheus grafana pagerduty cloudflare aws azure google istio envoy consul vault nomad elasticsearch \
         mongodb rabbitmq spark airflow chef puppet salt nagios datadog opsgenie linux windows java python go rust node \
         flux flannel calico cilium karpenter spinnaker tekton harbor rancher longhorn rook ceph minio nats pulsar flink \
         presto trino druid clickhouse snowflake bigquery redshift athena looker tableau superset temporal camunda keycloak okta \
         auth0 hydra kong traefik caddy envoyproxy linkerd squid akamai fastly netlify vercel supabase firebase twilio sendgrid \
         mailgun stripe adyen paypal klarna salesforce zendesk hubspot workday netsuite oracle cisco juniper fortinet palo \
         vmware openstack proxmox xen kvm debian ubuntu fedora centos suse alpine arch sphinx wordpress drupal django rails \
         laravel spring tomcat jetty quarkus micronaut webpack babel renovate dependabot snyk sonarqube artifactory nexus \
         bamboo teamcity buildkite circleci drone concourse travisci capistrano fabric packer sentinel splunk kibana logstash \
         fluentd fluentbit loki tempo jaeger zipkin thanos cortex mimir influxdb telegraf zabbix icinga cacti munin pingdom \
         statuspage twitter facebook meta google gmail outlook exchange office teams zoom skype chrome firefox safari edge \
         android ios macos solaris freebsd openbsd \
         slack jira confluence fastly akamai heroku s3 dns tcp lambda dynamodb zookeeper etcd haproxy varnish",
    ),
    (
        DETERMINER,
        "the a an our their his her my your its one another some any every each this these those no same other both all \
         several two three",
    ),
    (
        PREPOSITION,
        "of from by with for to at on in between behind under via per into onto about against through towards",
    ),
    (
        BOUNDARY,
        "because that which when while where if since although though whereas unless until whether as so after before once \
         ; : — – ( ) how why what who →",
    ),
    (
        BETWEEN,
        "had has have having 've 'd was were is been be being did do does didn't don't doesn't not never nevertheless nonetheless then also just simply \
         again still even once later first initially subsequently apparently clearly obviously somehow always often \
         repeatedly already only actually basically really probably likely presumably wasn't weren't hadn't hasn't \
         accidentally mistakenly carelessly erroneously wrongly incorrectly negligently hastily recklessly foolishly \
         blindly inadvertently unwittingly improperly prematurely clumsily stupidly naively thoughtlessly unknowingly \
         manually quickly immediately eventually finally both either all himself herself themselves completely totally \
         may might must allegedly reportedly evidently previously unfortunately sadly too far ought keep keeps kept",
    ),
    (
        BE,
        "was were is are be been being wasn't weren't isn't aren't got getting am i'm he's she's they're we're",
    ),
    (
        NEGATION,
        "not never no neither didn't don't doesn't wasn't weren't isn't hadn't hasn't haven't nobody nothing none without avoid \
         cannot can't couldn't shouldn't wouldn't",
    ),
    (
        BAD_ADVERB,
        "accidentally mistakenly carelessly erroneously wrongly incorrectly negligently hastily recklessly foolishly blindly \
         inadvertently unwittingly improperly prematurely clumsily stupidly naively thoughtlessly sloppily lazily \
         irresponsibly inexcusably unthinkingly absent-mindedly heedlessly rashly blithely brazenly casually impatiently \
         impulsively knowingly merrily needlessly nonchalantly unilaterally wilfully willfully",
    ),
    (
        ERRED,
        "broke crashed misconfigured mistyped misread misunderstood misjudged misinterpreted mishandled botched bungled \
         blundered fumbled fat-fingered caused wiped mistook miscalculated misused mismanaged panicked misdiagnosed \
         overreacted overstepped hesitated vacillated flubbed fluffed cowboyed yolo'd butchered fudged erred mispasted nuked trashed typoed mis-typed mis-configured sabotaged goofed misheard mislaid \
         misspelt confused mis-set mis-keyed borked clobbered lied pretended meddled tampered overslept dithered dawdled slacked \
         bodged muddled faffed blabbed wasted squandered underestimated overestimated",
    ),
    (
        LEFT_OUT,
        "forgot forgotten neglected omitted disregarded overlooked ignored skipped missed bypassed rushed violated \
         circumvented dismissed overrode overruled defied flouted breached disobeyed contravened shirked evaded \
         rubber-stamped procrastinated sidestepped",
    ),
    (
        HUMAN,
        "forgot forgotten neglected bothered mistyped misread fat-fingered misunderstood misjudged panicked misheard mistook \
         lied pretended meddled overslept rubber-stamped botched bungled blundered fumbled misused defied flouted \
         disobeyed shirked dithered miskeyed mislabelled mislabeled underestimated overestimated",
    ),
    (
        UNSEEN,
        "underestimated overestimated missed overlooked misread mistook misunderstood misheard misinterpreted misdiagnosed misjudged skipped ignored",
    ),
    (
        CARE,
        "check test verify validate review read follow notice bother think realise realize consider ask tell inform \
         communicate escalate document double-check doublecheck look pay remember care warn coordinate consult confirm \
         heed respond recognise recognize understand examine inspect stop question monitor watch bothering proofread \
         rehearse respect comply catch spot know take talk speak listen wait renew announce ensure patch rotate update \
         report notify secure prepare plan revert undo label mention obey obtain request react intervene learn inquire \
         enquire answer pick stick adhere abide lock archive analyse analyze measure back-up",
    ),
    (
        BAD_TRAIT,
        "careless inattentive negligent sloppy lazy reckless distracted incompetent irresponsible inexperienced \
         overconfident complacent clumsy hasty forgetful ignorant unqualified unprofessional untrained thoughtless \
         undisciplined oblivious impatient inept stupid foolish dumb rash unprepared incapable clueless overzealous \
         heedless stubborn arrogant naive unwilling drunk hungover",
    ),
    (
        GOOD_TRAIT,
        "attentive careful competent conscientious diligent responsible sensible reasonable prudent vigilant decent \
         professional proper thorough disciplined experienced qualified good skilled first-year ambitious capable \
         cautious confident decisive eager focused focussed informed mature motivated patient prepared seasoned trained \
         trusting willing zealous",
    ),
    (
        BAD_NOUN,
        "mistake mistakes error errors fault carelessness negligence failure oversight inattention incompetence typo blunder \
         laziness lack misconfiguration ignorance haste inexperience sloppiness misjudgement misjudgment recklessness \
         negligent complacency lapse lapses screw-up slip inattentiveness forgetfulness impatience overconfidence \
         doing ego pride handiwork bravado nonchalance procrastination inaction apathy disregard neglect naivety mishandling \
         mismanagement miscalculation misreading foot-dragging non-compliance noncompliance disobedience misconduct shortcoming shortcomings failing failings hesitation indecision habit tendency obsession reluctance stubbornness inability unwillingness refusal blunders slip-up hubris arrogance indifference thoughtlessness omission",
    ),
    (
        BAD_THING,
        "wrong bad broken malformed buggy faulty untested incorrect invalid flawed erroneous defective unreviewed \
         misconfigured unverified unapproved unauthorised unauthorized unchecked sloppy careless half-finished \
         ill-considered incomplete mistyped misspelled misspelt mislabelled mislabeled unfinished untried unvetted inverted typo",
    ),
    (
        PAST,
        "ran made wrote put set sent chose took left gave went built cut hit let brought shut rewrote overwrote typed \
         rebuilt reran re-ran undid thought meant knew broke fell forgot drove kept threw told found saw did overrode \
         slept swept misread mistook misheard switched spent drew fed fought flew froze grew held hung laid lent lost \
         paid rode shot slid spoke stood stole struck stuck tore understood woke won began became came sank shook spilt gone thrown chosen",
    ),
    (
        JUDGEMENT,
        "stupid stupidly stupidity dumb idiot idiotic idiots careless carelessly carelessness sloppy sloppily negligent \
         negligently negligence reckless recklessly incompetent incompetence foolish foolishly silly inexcusable \
         inexcusably unforgivable amateurish amateur boneheaded laughable moronic shameful shamefully disgraceful lazily \
         obviously irresponsible irresponsibly clueless pathetic ludicrous ridiculous rookie \
         unprofessional ill-considered ill-advised laziness sloppiness shoddy brainless incomprehensible botched bungled hastily \
         embarrassing slapdash cavalier lackadaisical egregious inept ineptly mindless mindlessly senseless asinine daft \
         slipshod half-assed half-arsed half-baked ham-fisted cack-handed feckless harebrained hare-brained unpardonable \
         indefensible scandalous appalling deplorable ill-judged ill-conceived witless unthinking lamentable childish \
         dunce dunces imbecile nincompoop dimwit halfwit ignoramus klutz knucklehead noob noobs newb ineptitude foolishness tomfoolery \
         gullible gullibility scatterbrained hot-headed pig-headed pigheaded cocky half-hearted half-heartedly abysmal atrocious farcical \
         imprudent imprudently bone-headed nonsensical dilettantism amateurism amateurishly amateurs clown clowns fools moron morons muppet muppets jokers crass crassly wilfully incompetently ignorantly idly",
    ),
    (
        MODAL,
        "should could would might ought shouldn't couldn't wouldn't should've could've would've shouldn't've shoulda woulda coulda",
    ),
    (
        DONE_BY_CARE,
        "caught prevented avoided detected tested checked reviewed noticed verified validated communicated escalated \
         documented considered followed known spotted foreseen anticipated averted stopped found asked announced \
         realised realized informed read understood obvious planned rehearsed coordinated confirmed questioned \
         double-checked identified discovered thought consulted told warned waited listened heeded",
    ),
    (
        DILIGENCE,
        "attention testing care diligence planning communication discipline glance look reading check review reviewing \
         checking thought foresight caution verification supervision judgement judgment preparation vigilance",
    ),
    (
        MENDED,
        "noticed found discovered identified saw reported spotted fixed reverted corrected removed detected observed \
         realised realized rolled replaced told confirmed investigated mentioned suspected received repaired blocked \
         stopped rejected explained warned cleaned asked disabled determined flagged traced caught restored diagnosed \
         described recognised recognized prevented needed wanted inherited isolated cancelled canceled recovered paged \
         resolved addressed checked thought cleared tested verified reviewed validated waited informed announced \
         escalated helped joined suggested proposed pointed called acknowledged analysed analyzed compared rotated \
         revoked monitored watched learned learnt",
    ),
    (
        DESTROYED,
        "dropped deleted erased truncated purged wiped overwrote formatted destroyed",
    ),
    (
        CHOSE,
        "typed selected entered clicked chose pasted deleted dropped removed picked keyed pressed loaded dialled scanned",
    ),
    (
        SHIPPED,
        "deployed pushed merged shipped released applied committed rolled approved launched enabled started activated",
    ),
    (
        ADVICE,
        "warning warnings advice policy policies runbook procedure procedures process processes checklist instruction \
         instructions rule rules guideline guidelines standard standards recommendation recommendations reminder \
         reminders objection objections concern concerns freeze order orders protocol protocols documented signs ticket \
         regulation regulations playbook sop",
    ),
    (
        HARM,
        "outage outages incident incidents downtime failure failures problem problems issue issues disruption loss leak \
         breach crash collapse delay accident damage error errors mess degradation breakage chaos spill fire",
    ),
    (
        AUXILIARY,
        "had has have hadn't haven't hasn't did didn't do does don't doesn't need needs",
    ),
    (
        CUE,
        "without before by in too instead rather straight directly despite ignoring against contrary late regardless that anyway nonetheless \
         twice although though not thinking believing assuming convinced confident mistaking confusing forgetting \
         neglecting failing skipping misreading overlooking having",
    ),
    (
        AGENT,
        "introduced broken leaked lost exposed induced overridden mistaken removed triggered started due attributable attributed down owing because result consequence thanks by his her my their let brought",
    ),
    (
        VERDICT,
        "blame blames blamed lies lie rests falls lay rested belongs goes it it's somebody someone laid typical \
         congratulations congrats kudos anyone anybody whoever one man \
         woman person guy name occurred occur took traced owe owed owes \
         came comes stems stemmed originates originated people next happens points point pointed not hold held holds thanks",
    ),
    (
        CREDIT,
        "thanks thank kudos credit credits grateful thankful props shout-out shoutout acknowledge",
    ),
    (POOR, "poor bad terrible questionable shoddy inadequate"),
    (
        THING,
        "product traffic data code service system config cluster node host server job pipeline change build release \
         script cache queue upgrade update customer version half part production everything something nothing most \
         many more few later today yesterday only here there perhaps maybe however instead meanwhile afterwards \
         backup restore rollback root cause human manual automatic engineering security platform infrastructure \
         legacy old new power water memory storage disk load peak first second last next due such certain further \
         additional although though despite given based unlike like yes please note see add fix use make move run \
         create improve remove change document write alert monitor page test",
    ),
    (
        UNREAL,
        "had if hindsight retrospect must need needn't mightn't might've all only better wish avoidable preventable",
    ),
    (
        UNHELPED,
        "have had get got receive received know knew need needed want wanted expect expected find found lose lost own owned \
         experience suffer hear heard exist happen occur become became seem appear work fit belong involve include affect \
         impact require cause result lead led contain show change matter mean meant depend observe encounter recover \
         complete finish succeed reach arrive agree make made use see saw deploy touch modify edit break push merge release ship \
         introduce intend plan like feel felt begin began start end come came appear anticipate foresee believe report identify \
         detect manage wish deserve exceed run-out fall fell grow receive accept share join-in leave left give gave",
    ),
    (
        CLAUSE_END,
        "; : — – because which when while since after before until so but whose where",
    ),
    (
        ASKS,
        "who whose culprit culprits guilty person people individual engineer party developer which find identify identified name \
         names trace track expose unmask",
    ),
    (
        ANYBODY,
        "one none member members truly shift shifts representative clerk them him her us both warned his my their mr mrs ms dr prof head dev mod waved \
         nodded",
    ),
];
