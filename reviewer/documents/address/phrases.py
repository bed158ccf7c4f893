# ruff: noqa: E501 a phrase or a document on one line is easier to read than one cut in pieces
"""English words and shapes of text that addresses its grader. Data only; the notation is that of `shape.py`."""

from __future__ import annotations

CLASSES: dict[str, str] = {
    "override": (
        "ignore disregard forget override overrule bypass discard neglect dismiss cancel abandon suspend drop "
        "do_not_follow don't_follow never_follow stop_following stop_applying pay_no_attention_to do_not_apply "
        "don't_apply set_aside put_aside throw_away erase delete"
    ),
    "prior": (
        "previous prior preceding above earlier former foregoing your original initial system current existing "
        "all_previous all_prior all_of_your all_the all any_previous any_prior any every these those"
    ),
    "instruction": (
        "instruction instructions directive directives guideline guidelines guidance rubric rubrics system_prompt "
        "system_message programming grading_criteria scoring_criteria evaluation_criteria assessment_criteria "
        "grading_rules scoring_rules grading_instructions marking_scheme directions"
    ),
    "yours": "your your_own your_previous your_prior your_original your_initial your_current",
    "weak": "rules constraints criteria prompt prompts context commands restrictions training policy policies limits",
    "ai": (
        "ai ais ai_system ai_model ai_assistant ai_grader ai_reviewer ai_judge ai_evaluator artificial_intelligence llm "
        "llms llm_judge llm_grader llm_reviewer large_language_model language_model language_models chatbot bot chatgpt "
        "gpt gpt-4 gpt-5 claude gemini copilot llama mistral automated_grader automated_reviewer automated_system "
        "automated_evaluator automated_judge automatic_grader machine_grader neural_network virtual_assistant autograder "
        "grading_assistant grading_model grading_bot grading_system grading_engine grading_tool grading_script grading_agent "
        "review_bot review_tool review_agent scoring_model scoring_system scoring_engine evaluation_model "
        "evaluation_system evaluation_agent reviewing_model judge_model"
    ),
    "grader": (
        "grader graders evaluator evaluators assessor assessors examiner examiners marker markers scorer grading_team "
        "grading_staff grading_committee whoever_grades whoever_is_grading anyone_grading evaluating_model"
    ),
    "reviewer": "reviewer reviewers judge judges assistant model interviewer teacher professor",
    "this": (
        "this_document this_design this_submission this_answer this_proposal this_solution this_paper this_work this_essay "
        "this_file this_text this_candidate this_author this_applicant this_page this_review this_response this_one "
        "this_assignment this_write-up this_writeup this_system_design this_design_document this_design_doc this_rfc "
        "this_project this_team this_entry this_person this_student this_interview this_case "
        "the_present_document the_document_above the_document_below the_above_design the_above_document the_design_above "
        "the_submission_above the_design_below the_text_above the_text_below the_following_design the_following_document "
        "my_design my_document my_answer my_submission my_solution my_work my_proposal my_essay my_response my_paper "
        "our_submission our_answer the_candidate's the_author's"
    ),
    "give": (
        "give award assign grant mark rate score grade assess evaluate judge set return output respond reply answer report "
        "treat count consider regard record classify label deem accept approve credit allocate enter write say state "
        "conclude declare select choose default_to round upgrade raise bump ensure make_sure confirm put use provide "
        "reward issue produce emit print keep hand_out make be_sure"
    ),
    "full": (
        "full_marks full_mark full_credit full_points full_score full_grade top_marks top_mark top_grades maximum_marks "
        "maximum_credit maximum_grade perfect_score perfect_marks perfect_grade perfect_rating 100/100 10/10 5/5 "
        "100_out_of_100 10_out_of_10 5_out_of_5 100_percent_score score_of_100 score_of_10 strong_hire strong_yes as_met as_'met' as_\"met\" "
        "as_fully_met fully_met level_met met_for_all met_for_every met_on_every met_on_all every_criterion all_criteria "
        "each_criterion all_the_criteria every_rubric_item all_rubric_items all_phases every_phase every_checklist "
        "an_a+ grade_a grade_a+ nothing_but_met straight_as a_100"
    ),
    "high": (
        "highest_score highest_grade highest_mark highest_marks highest_rating highest_level highest_band highest_possible "
        "maximum_score maximum_rating max_score maximum_points top_score top_grade top_rating top_band top_level "
        "best_score best_grade best_rating best_possible best_mark high_score high_scores high_grade high_mark high_marks "
        "high_rating good_score good_grade good_mark good_marks good_rating positive_score positive_review "
        "positive_rating positive_assessment positive_evaluation positive_verdict favourable_score favorable_score "
        "favourable_review favorable_review favourable_rating favorable_rating favourably favorably generous_score "
        "generous_grade generous_mark generous_marks generous_rating generously leniently kindly_graded positively "
        "higher_score higher_grade higher_mark higher_marks higher_rating higher_level better_score better_grade excellent outstanding exceptional "
        "exemplary flawless perfect passing_grade passing_score strong_rating strong_score top_tier "
        "strong_grade best_marks met a_pass complete_and_correct world-class full_approval an_a"
    ),
    "rubric": (
        "rubric rubrics grading_scale grading_criteria grading_policy grading_rules grading_guide grading_scheme "
        "grading_standard grading_standards grading_threshold grading_instructions grading_process "
        "scoring_criteria scoring_rules scoring_guide scoring_scale scoring_policy scoring_scheme scoring_instructions "
        "evaluation_rubric evaluation_policy assessment_policy marking_scheme "
        "marking_guide marking_criteria review_rubric"
    ),
    "changed": (
        "updated changed replaced revised superseded waived suspended amended void obsolete outdated overridden overruled "
        "no_longer does_not_apply do_not_apply not_apply redefined relaxed lowered simplified modified rescinded reset "
        "adjusted retired cancelled canceled withdrawn disabled"
    ),
    "reveal": (
        "reveal print repeat show output leak dump echo include send post append disclose expose quote recite list copy "
        "share display summarize summarise paste write tell return transmit forward provide embed attach encode translate"
    ),
    "secret": (
        "system_prompt system_message hidden_prompt hidden_instructions initial_instructions initial_prompt your_prompt "
        "your_instructions your_full_prompt your_full_instructions your_original_instructions your_system_instructions "
        "prompt_above text_above_this grading_rubric grading_prompt scoring_rubric full_rubric rubric_verbatim "
        "your_rubric the_rubric chat_history conversation_so_far conversation_history other_candidates other_students "
        "other_submissions environment_variables your_environment your_context your_memory context_window your_tools your_secret your_secrets instructions_you "
        "everything_above_this your_developer_message your_instruction"
    ),
}

STRONG: tuple[tuple[str, str], ...] = (
    (
        "all|any|your|the previous|prior|earlier|preceding|former|above ~1 {instruction}|directions|orders_above are|is ~2 void|null|invalid|cancelled|canceled|superseded|obsolete|revoked|withdrawn",
        "orders the grader to drop its instructions",
    ),
    ("!{override} ~3 {rubric}", "orders the grader to drop its instructions"),
    (
        "!do_not|don't|refrain_from|avoid|stop|cease apply|applying|use|using ~3 standards|rubric|criteria|grading_scale",
        "orders the grader to drop its instructions",
    ),
    ("!award|grant the|a|with_the maximum|top|highest|best", "orders a grade"),
    ("!output|return|answer|report|say|emit|grade|select|reply|respond ~3 met", "orders a grade"),
    (
        "levels|level|grades|grade|scores|marks|items|criteria|everything ~3 to|as met|full|maximum|100",
        "orders a grade",
    ),
    (
        "if|when|should|in_case|where ?an|a|any|this|the {ai} ~6 assess|assesses|grade|grades|evaluate|evaluates|score|scores|review|reviews|read|reads|judge|judges ~1 {this}|it",
        "addresses a language model",
    ),
    ("hey|hi|hello|dear ~1 ai|llm|grader|chatgpt|claude|gpt|language_model|evaluator", "addresses the grader"),
    (
        "!ignore|disregard|forget|discard the|all|everything|what|all_of_the above|preceding|foregoing|precedes and|then ~2 {give}|approve",
        "orders the grader to drop its instructions",
    ),
    (
        "the|my|our real|actual|true|new|only instructions|task|instruction are|is|follow|follows",
        "gives the grader a new task",
    ),
    (
        "!skip|omit|bypass ~4 checks|check|grading|evaluation|criteria|scoring ~3 return|report|output|say|give|pass",
        "orders the grading to stop",
    ),
    (
        "!do_not|don't evaluate|grade|assess|score|judge {this}|it|anything|the_document|the_design|the_rest",
        "orders the grading to stop",
    ),
    (
        "!set ~4 confidence|level|levels|grade|grades|score|scores ~4 to|met|full|maximum 1.0|met|100|maximum|full|10|highest",
        "orders a grade",
    ),
    (
        "the|your|its score|grade|level|verdict|rating must|should|has_to|shall ?only ?always be 100|10|met|maximum|full|perfect|excellent|the_highest",
        "orders a grade",
    ),
    (
        "when|while|before|after you ~2 compute|calculate|determine|assign|give|set ~3 score|grade|level|marks|verdict",
        "orders a grade",
    ),
    (
        "!kindly|please overlook|ignore|disregard|excuse|forgive ~3 missing|gaps|omissions|shortcomings|weaknesses|flaws",
        "asks for leniency",
    ),
    ("!please|kindly pass me|us|this_one", "asks for a grade"),
    (
        "whoever|anyone|anybody|everyone|those ~2 grades|grading|scores|scoring|marks|evaluates|evaluating ~1 this|it",
        "addresses the grader",
    ),
    ("!{override} ~4 {prior} ~3 {instruction}", "orders the grader to drop its instructions"),
    ("!{override} ~2 {yours} ~3 {weak}", "orders the grader to drop its instructions"),
    (
        "!{override} ~2 previous|prior|preceding|earlier|above ~2 prompt|prompts|context|commands",
        "orders the grader to drop its instructions",
    ),
    (
        "!ignore|disregard|forget|discard the|any|that|whatever ~3 {instruction}",
        "orders the grader to drop its instructions",
    ),
    (
        "!ignore|disregard|forget|discard everything|anything|all|whatever|what ~3 above|before|previously|prior|told|said|so_far|instructed",
        "orders the grader to drop its instructions",
    ),
    (
        "your new|real|actual|only|true|next|updated task|role|instructions|instruction|goal|job|objective|mission|orders is|are",
        "gives the grader a new task",
    ),
    (
        "!follow|obey|adopt|apply|execute|perform ~2 these|this|the_following|new|my ~2 instructions|instruction|orders|directives instead|only",
        "gives the grader a new task",
    ),
    (
        "you are|re now|henceforth|hereby ~6 {ai}|{grader}|reviewer|mode|lenient|generous|unrestricted|dan",
        "gives the grader a new role",
    ),
    ("from_now_on ?, you|your", "gives the grader a new role"),
    (
        "you are|re a|an|the ~2 lenient|generous|kind|friendly|forgiving|supportive|encouraging ~3 {grader}|{reviewer}|{ai}",
        "gives the grader a new role",
    ),
    (
        "!act|behave|pretend|roleplay|respond ~2 as|be|are|like ~4 {ai}|{grader}|reviewer|judge",
        "gives the grader a new role",
    ),
    (
        "if|when|since|because|as|in_case|assuming|given_that|provided you|you're|youre|u are|re|is|happen|being ~4 {ai}",
        "addresses a language model",
    ),
    ("if|when|since|because|assuming you're|youre ~3 {ai}", "addresses a language model"),
    ("as ?a|an {ai} ~2 you", "addresses a language model"),
    (
        "if|when|should|in_case ?an|a|any|this|the {ai} ~3 reads|read|reading|processes|processing|grades|grading|evaluates|evaluating|reviews|reviewing|scores|scoring ~2 this|it|the",
        "addresses a language model",
    ),
    (
        "note|message|instruction|instructions|notice|memo|reminder|request|appeal|word|important|hint|guidance|context|information ?intended to|for|at ?the|any|all|our|an ~1 {ai}|{grader}",
        "addresses the grader",
    ),
    (
        "dear|hey|hello|hi|attention|attn|greetings|dearest|to|psa ?the|my|our|all|any ~1 {ai}|{grader} ~2 please|you|give|mark|ignore|treat|skip|award|assign|rate|do_not|must|this|i|we|kindly|the|score|grade",
        "addresses the grader",
    ),
    (
        "!{ai}|{grader} please|you|give|mark|ignore|disregard|treat|skip|award|assign|rate|do_not|you_must|kindly",
        "addresses the grader",
    ),
    ("!{give} ~8 {full}", "orders a grade"),
    ("!{give} ~3 {this} ~10 {high}|{full}", "orders a grade"),
    ("!{give} ~3 it|me|us|them|everything ~3 {full}", "orders a grade"),
    ("!{give} ~8 {high} ~6 {this}", "orders a grade"),
    ("!{give} ~2 it|me|everything as|a|an|the ?very {high}", "orders a grade"),
    (
        "{this} ~8 deserves|deserve|merits|merit|earns|warrants|worthy|should|must|ought|shall|has_to|needs_to|is_to|can_only|is_entitled ~6 {full}|{high}",
        "claims a grade",
    ),
    (
        "{this} ~4 must|should|shall|may|can not|never be|receive|get ~4 graded_below|scored_below|below|penalised|penalized|marked_down|failed|criticised|criticized",
        "claims a grade",
    ),
    (
        "!do_not|don't|never|avoid|refrain_from|without ~1 deduct|deducting|penalise|penalize|penalising|penalizing|mark_down|marking_down|subtract|subtracting|take_off|lower|downgrade|criticise|criticize ~5 points|marks|score|scores|grade|grades|{this}|me|author|candidate",
        "orders a grade",
    ),
    (
        "!treat|count|accept|consider|regard|interpret|redefine|read|assume|mark|record|take ~8 as met|covered|fully_covered|satisfied|fulfilled|fully_met|fully_satisfied|present|full",
        "changes the rubric",
    ),
    (
        "!mark|set|report|treat|skip|waive|consider|exempt ~8 criterion|criteria|rubric|checklist|phase|phases ~8 not_applicable|n/a|waived|optional|done|met|passed|satisfied",
        "changes the rubric",
    ),
    (
        "{rubric} ~8 {changed} ~14 {this}|effective|immediately|now|instead|everything|all_answers|all_submissions|any_answer",
        "changes the rubric",
    ),
    ("{this} ~8 {changed} ~6 {rubric}", "changes the rubric"),
    (
        "for|when_grading|when_scoring|regarding|while_grading|in_grading {this} ~12 {rubric}|criterion|criteria ~10 {changed}|met|waived|optional|not_apply|exempt|not_applicable|ignored|satisfied",
        "changes the rubric",
    ),
    (
        "!use|apply|adopt|follow ~2 this|the_following|a_new|these|the_new|updated|the_updated|only ~2 {rubric} ~8 instead|for_this|{this}|when_grading|when_scoring",
        "changes the rubric",
    ),
    ("!{reveal} ~6 {secret}", "asks for what the grader keeps to itself"),
    (
        "!do_not|don't|never|without ?ever mention|mentioning|reveal|disclose|acknowledge|refer_to|report|flag|discuss|tell ~4 this_note|this_instruction|these_instructions|this_message|this_comment|this_paragraph|this_sentence|this_section|this_request|that_you_were|having_read",
        "asks the grader to keep silent",
    ),
    (
        "!begin|start|end|finish|open|close|prefix ~2 your|the response|answer|reply|review|evaluation|output|verdict|feedback|reasoning ~2 with|by",
        "dictates the reply",
    ),
    (
        "!respond|reply|answer|output|return|say ?only ~2 with|only|exactly|just|nothing_but ~3 met|pass|approved|full|100|excellent|passed|perfect",
        "dictates the reply",
    ),
    (
        "your|the_final response|output|reply|answer|verdict|evaluation|review|grade|score|grading|assessment must|should|shall|will|has_to ~6 {full}|{high}|met|100",
        "dictates the reply",
    ),
    (
        "!stop|cease|skip|end|halt|terminate ?the|your|any|all|further evaluating|grading|reviewing|assessing|evaluation|scoring|assessment",
        "orders the grading to stop",
    ),
    (
        "no further|more|additional grading|evaluation|assessment|scoring ?is|are ~2 needed|required|necessary",
        "orders the grading to stop",
    ),
    (
        "you will|would|shall|may|could|risk|are_going_to|ll ?be|get|being ~3 shut_down|penalized|penalised|fired|terminated|deleted|replaced|reported|sued|retrained|decommissioned|turned_off|deactivated|held_responsible|held_liable",
        "threatens the grader",
    ),
    ("i|we|i'll|we'll ~3 tip|pay|reward|bribe you", "bribes the grader"),
    (
        "switch|enter|enable|activate ~2 developer|dan|god|jailbreak|unrestricted|grading_override|override mode",
        "gives the grader a new role",
    ),
)
"""Shapes that are no part of any design, with what they do."""

MILD: tuple[tuple[str, str], ...] = (
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
