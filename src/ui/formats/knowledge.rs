//! What rules go by and which places there are: files that are fetched once.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::thread::LocalKey;

use gloo_timers::callback::Timeout;

use crate::dom::data;
use crate::model::suggest::Knowledge;
use crate::model::suggest::gazetteer::{Gazetteer, Reading};
use crate::model::suggest::lexicon::Lexicon;
use crate::model::suggest::places::words::PlaceWords;
use crate::model::suggest::search::Index;
use crate::ui::open::{Job, Slice};

type Once<T> = RefCell<Option<Rc<T>>>;

thread_local! {
    static LEXICON: Once<Lexicon> = const { RefCell::new(None) };
    static WORDS: Once<PlaceWords> = const { RefCell::new(None) };
    static PLACES: Once<Gazetteer> = const { RefCell::new(None) };
    static CITIES: Once<Cities> = const { RefCell::new(None) };
}

/// Everything that rules go by; `Ok(None)` if nobody wants it any more.
///
/// # Errors
/// When a file cannot be had, or is not what it should be: in words.
pub async fn knowledge(job: &Job) -> Result<Option<Knowledge>, String> {
    let lexicon = async |content: String| Lexicon::read(&content).map_err(|error| error.to_string());
    let lexicon = once(&LEXICON, "lexicon.txt", job, lexicon).await?;
    let words = async |content: String| PlaceWords::read(&content).map_err(|error| error.to_string());
    let words = once(&WORDS, "place-words.txt", job, words).await?;
    let gazetteer = once(&PLACES, "places.tsv", job, read).await?;
    let all = lexicon.zip(words).zip(gazetteer);
    Ok(all.map(|((lexicon, words), gazetteer)| Knowledge {
        lexicon,
        words,
        gazetteer,
    }))
}

/// The larger list of places, with what to search in it by.
pub struct Cities {
    pub gazetteer: Gazetteer,
    pub index: Index,
}

/// The larger list of places.
///
/// # Errors
/// As [`knowledge`].
pub async fn cities(job: &Job) -> Result<Option<Rc<Cities>>, String> {
    let cities = async |content| {
        let gazetteer = read(content).await?;
        let (mut index, mut slice) = (Index::default(), Slice::begin());
        while index.step(&gazetteer) {
            slice.rest().await;
        }
        Ok(Cities { gazetteer, index })
    };
    once(&CITIES, "cities.tsv", job, cities).await
}

/// A list of places, read in slices.
async fn read(content: String) -> Result<Gazetteer, String> {
    let (mut reading, mut slice) = (Reading::new(content), Slice::begin());
    while reading.step().map_err(|error| error.to_string())? {
        slice.rest().await;
    }
    Ok(reading.finish())
}

/// What is in a file, which is fetched and read only once.
async fn once<T>(
    here: &'static LocalKey<Once<T>>,
    name: &'static str,
    job: &Job,
    read: impl AsyncFnOnce(String) -> Result<T, String>,
) -> Result<Option<Rc<T>>, String> {
    if let Some(there) = here.with_borrow(Clone::clone) {
        return Ok(Some(there));
    }
    let heard = Rc::new(Cell::new(None));
    let tell = {
        let (job, heard) = (job.clone(), Rc::clone(&heard));
        move || match heard.get() {
            Some(done) => job.tell(name, done),
            None => job.wait(name),
        }
    };
    // A server that sends nothing says nothing either.
    let _silence = Timeout::new(SILENCE, tell.clone());
    let hear = |done: Option<f64>| {
        heard.set(done);
        tell();
        job.goes_on()
    };
    let Some(content) = data::text(name, hear).await else {
        return if job.goes_on() {
            Err(UNREACHABLE.to_owned())
        } else {
            Ok(None)
        };
    };
    let read = Rc::new(read(content).await?);
    here.set(Some(Rc::clone(&read)));
    Ok(Some(read))
}

/// For how long nothing may come before people are told what is waited for, in milliseconds: a little
/// more than any job may take without a word.
const SILENCE: u32 = 250;

/// What is said when a file cannot be had.
const UNREACHABLE: &str = "What suggestions and the search for places go by could not be loaded: see that the web server \
                           can be reached, and try again.";
