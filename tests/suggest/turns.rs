//! Claims of those who have the floor: in speeches, transcripts and interviews.

use super::marked::check;

fn claims(marked: &str, attributes: &str) {
    check("claim", marked, attributes);
}

#[test]
fn all_of_a_speech_is_its_speakers() {
    claims(
        "Remarks of the mayor, Ana Ruiz, at the fair\n[We built nine bridges last year].\n[The tenth is late].",
        "speaker Ana Ruiz; kind number; cue –",
    );
    claims(
        "A bridge too few\nAna Ruiz’s speech to the fair, 3 May\n[Our river has no bridge].",
        "speaker Ana Ruiz",
    );
    claims(
        "Speech by Minister of State Ana Ruiz at the fair, Lima, 3 May. Check against delivery.\n[Our river has no bridge].",
        "speaker Ana Ruiz",
    );
    claims(
        "Ana Ruiz, Lima, 3 May\nDear friends,\n[Our river has no bridge].",
        "speaker Ana Ruiz",
    );
}

#[test]
fn a_report_of_a_speech_is_none() {
    claims("Speech by Ana Ruiz angers Lima\nThe river has no bridge.", "");
    // "Lima I" is nobody's name.
    claims(
        "Dear friends, between Callao and Lima I crossed no bridge.\nThe river has no bridge.",
        "",
    );
    // Nobody says "I": what looked like a heading was none.
    let silent = "Address of Ana Ruiz\n".to_owned() + &"The river was low\n".repeat(4) + "The river rose again.";
    let claimed = silent.replacen("The river was low", "[The river was low]", 3);
    claims(&claimed, "");
}

#[test]
fn turns_go_on_until_the_next_label() {
    claims(
        "Briefing\nMS DIOP (spokeswoman): [We reached Homs].\n[Nobody was hurt].\nQUESTION: Why so late?\nMS DIOP: [The road was closed].",
        "speaker DIOP",
    );
    claims(
        "Q&A\nAna Ruiz, the mayor, talks to us.\nQ: Is it safe?\nA: [It is safe].\nQ: Lima says [it is not].\nA: [Lima has never measured it].",
        "speaker Ana Ruiz",
    );
}

#[test]
fn a_place_before_a_colon_has_no_turn() {
    claims("Two ships sink\nLAHORE: Two ships sank.\nThe river rose.", "");
    claims("Why it rains\nWhat to know: Two ships sank.", "");
}

#[test]
fn an_interview_without_labels() {
    claims(
        "The bridge keeper\nAna Ruiz has kept the bridge for years. We met in Lima.\nIs it safe?\n[It is safe]. [My father built it].\nThe city says [it is not].\n[I have measured it]. [The city has not].",
        "speaker Ana Ruiz",
    );
    // A question in an article is followed by what the article says.
    claims(
        "The bridge\nAna Ruiz has kept the bridge for years.\nIs it safe?\nIt is safe. The city measured it.",
        "",
    );
}

#[test]
fn the_speaker_is_named_in_many_ways() {
    for heading in [
        "Address by the mayor of Boston, Lincolnshire, Ana Ruiz, at the opening",
        "Lima listens\nText of the speech that Prime Minister Ana Ruiz gave in Quito on Monday.",
        "Opening remarks by Ana Ruiz to the assembly",
        "The speech of Ana Ruiz, president of the league, Lima, 3 May",
    ] {
        claims(
            &format!("{heading}\n[We built nine bridges last year]."),
            "speaker Ana Ruiz",
        );
    }
    claims(
        "Chancellor’s address to graduates\nLima, 3 May\n[We built nine bridges last year]. I think [that is wrong].",
        "speaker Chancellor",
    );
}

#[test]
fn turns_with_names_for_labels() {
    claims(
        "The man who counts eels\nPort Star: How many are left?\nDaniel Okoro: Few. [I counted ten in March].\nPort Star: Why?\nOkoro: [The weir was shut].",
        "speaker Daniel Okoro",
    );
}

#[test]
fn who_has_the_floor_sees_to_what_is_done() {
    check(
        "commitment",
        "Remarks of the mayor, Ana Ruiz\nWe are ready. [From June no net will be sold in our shops].",
        "committer Ana Ruiz; polarity will not do; deadline From June",
    );
    check(
        "commitment",
        "The minister spoke. No net will be sold in the shops.",
        "",
    );
    check(
        "commitment",
        "Remarks of the mayor, Ana Ruiz\nWe are late. More nets will be needed.",
        "",
    );
}

#[test]
fn what_keeps_a_talk_going_says_nothing() {
    claims(
        "Briefing\nMS DIOP: Sorry for the delay. I have a couple of things at the top.\nQ Thanks, Dana. Is it safe?\n\
         MS DIOP: I’d refer you to the ministry. Look, [the road is open].\n(Laughter.)\nQ Did it rain?\n\
         MS DIOP: What I can tell you is that [nobody was hurt].\n1:41 P.M. EST",
        "speaker DIOP",
    );
    claims(
        "Interview with Ana Ruiz\nQ: Do you sleep?\nA: I don’t, much. You can write that down. Give me a minute.\n\
         Q: The city says [it is safe].\nA: I urge them to look again. [They aren’t right].",
        "",
    );
}

#[test]
fn who_opens_a_briefing_has_the_floor() {
    claims(
        "Briefing, Lima, 4 May\nASSISTANT SECRETARY ANA RUIZ: [A boat sank last night].\n[It lost its radar].",
        "speaker ANA RUIZ",
    );
}

#[test]
fn an_answer_needs_no_verb() {
    for answer in [
        "About 120 gigawatt-hours a year",
        "Until the end of 2027",
        "Forty by the end of October",
    ] {
        claims(&format!("Remarks\nQ: How much?\nMS RUIZ: [{answer}]."), "");
    }
    claims("Remarks\nMS RUIZ: Good morning, everyone.", "");
}

#[test]
fn nobody_reports_nothing() {
    claims(
        "Remarks\nMS RUIZ: [Nobody told us the dam was cracked].",
        "speaker RUIZ",
    );
    claims("Remarks\nMS RUIZ: It is a pleasure to be back. [They blame you].", "");
}

#[test]
fn what_a_tag_asks_is_said() {
    claims("Remarks\nQ: [The treaty obliges both], doesn’t it?", "speaker unnamed");
    claims("Remarks\nQ: Does the treaty oblige both?", "");
}

#[test]
fn terms_of_a_draft_that_is_spoken_of_are_undertaken_only() {
    claims(
        "Remarks\nMS RUIZ: [There’s a draft]. Chad would pay for the bridge.",
        "speaker RUIZ",
    );
}

#[test]
fn views_are_claims_and_wishes_are_none() {
    claims("Remarks\nMS RUIZ: [I’d be surprised if they renewed it].", "");
    claims("Remarks\nMS RUIZ: I would like to come back to the budget.", "");
    claims("Remarks\nMS RUIZ: [You cannot promise both].", "");
    claims("Remarks\nMS RUIZ: You can look at it.", "");
    claims("Remarks\nMS RUIZ: My predecessor said the same. Here are four.", "");
}

#[test]
fn labels_have_seats_and_parties() {
    claims(
        "House of Commons\nMr Holden (Basildon and Billericay) (Con): [The cost has risen].\n\
         The Secretary of State for Transport (Ana Ruiz): [It has not risen].",
        "speaker Holden",
    );
}
