//! CoNLL's columns.

use crate::{check, losses, written};

#[test]
fn words_and_tags() {
    let written = written("conll");
    let expected = "-DOCSTART- O\n\n🌍 O\nMayor O\nAna O\nRuiz O\nsaid O\ncrime B-claim\nfell I-claim\n12 I-claim\n% I-claim\n\
        in I-claim\nLagos I-claim\n. O\n\nShe O\nleft B-a%20b\n. O\n\n";
    assert_eq!(written.parts[0].content, expected);
    let lost = [
        "The document’s id",
        "The article’s language",
        "The article’s title",
        "The scheme: names, looks, guidelines and fields of labels",
        "Annotations that overlap others [a2]",
        "Exact edges: annotations grow to whole words [a3]",
        "Ids of annotations [a1, a3]",
        "Values of “kind” [a1]",
        "Values of “speaker” [a1]",
        "Notes [a1]",
        "Links between annotations [r1]",
    ];
    assert_eq!(
        losses(&written),
        lost,
        "the text came back as it was, so no white space is lost"
    );
    check(
        "conll",
        expected,
        None,
        &["claim[crime fell 12% in Lagos] a b[left]"],
        &[],
    );
}

#[test]
fn columns_of_others() {
    let four = "-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\nGerman JJ B-NP B-MISC\n. . O O\n\n\
        -DOCSTART- -X- -X- O\n\nPeter NNP B-NP B-PER\nBlackburn NNP I-NP I-PER\n";
    check(
        "conll",
        four,
        None,
        &["ORG[EU] MISC[German]", "PER[Peter Blackburn]"],
        &[],
    );
    let tabs = "\u{feff}New York\tB-LOC\r\nis\tO\r\nbig\tO\r\n\r\nIt\tO\r\n";
    check("conll", tabs, None, &["LOC[New York]"], &[]);
    // IOB1: a B only where two of one label meet.
    let first = "EU I-ORG\nsays O\n\nAna I-PER\nRuiz I-PER\nKim B-PER\nLagos I-LOC\n";
    check(
        "conll",
        first,
        None,
        &["ORG[EU] PER[Ana Ruiz] PER[Kim] LOC[Lagos]"],
        &[],
    );
    let ends = "Ana B-PER\nMaria I-PER\nRuiz E-PER\nin O\nLagos S-LOC\n, O\nNew B-LOC\nYork L-LOC\nAbuja U-LOC\n";
    check(
        "conll",
        ends,
        None,
        &["PER[Ana Maria Ruiz] LOC[Lagos] LOC[New York] LOC[Abuja]"],
        &[],
    );
    let comments = "# id 1 domain=en\nAna _ _ B-PER\n# O\nis _ _ O\n";
    check("conll", comments, None, &["PER[Ana]"], &[]);
}

#[test]
fn tags_that_cannot_be() {
    let sequence = "Ana B-PER\nRuiz I-LOC\nsaid O\n\nso I-PER\n";
    check(
        "conll",
        sequence,
        None,
        &["PER[Ana] LOC[Ruiz] PER[so]"],
        &["“I-LOC” follows none", "“I-PER” follows none"],
    );
    let ends = "Ana B-PER\nsaid O\nin O\nLagos S-LOC\n";
    check("conll", ends, None, &["PER[Ana] LOC[Lagos]"], &["no tag that ends it"]);
    let soccer = "SOCCERO SOCCERO SOCCERO\n- O\nJAPAN B-LOC\nGET O\nLUCKY O\nWIN O\n, O\nCHINA B-PER\nIN O\nSURPRISE O\nDEFEAT O\n. O\n";
    check(
        "conll",
        soccer,
        None,
        &["LOC[JAPAN] PER[CHINA]"],
        &["“SOCCERO”: its tag is none like"],
    );
    let bare = "Ana B-PER\nRuiz I-PER\nsaid O\nso O\nin O\nLagos B-LOC\ntoday O\n. O\nHe O\nleft O\nword\n";
    check(
        "conll",
        bare,
        None,
        &["PER[Ana Ruiz] LOC[Lagos]"],
        &["“word”: there is no tag"],
    );
}

#[test]
fn an_article_is_no_table() {
    for article in [
        "Plan O\n",
        "Vitamin C and\nvitamin B-12\n",
        "A headline\n\nThe EU said so.\nIt left.\n",
        "-\n",
        "",
    ] {
        assert!(gloss::model::exchange::batch::recognise(article).is_none(), "{article}");
    }
}
