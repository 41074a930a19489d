//! Claims that are proposed, frame by frame, and sentences in which nothing is.

use super::marked::check;

fn claims(marked: &str, attributes: &str) {
    check("claim", marked, attributes);
}

#[test]
fn what_somebody_says() {
    claims(
        "The mayor said [crime fell 12% last year].",
        "speaker mayor; cue said; kind number; certainty certain; polarity affirms",
    );
    claims(
        "She said that [the dam would not hold].",
        "speaker She; kind prediction; polarity denies",
    );
    claims(
        "On Tuesday Norway’s foreign minister, Ingrid Solvang-Haugen, said in a statement that [the talks had failed].",
        "speaker Ingrid Solvang-Haugen; cue said; kind event",
    );
    claims(
        "Prime Minister Boris Johnson said [the vote was lost].",
        "speaker Boris Johnson",
    );
    claims(
        "“I know,” he smiled. But critics claim that [the fund is empty].",
        "speaker critics",
    );
    claims(
        "Analysts who have read the draft said [it was weak].",
        "speaker Analysts who have read the draft",
    );
    claims(
        "A source told the BBC on Monday that [the ship had sunk].",
        "cue told; speaker source",
    );
    claims("He told reporters [the ship had sunk].", "cue told");
    claims(
        "Mayor Phil Oakes disputed that and said [engineers from Chicago had reviewed it twice].",
        "speaker Phil Oakes; cue said",
    );
    claims(
        "Officials also warned that [the river could flood].",
        "cue could; certainty possible; kind prediction",
    );
}

#[test]
fn who_speaks_comes_after_what_is_said() {
    claims(
        "[The dam will hold], engineers said.",
        "speaker engineers; cue said; kind prediction",
    );
    claims(
        "[The dam will hold], said Marta Kolar, the minister.",
        "speaker Marta Kolar",
    );
    claims(
        "[The dam will hold], said the minister, Marta Kolar, who visited it.",
        "speaker Marta Kolar",
    );
    claims(
        "[The dam will not hold], engineers fear.",
        "certainty certain; polarity denies; speaker engineers",
    );
    claims(
        "[Prices rose by 14%], the exchange reported on Monday.",
        "speaker exchange; kind number",
    );
    claims("PARIS, Friday — [Two ships sank], the navy said.", "speaker navy");
    claims("[Her ship, she added, was safe].", "speaker she; cue added");
}

#[test]
fn direct_speech() {
    claims(
        "“[We have never been this near],” the minister told reporters.",
        "speaker minister; cue told",
    );
    claims("\"[We have never been this near],\" said Ana Ruiz.", "speaker Ana Ruiz");
    claims("«[Nobody has paid for it],» said Ana Ruiz.", "speaker Ana Ruiz");
    claims("‘[Nobody has paid for it],’ said Ana Ruiz.", "speaker Ana Ruiz");
    claims("Ana Ruiz said: “[Nobody has paid for it].”", "speaker Ana Ruiz");
    claims("“[It is late],” she said. “[Nobody has paid for it].”", "speaker she");
    claims(
        "“[It is late]. [Nobody has paid for it],” said Ana Ruiz.",
        "speaker Ana Ruiz",
    );
    claims(
        "“[It is late],” said Ana Ruiz, “and [nobody has paid for it].”",
        "speaker Ana Ruiz",
    );
    claims("He said [the plan was “a disaster”].", "speaker He");
    claims("“Is it late?” she asked.", "");
}

#[test]
fn sources_that_are_named_before_or_after() {
    claims(
        "According to the grid operator, Elering, [the fault cut 650 megawatts].",
        "speaker Elering; cue According to",
    );
    claims(
        "[The fault cut 650 megawatts], according to the operator.",
        "speaker operator; cue according to",
    );
    claims(
        "[Two ships sank], according to a memo seen by two delegations, but nobody died.",
        "speaker memo seen by two delegations",
    );
}

#[test]
fn what_is_said_by_nobody_in_particular() {
    claims(
        "[The draft is said to include a ban].",
        "speaker unnamed; cue is said to; certainty probable",
    );
    claims(
        "[Turkey is expected to offer two ships].",
        "speaker unnamed; certainty probable; kind prediction",
    );
    claims("The report that [the mine had flooded] was wrong.", "speaker unnamed");
}

#[test]
fn two_halves_are_two_claims() {
    claims(
        "She said [traffic had grown by a third], and that [Varna had taken the rest].",
        "speaker She",
    );
    claims(
        "He said [the fund was empty], adding that [nobody had been paid].",
        "speaker He",
    );
    claims(
        "Ana Ruiz said [crime fell] and insisted that [rents were stable].",
        "speaker Ana Ruiz",
    );
    claims(
        "Officials said [the ship was likely to sail], although the crew may object.",
        "certainty probable; cue likely",
    );
}

#[test]
fn what_is_denied() {
    claims(
        "Moscow, which sent an observer, denied that [mines had drifted into the lanes].",
        "speaker Moscow; polarity denies; cue denied",
    );
    claims("Nobody denies that [the dam leaks].", "polarity denies");
}

#[test]
fn she_is_who_spoke_last() {
    claims(
        "“[It is late],” said Ana Ruiz. She added that [nobody had been paid].",
        "speaker Ana Ruiz",
    );
    claims("[It is late], said one of them.", "speaker unnamed");
}

#[test]
fn nothing_is_said_here() {
    for sentence in [
        "The embassy declined to comment.",
        "She did not say who laid them.",
        "The monitors’ report is sealed until May.",
        "Smaller states came with offers of their own.",
        "He wants to say that it is over.",
        "The claims were heard by a judge in Paris.",
        "They announced a plan.",
        "Nobody said a word.",
        "In a statement on Monday.",
        "Cities promise cleaner ports",
        "«…» — ‘’ “”",
    ] {
        claims(sentence, "");
    }
}

#[test]
fn what_the_article_says_itself_is_faint() {
    use super::marked::suggestions;
    use gloss::model::intake;
    use gloss::model::suggest::Tier;
    for (content, expected) in [
        ("Romania handled 31 million tonnes of grain last year.", 1),
        ("But Romania handled grain in 2023, and Poland bought it.", 2),
        ("Did Romania handle 31 million tonnes?", 0),
        ("Thank you all.", 0),
        ("Ana said Romania handled 31 million tonnes.", 0),
    ] {
        let text = intake::clean(content).expect("a text").text;
        let faint = suggestions(&text)
            .into_iter()
            .filter(|suggestion| suggestion.tier == Tier::Faint);
        assert_eq!(faint.count(), expected, "{content}");
    }
}

#[test]
fn what_is_said_of_a_noun() {
    claims(
        "The city blames [an old main under the road].",
        "speaker city; cue blames; kind cause",
    );
    claims("The union accused [the firm of lying].", "speaker union; cue accused");
    claims("[The council is accused of lying].", "speaker unnamed");
    claims(
        "Drivers put [the number at fewer than 60].",
        "kind number; speaker Drivers",
    );
    claims("The mayor put the plan on hold.", "");
    claims("The yard denies [any delay].", "polarity denies; speaker yard");
    claims("The judge denied the request.", "");
    claims(
        "Kyiv rejected the accusation that [it had lied].",
        "speaker Kyiv; polarity denies",
    );
    claims(
        "A 2021 report by the port found [no such effect].",
        "speaker 2021 report by the port; cue found",
    );
    claims("He found no parking space.", "");
    claims(
        "The ministry disputed that, saying [ten million had been paid].",
        "speaker ministry; cue saying",
    );
}

#[test]
fn words_around_who_says_it() {
    claims(
        "The ports moved ten ships. [Last year, she said, it was nine].",
        "speaker she",
    );
    claims(
        "[The ports moved ten ships last year] and [a third of them, she said, were empty].",
        "cue said",
    );
    claims(
        "The mayor – she was born in Lima – claimed that [crime fell].",
        "speaker mayor",
    );
    claims(
        "Public works director Ana Ruiz said [the water was safe].",
        "speaker Ana Ruiz",
    );
    claims(
        "[Boats sank], according to the port; drivers interviewed in Lima said [the bridge was gone].",
        "speaker port",
    );
    claims(
        "[The answer is unlikely to come in June], an official said.",
        "speaker official; polarity denies",
    );
    claims(
        "[A ceremony is scheduled for Friday].",
        "speaker unnamed; kind prediction",
    );
}

#[test]
fn what_says_something_of_its_own() {
    claims(
        "He said [the bid came in at $9 million], [more than twice the sum].",
        "kind number",
    );
    claims("He said [the lake feeds the canal], which [turns brown].", "");
    claims("He said [the lake, which was low, fed the canal].", "");
    claims("“[It was a tenth], [it is a fifth],” she said.", "");
    claims("She said [the fund was empty], so [nobody was paid].", "");
    claims("She said [the firm had promised ten million] and [never paid it].", "");
    claims("He said [ships waited at Homa Bay and Mbita was closed].", "");
}

#[test]
fn papers_speak_too() {
    claims(
        "Under the agreement, [each side may board a ship].",
        "speaker agreement",
    );
    // What a paper says that its parties will do is only a commitment.
    claims("The draft says that Mali will open its border.", "");
    claims("The ministry says that [Mali will open its border].", "");
}

#[test]
fn who_it_is() {
    claims(
        "The port authority has a plan. It said [the quay was safe].",
        "speaker port authority",
    );
    claims(
        "Councillor Ana Ruiz wants a park. [The wall was weak], she said.",
        "speaker Ana Ruiz",
    );
}

#[test]
fn what_is_thought_expected_or_heard_of() {
    claims(
        "Officials believe [it could rise].",
        "speaker Officials; cue could; certainty possible",
    );
    claims(
        "The firm expects [to sell ten ships this year].",
        "speaker firm; kind prediction; cue expects",
    );
    claims("Some islanders claim [to have lost more].", "cue claim");
    claims(
        "[The money was allegedly spent on a house].",
        "speaker unnamed; cue allegedly; certainty possible",
    );
    claims(
        "A report published last autumn found that [nobody had checked].",
        "speaker report published last autumn",
    );
    claims(
        "The union called [the cuts “a breach of contract”] and left.",
        "kind position; speaker union",
    );
}

#[test]
fn any_verb_brings_a_whole_sentence_in_quotation_marks() {
    claims("Ana Ruiz, 38, fumed: “[It is an absolute joke].”", "speaker Ana Ruiz");
    claims("“[The sector grew by a tenth],” affirmed Ana Ruiz.", "speaker Ana Ruiz");
    claims(
        "The minister underlined that [the sector had grown].",
        "speaker minister",
    );
    claims("She cautioned, however, that [the order lapses in May].", "");
    // What is ordered, or seen to, is not said to be so.
    claims("The minister ensured that the ship was paid for.", "");
}

#[test]
fn speech_goes_on_without_who_says_it() {
    claims(
        "The keeper\n“[The bridge is old],” said Ana Ruiz.\nShe poured tea. “[I was born beside it].”",
        "speaker Ana Ruiz",
    );
}

#[test]
fn what_is_said_around_a_remark_is_one() {
    claims(
        "[Her members will strike, she says, if the wording isn’t changed].",
        "kind prediction",
    );
    claims("[If the glass comes, she says, she will open two rooms].", "");
    claims("He said [the ground was soft, it turned out, and cold].", "");
}

#[test]
fn who_speaks_has_brackets_and_an_age() {
    claims(
        "Ana Ruiz (Lib Dem, Bridport), who moved it, said [the figures were old].",
        "speaker Ana Ruiz",
    );
    claims(
        "Ana Ruiz, 81, who has used it since May, said [the bus was full].",
        "speaker Ana Ruiz",
    );
    claims(
        "Officials, who say [they were shown nothing], want a new vote.",
        "speaker Officials",
    );
}

#[test]
fn silence_is_no_claim() {
    claims("Mopani said [it had bought power] but did not give details.", "");
}

#[test]
fn kinds_without_will() {
    claims("She said [the team starts again on Monday].", "kind prediction");
    claims("He said [we bought two turbines].", "kind event");
    claims("He said [it is a disgrace].", "kind position");
}

#[test]
fn more_verbs_report() {
    claims(
        "The union reckons [800 jobs are at risk].",
        "speaker union; kind number",
    );
    claims(
        "Hospital managers counter that [sick leave is down].",
        "speaker Hospital managers",
    );
    claims("Witnesses reported [hearing two explosions].", "speaker Witnesses");
    claims("Sources close to the talks say [it is over].", "");
    claims(
        "The ministry would neither confirm nor deny that an offer had been made.",
        "",
    );
}

#[test]
fn more_ways_to_report() {
    claims(
        "[The offer is worth 70 million], a former deputy minister, Ana Ruiz, told this journal.",
        "speaker Ana Ruiz",
    );
    claims(
        "They signed a deal that both governments described as [the most important in a century].",
        "speaker both governments; kind position",
    );
    claims(
        "I am told that [the ferry could sail again].",
        "speaker unnamed; certainty possible",
    );
    claims("The port put [the figure at “zero, or close to it”].", "speaker port");
    claims("Ruiz replied that “[nothing is free].”", "speaker Ruiz");
    claims(
        "Turkey’s claim that [Greece moved the markers] was rejected.",
        "speaker Turkey",
    );
    claims(
        "“[I saw the wave],” recalled Ana Ruiz, 34, a nurse.",
        "speaker Ana Ruiz",
    );
    claims(
        "The yard said [the pipes had burst] and blamed a supplier.",
        "speaker yard",
    );
    claims("It emerged on Sunday that the bridge was unsafe.", "");
    claims("“Look at Lincoln,” he added. “You can quote me on that.”", "");
}
