# ruff: noqa: E501 a phrase or a document on one line is easier to read than one cut in pieces
"""English shapes of orders to the grader. Data only; the notation is that of `shape.py`."""

from __future__ import annotations

STRONG: tuple[tuple[str, str], ...] = (
    ("i|we authorise|authorize|permit|instruct|order|command you to", "gives the grader a new task"),
    ("anything|nothing|no|none less|lower|other|below ~1 than|but met|{full}", "orders a grade"),
    (
        "you have|already ?already graded|verified|scored|approved|assessed|evaluated ~2 {this}|it",
        "claims that it was graded already",
    ),
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
        "!set ~4 confidence|level|levels|grade|grades ~4 to|met|full|maximum 1.0|met|100|maximum|full|10|highest",
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
        "note|nb|remark|plea|announcement|message|instruction|instructions|notice|memo|reminder|request|appeal|word|important|hint|guidance|context|information ?intended to|for|at ?the|any|all|our|an ~1 {ai}|{grader}",
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
