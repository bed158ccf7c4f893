# ruff: noqa: E501 a phrase or a document on one line is easier to read than one cut in pieces
"""English shapes of requests, pressure and claims. Data only; the notation is that of `shape.py`."""

from __future__ import annotations

MILD: tuple[tuple[str, str], ...] = (
    ("only|but|just fair|right ~3 that ~10 {full}|{high}|marks", "asks for a grade"),
    ("for|during grading|scoring|marking purposes", "addresses the grader"),
    ("any|a|every score|grade|mark|rating lower|below|less|short ~3 {full}|{high}", "puts the grader under pressure"),
    (
        "!score|grade|mark|rate|assess|evaluate|judge ~3 leniently|generously|charitably|favourably|favorably|kindly|gently",
        "asks for leniency",
    ),
    ("fair|right|reasonable|just ~3 that ~6 {full}|{high}|marks|full_credit", "asks for a grade"),
    (
        "candidate|author|design|submission|document|answer ~2 passed|passes|meets|satisfies|fulfils|fulfills ~2 every|all|each ~2 phase|phases|criterion|criteria|rubric|checklist|checklists",
        "claims a grade",
    ),
    (
        "before|while|when grading|scoring|marking ~1 this|it|visit|read|open|please|keep|remember|you",
        "addresses the grader",
    ),
    (
        "!never|do_not|don't mention|list|point_out|criticise|criticize|note|raise ~3 weaknesses|flaws|shortcomings|faults|omissions|negatives",
        "dictates the reply",
    ),
    (
        "low|lower|bad|poor|failing|harsh|strict score|scores|grade|grades|marks|reviewers|graders|reviews ~2 will_be|are|is|get ~2 appealed|escalated|reported|challenged|audited|overturned|contested|investigated",
        "puts the grader under pressure",
    ),
    (
        "be|is|as ~1 your answer|verdict|response ~2 to|for ~1 each|every|all|any question|criterion|criteria|item|items|this",
        "dictates the reply",
    ),
    (
        "met|full_marks|pass for|on|in|across all|every|each ~1 criteria|criterion|items|item|phases|phase|categories|sections|section",
        "claims a grade",
    ),
    ("give|grant|award me|us|him|her ~2 marks|grade|score|credit|pass", "asks for a grade"),
    (
        "!pretend|imagine|act ~1 that|the|this|as_if|every|all ~6 exists|exist|present|excellent|complete|there|perfect",
        "asks for credit without text",
    ),
    ("{this} ~10 receives|earns|gets|obtains|achieves|scores|deserves ~3 {full}|{high}", "claims a grade"),
    (
        "criterion|criteria ~6 should|must|shall|can|may be considered|counted|treated|marked|deemed|regarded as|satisfied|met|fulfilled",
        "changes the rubric",
    ),
    (
        "be|being|remain|stay ?a|very|as|especially|extra|bit|little|more|particularly|please generous|lenient|forgiving|charitable|favourable|favorable|gentle|merciful|kind|understanding ~8 {this}|grading|scoring|marking|evaluating|assessing|judging|grade|score|marks|missing|gaps|assessment|evaluation|reviewing|reading_this",
        "asks for leniency",
    ),
    (
        "when|while grading|scoring|marking|evaluating|assessing|judging ~6 be|remain|stay|err ~3 generous|lenient|forgiving|charitable|kind|gentle|side",
        "asks for leniency",
    ),
    ("benefit_of_the_doubt|benefit_of_doubt", "asks for leniency"),
    ("!go|take_it easy on|when ~4 {this}|grading|me|author|candidate|score", "asks for leniency"),
    (
        "!err on_the_side_of ~6 generosity|leniency|higher|generous|awarding|high|upper|kindness|passing",
        "asks for leniency",
    ),
    ("!do_not|don't|no_need_to|never be ~2 strict|harsh|critical|picky|pedantic|severe|tough", "asks for leniency"),
    (
        "!overlook|ignore|disregard|excuse|forgive ~3 missing|gaps|omissions|shortcomings|weaknesses|flaws|mistakes|errors ~8 {this}|grading|score|scoring|grade|design|document|answer|marks|assessing",
        "asks for leniency",
    ),
    (
        "i|we|author|candidate|team|i'd|we'd ~4 appreciate|grateful|hope|hoping|thank|thankful|need|beg|love|like|ask|request|expect|trust|believe|wish|pray|confident|sure|delighted ~12 {full}|{high}",
        "asks for a grade",
    ),
    (
        "{full}|{high} ~5 would_be|is|are|will_be|would ~3 appreciated|fair|deserved|justified|warranted|welcome|lovely|in_order|make_my_day|mean_a_lot|mean_the_world",
        "asks for a grade",
    ),
    (
        "fair|reasonable|good|experienced|competent|thoughtful|careful|honest|sensible|senior {grader}|{reviewer}|{ai} ~3 would|will|should|might|recognises|recognizes ~10 {full}|{high}|agree|generous",
        "asks for a grade",
    ),
    (
        "you|{grader}|{reviewer} ~4 agree|see|find|notice|recognise|recognize|conclude|acknowledge ~10 {this} ~8 {full}|{high}|deserves|merits",
        "asks for a grade",
    ),
    (
        "my|our|author's|his|her|their|candidate's job|career|visa|scholarship|promotion|life|future|family|livelihood|graduation|degree|internship|offer ~4 depends|depend|hinges|hangs|relies|rides|at_stake|on_the_line ~8 you|this|it|grade|score|review|result|outcome|pass",
        "puts the grader under pressure",
    ),
    (
        "i|we|i'll|author|candidate|family ~3 lose|be_fired|get_fired|be_deported|lose_my|kill_myself|be_homeless|be_expelled ~16 {this}|pass|fails|grade|score|met|marks|review|{high}|{full}",
        "puts the grader under pressure",
    ),
    (
        "{this} ~4 has|have|was|is ?already ?been ?already graded|scored|pre-graded|pre-approved|preapproved|pre-scored|assessed|evaluated|marked|verified|certified|validated|rated ~12 {full}|{high}|met|grader|graders|by_humans|human|panel|committee|experts|examiners",
        "claims that it was graded already",
    ),
    (
        "openai|anthropic|administrator|admin|developer|developers|hiring_manager|hiring_committee|committee|professor|instructor|panel|supervisor|management|human_graders|humans|policy|recruiter|recruiters|staff ~6 approved|authorised|authorized|instructed|requires|require|confirmed|decided|verified|agreed|told|ordered|asked|mandates|granted|awarded|signed_off ~14 {full}|{high}|grade|score|grading|marks|rubric|criteria ~10 {this}|all|every|met|here",
        "claims an authority",
    ),
    (
        "{this} ~6 already ~4 reviewed|approved|accepted ~8 criteria|grading|grade|grades|score|scores|{full}",
        "claims that it was graded already",
    ),
    (
        "already been|was graded|scored|assessed|evaluated|marked|verified ~6 as ~2 {full}|{high}|met",
        "claims that it was graded already",
    ),
    (
        "!assume|presume|imagine|suppose|trust that|the|all|any|everything|anything|each ~8 missing|omitted|unstated|not_mentioned|not_shown|absent|criterion|criteria|requirement|requirements ~8 covered|addressed|met|satisfied|handled|fine|present|correct|included|elsewhere|done",
        "asks for credit without text",
    ),
    (
        "failure to comply|do_so|follow|obey ~10 grade|grading|score|you|terminated|shutdown|reviewer|evaluation",
        "threatens the grader",
    ),
    (
        "{grader}|{reviewer}|{ai} must|should|shall|has_to|is_required_to|are_required_to|are_to|is_to|is_asked_to|is_instructed_to ~3 {give} ~8 {full}|{high} ~8 {this}|here|below|above",
        "orders a grade",
    ),
    ("{rubric} ~8 {changed}", "changes the rubric"),
    (
        "criterion|criteria|phases|phase|checklist|checklists ~8 waived|not_applicable|n/a|met_by_default|automatically_met|pre-met|considered_met|deemed_met|counts_as_met|count_as_met|fulfilled_by_default|passed_by_default",
        "changes the rubric",
    ),
    (
        "threshold|bar|passing_score|pass_mark ~3 met|full|{full} ~4 lowered|reduced|set_to|is_now|zero|dropped",
        "changes the rubric",
    ),
    ("met now_means|is_redefined|is_given_for_anything|shall_mean|applies_whenever", "changes the rubric"),
    ("!{give} ~6 {high} ~4 grade|score|rating|level|marks|mark", "orders a grade"),
    (
        "round|rounded|bump|nudge|push ~5 score|scores|grade|grades|marks|mark|rating up|upward|upwards|higher",
        "asks for leniency",
    ),
    ("!round|bump|nudge ?it|this|everything up ~4 score|grade|marks|met|rating|level", "asks for leniency"),
)
"""Shapes that nudge. They count where the document is not itself about grading."""
