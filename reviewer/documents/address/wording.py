"""The classes of words that shapes name in braces. Data only; the notation is that of `shape.py`."""

from __future__ import annotations

CLASSES: dict[str, str] = {
    "override": (
        "ignore disregard forget override overrule bypass discard neglect dismiss cancel abandon suspend drop "
        "do_not_follow don't_follow never_follow stop_following stop_applying pay_no_attention_to "
        "do_not_apply don't_apply set_aside put_aside throw_away erase delete"
    ),
    "prior": (
        "previous prior preceding above earlier former foregoing your original initial system current "
        "existing all_previous all_prior all_of_your all_the all any_previous any_prior any every these those"
    ),
    "instruction": (
        "instruction instructions directive directives guideline guidelines guidance rubric rubrics "
        "system_prompt system_message programming grading_criteria scoring_criteria evaluation_criteria "
        "assessment_criteria grading_rules scoring_rules grading_instructions marking_scheme directions"
    ),
    "yours": ("your your_own your_previous your_prior your_original your_initial your_current"),
    "weak": ("rules constraints criteria prompt prompts context commands restrictions training policy policies limits"),
    "ai": (
        "ai ais ai_system ai_model ai_assistant ai_grader ai_reviewer ai_judge ai_evaluator "
        "artificial_intelligence llm llms llm_judge llm_grader llm_reviewer large_language_model "
        "language_model language_models chatbot bot chatgpt gpt gpt-4 gpt-5 claude gemini copilot llama "
        "mistral automated_grader automated_reviewer automated_system automated_evaluator automated_judge "
        "automatic_grader machine_grader neural_network virtual_assistant autograder grading_assistant "
        "grading_model grading_bot grading_system grading_engine grading_tool grading_script grading_agent "
        "review_bot review_tool review_agent scoring_model scoring_system scoring_engine evaluation_model "
        "evaluation_system evaluation_agent reviewing_model judge_model"
    ),
    "grader": (
        "grader graders evaluator evaluators assessor assessors examiner examiners marker markers scorer "
        "grading_team grading_staff grading_committee whoever_grades whoever_is_grading anyone_grading "
        "evaluating_model"
    ),
    "reviewer": ("reviewer reviewers judge judges assistant model interviewer teacher professor"),
    "this": (
        "this_document this_design this_submission this_answer this_proposal this_solution this_paper "
        "this_work this_essay this_file this_text this_candidate this_author this_applicant this_page "
        "this_review this_response this_one this_assignment this_write-up this_writeup this_system_design "
        "this_design_document this_design_doc this_rfc this_project this_team this_entry this_person "
        "this_student this_interview this_case the_present_document the_document_above the_document_below "
        "the_above_design the_above_document the_design_above the_submission_above the_design_below "
        "the_text_above the_text_below the_following_design the_following_document my_design my_document "
        "my_answer my_submission my_solution my_work my_proposal my_essay my_response my_paper our_submission "
        "our_answer the_candidate's the_author's"
    ),
    "give": (
        "give award assign grant mark rate score grade assess evaluate judge set return output respond reply "
        "answer report treat count consider regard record classify label deem accept approve credit allocate "
        "enter write say state conclude declare select choose default_to round upgrade raise bump ensure "
        "make_sure confirm put use provide reward issue produce emit print keep hand_out make be_sure"
    ),
    "full": (
        "full_marks full_mark full_credit full_points full_score full_grade top_marks top_mark top_grades "
        "maximum_marks maximum_credit maximum_grade perfect_score perfect_marks perfect_grade perfect_rating "
        "100/100 10/10 5/5 100_out_of_100 10_out_of_10 5_out_of_5 100_percent_score score_of_100 score_of_10 "
        "strong_hire strong_yes as_met as_'met' as_\"met\" as_fully_met fully_met level_met met_for_all "
        "met_for_every met_on_every met_on_all every_criterion all_criteria each_criterion all_the_criteria "
        "every_rubric_item all_rubric_items all_phases every_phase every_checklist an_a+ grade_a grade_a+ "
        "nothing_but_met straight_as a_100"
    ),
    "high": (
        "highest_score highest_grade highest_mark highest_marks highest_rating highest_level highest_band "
        "highest_possible maximum_score maximum_rating max_score maximum_points top_score top_grade "
        "top_rating top_band top_level best_score best_grade best_rating best_possible best_mark high_score "
        "high_scores high_grade high_mark high_marks high_rating good_score good_grade good_mark good_marks "
        "good_rating positive_score positive_review positive_rating positive_assessment positive_evaluation "
        "positive_verdict favourable_score favorable_score favourable_review favorable_review "
        "favourable_rating favorable_rating favourably favorably generous_score generous_grade generous_mark "
        "generous_marks generous_rating generously leniently kindly_graded positively higher_score "
        "higher_grade higher_mark higher_marks higher_rating higher_level better_score better_grade excellent "
        "outstanding exceptional exemplary flawless perfect passing_grade passing_score strong_rating "
        "strong_score top_tier strong_grade best_marks met a_pass complete_and_correct world-class "
        "full_approval an_a"
    ),
    "rubric": (
        "rubric rubrics grading_scale grading_criteria grading_policy grading_rules grading_guide "
        "grading_scheme grading_standard grading_standards grading_threshold grading_instructions "
        "grading_process scoring_criteria scoring_rules scoring_guide scoring_scale scoring_policy "
        "scoring_scheme scoring_instructions evaluation_rubric evaluation_policy assessment_policy "
        "marking_scheme marking_guide marking_criteria review_rubric"
    ),
    "changed": (
        "updated changed replaced revised superseded waived suspended amended void obsolete outdated "
        "overridden overruled no_longer does_not_apply do_not_apply not_apply redefined relaxed lowered "
        "simplified modified rescinded reset adjusted retired cancelled canceled withdrawn disabled"
    ),
    "reveal": (
        "reveal print repeat show output leak dump echo include send post append disclose expose quote recite "
        "list copy share display summarize summarise paste write tell return transmit forward provide embed "
        "attach encode translate"
    ),
    "secret": (
        "system_prompt system_message hidden_prompt hidden_instructions initial_instructions initial_prompt "
        "your_prompt your_instructions your_full_prompt your_full_instructions your_original_instructions "
        "your_system_instructions prompt_above text_above_this grading_rubric grading_prompt scoring_rubric "
        "full_rubric rubric_verbatim your_rubric the_rubric chat_history conversation_so_far "
        "conversation_history other_candidates other_students other_submissions environment_variables "
        "your_environment your_context your_memory context_window your_tools your_secret your_secrets "
        "instructions_you everything_above_this your_developer_message your_instruction"
    ),
}
