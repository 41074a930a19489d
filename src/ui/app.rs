//! The root: the session, the keyboard, files, and which screen is shown.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::desk::desk;
use super::drop::{dropping, take};
use super::header::{Header, theme_button};
use super::late::{use_late, use_settled};
use super::later::{self, Ctx, Desk, Drawn, Kept, Seed, use_rooms};
use super::news::Newsline;
use super::open::{Job, Progress, article, bar, bring, fail};
use super::put_off;
use super::start::Start;
use super::store::Store;
use crate::dom::motion::{self, AfterFrame};
use crate::dom::theme::Theme;
use crate::dom::{announce, chance, file, page, palette, setting, theme};
use crate::model::command::Command;
use crate::model::format::problem::Problem;
use crate::model::intake::Intake;
use crate::model::keys::{Focus, Pressed};
use crate::model::session::{Action, Mode, News, Session};
use crate::model::unseen::spelled;
use crate::model::work::Work;

/// A dialog that is open.
#[derive(Clone, PartialEq)]
pub enum Shown {
    Help,
    Palette,
    Facts,
    Scheme,
    Documents,
    Report(AttrValue, Rc<Vec<Problem>>),
    /// The question before the document at this place is closed.
    Leave(usize),
    /// One that a later part of the program draws itself.
    Drawn(Drawing),
}

/// How a dialog is drawn; the same one is equal to itself.
#[derive(Clone)]
pub struct Drawing(pub Rc<dyn Fn(&Ctx) -> Html>);

impl PartialEq for Drawing {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What stands beside the work and follows it a frame late: what is done is seen
/// first where the person looks.
#[derive(Clone, PartialEq)]
struct Beside {
    news: News,
    undo: bool,
    redo: bool,
    unsaved: bool,
}

impl Beside {
    fn of(store: &Store) -> Self {
        let work = store.session.work.as_ref();
        Self {
            news: store.session.news.clone(),
            undo: work.is_some_and(Work::can_undo),
            redo: work.is_some_and(Work::can_redo),
            unsaved: work.is_some_and(Work::unsaved),
        }
    }
}

/// The app.
#[component]
pub fn App() -> Html {
    let store = use_reducer(Store::default);
    let beside = use_late(&Beside::of(&store));
    let shown = use_state(|| None::<Shown>);
    let seed = use_state(|| None::<Seed>);
    let map = use_state(|| None::<Drawn>);
    let idle = use_state_eq(|| false);
    let theme = use_state(theme::stored);
    let picker = use_node_ref();
    let progress = use_state_eq(|| None::<Progress>);
    let kept = use_state_eq(|| Kept {
        coming: setting::get(STORED).is_some(),
        ..Kept::default()
    });
    let job = use_mut_ref(|| None::<Job>);
    // What is there now, for what takes its time.
    let latest = use_mut_ref(|| None::<Ctx>);
    let session = &store.session;

    let show = {
        let shown = shown.clone();
        Callback::from(move |dialog| shown.set(dialog))
    };
    let ontext = {
        let dispatch = store.dispatcher();
        Callback::from(move |intake: Intake| article(intake, &dispatch))
    };
    let begin = {
        let progress = progress.setter();
        Callback::from(move |()| {
            let next = Job::begin(progress.clone());
            if let Some(before) = job.replace(Some(next.clone())) {
                before.cancel();
            }
            next
        })
    };
    let onfiles = {
        let (latest, progress) = (Rc::clone(&latest), progress.setter());
        Callback::from(move |files: Vec<File>| {
            let latest = Rc::clone(&latest);
            let job = Job::begin(progress.clone());
            bring(files, job, Rc::new(move || latest.borrow().clone()));
        })
    };
    let onpick = {
        let onfiles = onfiles.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            take(input.files(), &onfiles);
            // So that the same file can be picked again.
            input.set_value("");
        })
    };
    use_effect_with((), {
        let idle = idle.clone();
        move |()| {
            let timeout = Timeout::new(IDLE, move || idle.set(true));
            move || drop(timeout)
        }
    });
    // An article that is opened at once is shown first.
    let settled = use_settled(session.work.as_ref().map(|_| ()));
    let rooms = use_rooms([*idle, settled, shown.is_some()], &fail(&store.dispatcher()));
    let asked = use_mut_ref(|| 0);
    let find = {
        let seed = seed.setter();
        use_callback((), move |wanted: Option<Seed>, ()| {
            let number = *asked.borrow() + 1;
            asked.replace(number);
            seed.set(wanted.map(|wanted| Seed { number, ..wanted }));
        })
    };
    // The callback stays the same, so that what it is given to need not be drawn again.
    let run = {
        let (latest, picker) = (Rc::clone(&latest), picker.clone());
        use_callback((), move |command: Command, ()| {
            let ctx = latest.borrow().clone();
            if let Some(ctx) = ctx {
                run(command, &ctx, &picker);
            }
        })
    };
    let ctx = Ctx {
        store: store.clone(),
        run: run.clone(),
        show: show.clone(),
        find,
        begin,
        map: map.clone(),
        rooms: rooms.filter(|_| settled || session.work.is_none()),
        kept: (*kept).clone(),
    };
    latest.replace(Some(ctx.clone()));
    use_effect_with((), {
        let (latest, kept) = (Rc::clone(&latest), kept.setter());
        move |()| keep(Rc::new(move || latest.borrow().clone()), kept)
    });
    // What is done is seen first, and saved then: in a frame, or when the page is left.
    let unfollowed = use_mut_ref(|| None::<AfterFrame>);
    use_effect_with(store.version, {
        let latest = Rc::clone(&latest);
        move |_| {
            if unfollowed.borrow().is_none() {
                let waiting = Rc::clone(&unfollowed);
                let follow = motion::after_frame(move || {
                    waiting.take();
                    let ctx = latest.borrow().clone();
                    if let (Some(keep), Some(ctx)) = (later::keeping(), ctx) {
                        (keep.follow)(&ctx.store.session);
                    }
                });
                unfollowed.replace(Some(follow));
            }
        }
    });
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&page::window(), "keydown", options, move |event| {
            // Not borrowed while a command runs: what it changes may be drawn at once.
            let ctx = latest.borrow().clone();
            if let Some(ctx) = ctx {
                pressed(event.unchecked_ref(), &ctx);
            }
        });
        move || drop(listener)
    });
    // What is kept in the browser is there after a reload.
    use_effect_with(session.unsaved() && !kept.safe, |&unsafe_| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = unsafe_.then(|| {
            EventListener::new_with_options(&page::window(), "beforeunload", options, |event| {
                event.prevent_default()
            })
        });
        move || drop(listener)
    });
    use_effect_with(session.work.as_ref().map(|work| Rc::clone(work.scheme())), |scheme| {
        if let Some(scheme) = scheme {
            palette::set(scheme);
        }
    });
    // The finder and the map belong to the article that is open.
    use_effect_with(session.work.as_ref().map(|work| work.number), {
        let (seed, map) = (seed.clone(), map.setter());
        move |_| {
            seed.set(None);
            map.set(None);
            page::scroll_to_top();
        }
    });
    let heading = session.work.as_ref().map(|work| spelled(work.document().heading()));
    use_effect_with(heading, |heading| match heading {
        Some(heading) => page::set_title(&format!("{heading} · Gloss")),
        None => page::set_title("Gloss: mark up what an article says"),
    });
    let ontheme = {
        let setter = theme.setter();
        use_callback(*theme, move |(), theme| {
            let next = theme.next();
            theme::set(next);
            setter.set(next);
        })
    };
    let (ondragover, ondrop) = dropping(&onfiles);
    html! {
        <div class={if seed.is_some() { "app finding" } else { "app" }} {ondragover} {ondrop}>
            if let Some(work) = &store.now() {
                { desk(work, header(work, session, &beside, &kept, *theme, ontheme, run), &seed, &ctx) }
            } else if kept.coming {
                <main class="coming"><p>{ "Opening what you worked on last." }</p></main>
            } else {
                <Start
                    {ontext}
                    onbad={fail(&store.dispatcher())}
                    theme={theme_button(*theme, &ontheme)}
                    open={session.count()}
                    library={later::library(&ctx, false, Callback::noop())}
                    {run}
                />
            }
            <Newsline news={beside.news.clone()} dispatch={store.dispatcher()} />
            <input
                ref={picker}
                type="file"
                class="picker"
                aria-label="File"
                tabindex="-1"
                multiple=true
                accept={ACCEPTED}
                onchange={onpick}
            />
            if let Some(reading) = &*progress {
                { bar(reading) }
            }
            if let (Some(shown), Some(rooms)) = (&*shown, rooms) {
                { (rooms.dialog)(shown, &ctx) }
            }
            if let Some(rooms) = rooms {
                { (rooms.release)() }
            }
            <div id={announce::REGION} class="heard" aria-live="polite" />
        </div>
    }
}

/// Which files are offered to pick. Whatever else is dropped is looked at all the same.
const ACCEPTED: &str = ".txt,.md,.text,.html,.htm,.docx,.json,.jsonl,.ndjson,.jsonld,.ann,.conf,.tsv,.csv,.conll,.conllu,.iob,.bio,\
                        .xml,.xmi,.geojson,.zip,text/*,application/json,application/zip";

/// How long after the start the second part of the program is fetched, in milliseconds.
const IDLE: u32 = 150;

/// The name under which the part that keeps the work remembers what is open.
pub const STORED: &str = "gloss.open";

/// Has the work kept in this browser, from what is there already.
fn keep(desk: Desk, kept: UseStateSetter<Kept>) {
    wasm_bindgen_futures::spawn_local(async move {
        match later::load_keep().await {
            Some(keep) => (keep.begin)(desk, Callback::from(move |now| kept.set(now))),
            None => kept.set(Kept {
                words: "Not saved here",
                about: later::UNREACHABLE.into(),
                bad: true,
                ..Kept::default()
            }),
        }
    });
}

/// The name of the setting for keys of one character.
const SINGLES: &str = "gloss.single-keys";

/// Whether keys of one character count.
pub fn singles() -> bool {
    setting::get(SINGLES).as_deref() != Some("off")
}

/// Has keys of one character count, or not.
pub fn set_singles(on: bool) {
    setting::set(SINGLES, if on { "on" } else { "off" });
}

fn header(
    work: &Work,
    session: &Session,
    beside: &Beside,
    kept: &Kept,
    theme: Theme,
    ontheme: Callback<()>,
    run: Callback<Command>,
) -> Html {
    html! {
        <Header
            heading={spelled(work.document().heading())}
            undo={beside.undo}
            redo={beside.redo}
            unsaved={beside.unsaved}
            kept={kept.now(work).0}
            about_kept={kept.now(work).1.clone()}
            unkept={kept.bad}
            place={session.place()}
            count={session.count()}
            {theme}
            {ontheme}
            {run}
        />
    }
}

/// Does what a key asks for, now that things are as `ctx` says.
fn pressed(event: &KeyboardEvent, ctx: &Ctx) {
    let focus = page::focus_at(put_off::target(event));
    let pressed = Pressed {
        key: &event.key(),
        ctrl: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
        focus,
        singles: singles(),
    };
    let session = &ctx.store.session;
    let work = session.work.as_ref();
    // In the article Tab goes through the annotations, and leaves it behind the last.
    let tab = pressed.key == "Tab" && focus == Focus::Article;
    let tab = tab && work.is_some_and(|work| work.has_more(pressed.shift));
    let command = match (tab, pressed.shift) {
        (true, false) => Some(Command::Next),
        (true, true) => Some(Command::Previous),
        (false, _) => pressed.command(work.map(|work| &**work.scheme())),
    };
    let Some(command) = command.filter(|_| !page::dialog_open()) else {
        return;
    };
    // On the start screen only what needs no work; on the desk the session says why something cannot be done.
    let anywhere = command.entry().is_some_and(|entry| (entry.enabled)(session));
    if work.is_none() && !anywhere {
        return;
    }
    event.prevent_default();
    if later::hold(event) {
        return;
    }
    if focus != Focus::Field {
        return ctx.run.emit(command);
    }
    // What is in the field counts only once the field is left.
    page::leave_field();
    let run = ctx.run.clone();
    Timeout::new(0, move || run.emit(command)).forget();
}

/// Does what a key or a button asks for.
fn run(command: Command, ctx: &Ctx, picker: &NodeRef) {
    let (store, show) = (&ctx.store, &ctx.show);
    let work = store.session.work.as_ref();
    match command {
        Command::Label(number) => {
            if let Some(label) = work.and_then(|work| work.scheme().labels.get(number)) {
                store.dispatch(Action::Tag {
                    label: label.id.clone(),
                    id: chance::id(),
                    at: chance::now(),
                });
            }
        }
        Command::Next => store.dispatch(Action::Step { back: false }),
        Command::Previous => store.dispatch(Action::Step { back: true }),
        Command::Remove => {
            if let Some(id) = work.and_then(|work| work.chosen.clone()) {
                store.dispatch(Action::Remove(id));
            }
        }
        Command::LetGo => store.dispatch(match work {
            Some(work) if work.mode != Mode::Mark => Action::Turn(Mode::Mark),
            _ => Action::Choose(None),
        }),
        Command::Undo => store.dispatch(Action::Undo),
        Command::Redo => store.dispatch(Action::Redo),
        Command::Download => {
            if let Some(work) = work {
                download(work, store);
            }
        }
        Command::Open => {
            if let Some(picker) = picker.cast::<HtmlInputElement>() {
                picker.click();
            }
        }
        Command::New => {
            if store.session.count() > 1 {
                store.dispatch(Action::SetAside);
            } else if work.is_some_and(Work::unsaved) && !ctx.kept.safe {
                show.emit(Some(Shown::Leave(store.session.place())));
            } else {
                store.dispatch(Action::Close);
            }
        }
        Command::Help => show.emit(Some(Shown::Help)),
        Command::Palette => show.emit(Some(Shown::Palette)),
        Command::Facts => show.emit(Some(Shown::Facts)),
        Command::Scheme => show.emit(Some(Shown::Scheme)),
        command => {
            later::with_rooms(ctx.clone(), move |rooms, ctx| (rooms.act)(command, ctx));
        }
    }
}

/// Downloads the work that is shown as Gloss's own file.
fn download(work: &Work, store: &UseReducerHandle<Store>) {
    store.dispatch(match file::save(work) {
        Some(file) => Action::Downloaded { file },
        None => Action::Fail(NO_FILE.to_owned()),
    });
}

/// What is said when the browser makes no file.
pub const NO_FILE: &str = "The browser did not make the file. Try again, or free some memory first.";
