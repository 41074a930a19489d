//! Commitments that are proposed, frame by frame, and sentences in which none is.

use super::marked::check;

fn commitments(marked: &str, attributes: &str) {
    check("commitment", marked, attributes);
}

#[test]
fn pledges() {
    commitments(
        "The city pledged to [build 500 homes by 2027 if the state pays].",
        "committer city; stage agreed; strength political; polarity will do; deadline by 2027; condition the state pays; testable testable",
    );
    commitments(
        "He promised that Bucharest would [not raise charges before 2028].",
        "committer Bucharest; polarity will not do; deadline before 2028; stage agreed",
    );
    commitments("The firm vowed [not to appeal].", "");
    commitments(
        "The host, Zoé Lefèvre, promised [85 million euros for the quays].",
        "committer Zoé Lefèvre",
    );
    commitments(
        "The commission promised in November to [pay for spare cable by the summer].",
        "committer commission; deadline by the summer",
    );
    commitments(
        "Both sides committed themselves to [release all prisoners within 90 days].",
        "deadline within 90 days",
    );
}

#[test]
fn offers_and_agreements() {
    commitments(
        "Serbia offered to [open its archive by June if Croatia does the same].",
        "committer Serbia; stage proposed; condition Croatia does the same; deadline by June",
    );
    commitments(
        "The firm agreed [not to raise fares].",
        "polarity will not do; stage agreed; committer firm",
    );
    commitments(
        "Washington has offered [guarantees lasting up to 15 years], officials said.",
        "committer Washington",
    );
    commitments("The union is ready to [sign a deal next week].", "deadline next week");
}

#[test]
fn what_an_actor_will_do() {
    commitments(
        "She said Oslo would [pay 45 million euros within 60 days of signature, provided that eight states ratify].",
        "committer Oslo; stage proposed; deadline within 60 days; condition eight states ratify",
    );
    commitments(
        "“We will [rebuild the bridge],” said Ana Ruiz.",
        "committer Ana Ruiz; stage agreed",
    );
    commitments(
        "The ministry will [publish its figures by Friday].",
        "committer ministry; deadline by Friday",
    );
    commitments(
        "Tbilisi would [waive port fees] and would [open its logs].",
        "committer Tbilisi",
    );
    commitments(
        "The mayor said the city will [cut taxes] and [build 40 schools].",
        "committer city",
    );
    commitments("The government is going to [cut taxes].", "committer government");
}

#[test]
fn refusals() {
    commitments("We will [not sign a paper].", "polarity will not do; committer We");
    commitments("The firm [won’t pay the fine].", "polarity will not do");
    commitments(
        "Russia refused to [admit inspectors].",
        "polarity will not do; committer Russia",
    );
    commitments("Russia would [refuse to admit inspectors].", "polarity will not do");
}

#[test]
fn what_is_expected_and_what_binds() {
    commitments(
        "Turkey is expected to [offer two ships].",
        "committer Turkey; stage proposed; strength unclear",
    );
    commitments(
        "A draft would bind each of them to [keep 40% of the flow].",
        "committer each of them; stage draft; strength binding",
    );
    commitments(
        "Moscow had broken its pledge [not to fire on harbour cranes].",
        "stage broken; committer Moscow",
    );
    commitments(
        "Under the treaty, each state will [destroy its mines].",
        "strength binding",
    );
}

#[test]
fn conditions_in_front_are_of_it() {
    commitments(
        "[If it rains, the club will refund all tickets].",
        "committer club; condition it rains",
    );
}

#[test]
fn nothing_is_undertaken_here() {
    for sentence in [
        "The union demands higher pay.",
        "Ministers called on Israel to lift the blockade.",
        "She urged the government to sign the treaty.",
        "Russia must withdraw its troops.",
        "The talks will resume on Saturday.",
        "The dam will hold.",
        "The president will be there.",
        "Will the government sign the treaty?",
        "It is unclear whether the government will sign the treaty.",
        "If the government would sign the treaty, prices might fall.",
        "The firm sold its ships last year.",
        "The pledge was made in Paris.",
        "A treaty would have ended the war.",
        "A new cabinet would probably honour the deal.",
        "He asked them to provide weapons.",
    ] {
        commitments(sentence, "");
    }
}

#[test]
fn what_papers_make_their_parties_do() {
    commitments(
        "Under the contract, the yard must [pay ten euros for each day of delay].",
        "committer yard; stage agreed; strength binding",
    );
    commitments("The yard must pay for it.", "");
    commitments(
        "They signed a deal that would [let aid cross their borders].",
        "committer They",
    );
    commitments(
        "A draft seen by the agency commits Mali and Niger to [open ten crossings within 90 days].",
        "committer Mali and Niger; stage draft; strength binding; deadline within 90 days",
    );
}

#[test]
fn what_speakers_undertake() {
    commitments(
        "“I will [have the list on our website by noon tomorrow],” Ana Ruiz said.",
        "committer Ana Ruiz; deadline by noon tomorrow",
    );
    commitments("“I will be there,” Ana Ruiz said.", "");
    commitments(
        "“We [ain’t raising rates],” Ana Ruiz said.",
        "committer Ana Ruiz; polarity will not do",
    );
    commitments(
        "The firm will [start digging by March].",
        "committer firm; deadline by March",
    );
    commitments("The trial will start on Monday.", "");
}

#[test]
fn what_is_promised_without_its_actor() {
    commitments(
        "The minister promised that [no net would be sold after June].",
        "committer minister; stage agreed",
    );
    commitments(
        "The union threatened [further strikes unless the firm pays].",
        "committer union; stage proposed; condition the firm pays",
    );
    commitments("Oslo made a pledge of [$40 million for the quays].", "committer Oslo");
}

#[test]
fn how_far_and_until_when() {
    // Reported "would" is "will", unless it waits for something.
    commitments(
        "The mayor said Lima would [lower the lake before the next thaw].",
        "stage agreed; deadline before the next thaw",
    );
    commitments("The mayor said Lima would [pay if Quito pays].", "stage proposed");
    commitments("Lima promised to [support its farmers].", "testable vague");
    commitments("Lima promised to [support its farmers by June].", "testable testable");
}

#[test]
fn who_he_and_it_are() {
    commitments(
        "Ana Ruiz is the mayor. She has agreed to [testify next week].",
        "committer Ana Ruiz; deadline next week",
    );
    commitments("The company lost money. It will [cut ten jobs].", "committer company");
    commitments(
        "The company has pleaded guilty and promised to [pay a fine].",
        "committer company",
    );
    commitments(
        "“We [won’t ask the islanders],” Ana Ruiz said.",
        "committer Ana Ruiz; polarity will not do",
    );
    commitments("Talks will begin on Monday.", "");
}

#[test]
fn what_we_are_doing_by_a_date() {
    commitments(
        "Q&A with Ana Ruiz\nQ: And the site?\nA: We’re [putting 90 million into the site by 2028]. We are looking at the rest.",
        "committer Ana Ruiz; deadline by 2028; stage agreed",
    );
    commitments(
        "Q&A with Ana Ruiz\nQ: And the boat?\nA: We [won’t be giving the boat back].",
        "polarity will not do",
    );
}

#[test]
fn what_hangs_on_a_condition() {
    commitments(
        "[If the glass comes, she says, she will open two rooms].",
        "condition the glass comes",
    );
    commitments("[If it does not come she will open the door anyway].", "committer she");
    commitments(
        "Q&A with Ana Ruiz\nQ: And buses?\nA: [If the state pays, we’d run feeder buses].",
        "committer Ana Ruiz; stage proposed",
    );
}

#[test]
fn what_offices_say_will_be_done() {
    commitments(
        "The minister said [no ship would be sold before May].",
        "committer minister; polarity will not do; deadline before May",
    );
    commitments("The analyst warned that ships would be delayed.", "");
}

#[test]
fn promises_of_things() {
    commitments("The Italians offered [cameras].", "committer Italians; stage proposed");
    commitments("The governor stands by his promise of [an opening before May].", "");
    commitments("We were promised [guards by last March].", "committer –");
    commitments("Our plan is to [build a bridge].", "");
    commitments(
        "They sent a letter committing the firm to [pay two million each year] and [not to take a dividend].",
        "committer firm; strength binding",
    );
    // Names, and what is no act.
    commitments("The Town Planning Association met.", "");
    commitments("Money was committed to contractors who left.", "");
}

#[test]
fn what_is_done_by_those_who_are_named() {
    commitments(
        "[The bridge will be rebuilt by the ministry of works].",
        "committer ministry of works",
    );
    commitments(
        "[Fuel duty will be frozen for a year], the Treasury said.",
        "committer Treasury",
    );
    commitments(
        "The bank assured customers that [no branch would close before 2027].",
        "",
    );
}

#[test]
fn words_and_intentions() {
    commitments(
        "Mayor Ruiz has given his word that [the metro will open in May].",
        "committer Ruiz",
    );
    commitments(
        "Ottawa has no intention of [lifting the tariffs].",
        "polarity will not do",
    );
    commitments("The union is threatening to [walk out on Friday].", "stage proposed");
    commitments(
        "Mali must [hold elections by February under the charter].",
        "committer Mali",
    );
}

#[test]
fn what_was_promised_for_a_year_that_is_gone_was_not_kept() {
    commitments(
        "The council promised [new toilets] in 2021.",
        "committer council; stage broken",
    );
    commitments("The council has promised [new toilets by 2035].", "stage agreed");
}

#[test]
fn papers_oblige_in_the_past_too() {
    commitments(
        "An earlier version of the text obliged Chile to [pay a penalty].",
        "committer Chile; strength binding",
    );
    commitments(
        "It obliges both parties to [meet the danger].",
        "committer both parties",
    );
}

#[test]
fn the_point_of_an_abbreviation_ends_nothing() {
    commitments("The U.S. said it would [send troops to Poland].", "committer U.S.");
}

#[test]
fn for_whom_it_is_done() {
    commitments("The firm promised us [a new main].", "beneficiary us");
    commitments(
        "The city will [warn residents by text message].",
        "beneficiary residents",
    );
    commitments(
        "Thailand will [guarantee a crossing for the wounded].",
        "beneficiary the wounded",
    );
    commitments("The city will [pay for a road to Poti].", "beneficiary –");
}

#[test]
fn those_who_say_we_speak_for_a_body() {
    commitments(
        "Lima sees light\nAna Ruiz, director of the Lima Power Company, talks to us.\nQ: And now?\nA: We will [build a second line].",
        "committer Lima Power Company",
    );
}
