//! What is known about the article, and its scheme, are part of what undo goes back in.

use std::rc::Rc;

use gloss::model::annotation::Id;
use gloss::model::format::gloss::built_in_scheme;
use gloss::model::project::Facts;
use gloss::model::scheme::Scheme;
use gloss::model::session::{Action, Session};
use gloss::model::work::Work;

use crate::marked::{Given, said, shown};

#[test]
fn what_is_known_about_the_article_can_be_taken_back() {
    let open = Given::of("[They met] (Rome); a about b").open();
    let known = |title: &str| Facts {
        title: Some(title.to_owned()),
        language: Some("en".to_owned()),
        ..Facts::default()
    };
    let facts = |session: &Session| work(session).document().facts();
    let same = open.clone().apply(Action::Describe(Facts::default()));
    assert!(!work(&same).can_undo() && same.news == open.news);
    let once = open.clone().apply(Action::Describe(known("Talks")));
    assert_eq!((facts(&once), work(&once).unsaved()), (known("Talks"), true));
    assert_eq!(
        said(&open, &once),
        "What is known about the article was changed. 2 annotations."
    );
    let twice = once.clone().apply(Action::Describe(known("More talks")));
    let same = twice.clone().apply(Action::Describe(known("More talks")));
    assert_eq!(same.news, twice.news);
    let undone = same.apply(Action::Undo);
    assert_eq!(facts(&undone), known("Talks"));
    let undone = undone.apply(Action::Undo);
    assert_eq!(facts(&undone), Facts::default());
    assert!(!work(&undone).can_undo() && !work(&undone).unsaved());
    let redone = undone.apply(Action::Redo).apply(Action::Redo);
    assert_eq!(work(&redone).project(), work(&twice).project());
    assert_eq!(shown(work(&redone)), "[They met] (Rome); a about b");
}

#[test]
fn another_scheme_can_be_taken_back() {
    let open = Given::of("[They met] (Rome); a about b").open();
    let mut longer = built_in_scheme();
    longer.labels[0].name = "Assertion".to_owned();
    let scheme = |session: &Session| (**work(session).scheme()).clone();
    let rescheme =
        |session: &Session, scheme: &Scheme| session.clone().apply(Action::Rescheme(Rc::new(scheme.clone())));
    assert!(!work(&rescheme(&open, &built_in_scheme())).can_undo());
    let once = rescheme(&open, &longer);
    let twice = rescheme(&once, &Scheme::default());
    assert_eq!((scheme(&once), scheme(&twice)), (longer.clone(), Scheme::default()));
    assert_eq!(shown(work(&twice)), "[They met] (Rome); a about b", "annotations stay");
    let undone = twice.apply(Action::Undo);
    assert_eq!(scheme(&undone), longer);
    let named = undone.clone().apply(Action::Choose(Some(Id::new("a"))));
    assert_eq!(said(&undone, &named), "Assertion: “They met”");
    let undone = undone.apply(Action::Undo);
    assert_eq!(scheme(&undone), built_in_scheme());
    assert!(!work(&undone).can_undo() && !work(&undone).unsaved());
    assert_eq!(scheme(&undone.apply(Action::Redo)), longer);
}

fn work(session: &Session) -> &Work {
    session.work.as_ref().expect("it is open")
}
