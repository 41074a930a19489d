//! What is done with stored documents without opening them.

use std::rc::Rc;

use super::keeper::Keeper;
use super::leaf;
use super::load::{Loaded, load};
use super::saving;
use super::stores::{BASES, DOCUMENTS, STEPS};
use super::turns;
use crate::dom::chance;
use crate::dom::database::{self, Database, Fault, Write};
use crate::dom::file;
use crate::model::format::gloss;
use crate::model::ledger::record::{Kind, SCHEMA, Stamp};
use crate::model::ledger::{Base, Entry, Head};
use crate::model::project::{Document, Facts, Project};
use crate::ui::app::NO_FILE;

/// Why something cannot be done with a stored document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undone {
    /// It cannot be read.
    Unreadable,
    /// A newer Gloss has changed it.
    Newer,
    /// It cannot be written.
    Fault(Fault),
    /// The browser makes no file of it.
    NoFile,
}

impl Undone {
    /// In words.
    pub fn words(&self, name: &str) -> String {
        match self {
            Self::Unreadable => format!("“{name}” cannot be read, so nothing was changed."),
            Self::Newer => format!(
                "“{name}” was not changed: a newer version of Gloss has changed it. Reload the page to get that version."
            ),
            Self::Fault(fault) => format!("“{name}” was not changed: {fault}."),
            Self::NoFile => NO_FILE.to_owned(),
        }
    }
}

/// The database, to write in a document by the rules of this version what then stays.
async fn writable(keeper: &Keeper, key: &str) -> Result<Database, Undone> {
    if keeper.heads.borrow().get(key).is_some_and(Head::is_newer) {
        return Err(Undone::Newer);
    }
    let database = keeper.writable().ok_or(Undone::Fault(Fault::Dead))?;
    if keeper.torn.get() {
        leaf::turn(&database).await.map_err(Undone::Fault)?;
        keeper.note_torn(false);
    }
    Ok(database)
}

/// A stored document, as it is now.
pub async fn look(keeper: &Keeper, key: &str) -> Result<Loaded, Undone> {
    let database = keeper.database.borrow().clone();
    let database = database.ok_or(Undone::Fault(Fault::Dead))?;
    load(&database, key, None).await.map_err(|_| Undone::Unreadable)
}

/// Changes a stored document by one step, which whoever has it open follows and can take
/// back.
pub async fn change(keeper: &Rc<Keeper>, key: &str, make: impl Fn(&Project) -> Project) -> Result<(), Undone> {
    // Another tab may be quicker with a revision; then that one comes first.
    for _ in 0..5 {
        let Loaded {
            replayed: loaded,
            newer,
            ..
        } = look(keeper, key).await?;
        if newer {
            return Err(Undone::Newer);
        }
        let database = writable(keeper, key).await?;
        let before = loaded.history.present();
        let after = make(before);
        if after == *before {
            return Ok(());
        }
        let (revision, now) = (loaded.revision + 1, chance::now());
        let stamp = Stamp {
            key,
            revision,
            by: &keeper.tab,
            at: now.as_str(),
        };
        let entry = Entry::new(&stamp, Kind::Change, before, &after);
        let head = keeper.head_of(key, revision, &after);
        let writes = [
            Write::Add(STEPS, database::record(&entry)),
            Write::Put(DOCUMENTS, database::record(&head)),
        ];
        match database.write(&writes).await {
            Ok(()) => {
                keeper.list(head);
                turns::tell_saved(keeper, key, revision);
                turns::catch_up_key(keeper, key);
                return Ok(());
            }
            Err(Fault::Taken) => {}
            Err(fault) => return Err(Undone::Fault(fault)),
        }
    }
    Err(Undone::Fault(Fault::Taken))
}

/// Gives a stored document another title.
pub async fn rename(keeper: &Rc<Keeper>, key: &str, title: &str) -> Result<(), Undone> {
    let title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
    change(keeper, key, |project| {
        let facts = Facts {
            title: title.clone(),
            ..project.document.facts()
        };
        Project {
            document: Rc::new(project.document.with(facts)),
            ..project.clone()
        }
    })
    .await
}

/// Stores a document once more, as one of its own; the copy's key.
pub async fn copy(keeper: &Rc<Keeper>, project: &Project) -> Result<String, Undone> {
    let id = chance::id();
    let database = writable(keeper, id.as_str()).await?;
    let title = copied(project.document.heading(), |title| {
        keeper.heads.borrow().values().any(|head| head.heading == title)
    });
    let document = Document {
        id: id.clone(),
        title: Some(title),
        ..(*project.document).clone()
    };
    let project = Project {
        document: Rc::new(document),
        ..project.clone()
    };
    let key = id.as_str();
    let base = Base::new(key, 0, gloss::write(&project).into_bytes());
    let head = keeper.head_of(key, 0, &project);
    let writes = [
        Write::Put(BASES, database::record(&base)),
        Write::Put(DOCUMENTS, database::record(&head)),
    ];
    database.write(&writes).await.map_err(Undone::Fault)?;
    keeper.list(head);
    turns::tell_saved(keeper, key, 0);
    Ok(key.to_owned())
}

/// What a copy is called: by a name that no other document has.
fn copied(heading: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut title = format!("{heading} (copy)");
    let mut number = 1;
    while is_taken(&title) {
        number += 1;
        title = format!("{heading} (copy {number})");
    }
    title
}

/// Gives the person a stored document as a file, and notes that there is one.
pub async fn download(keeper: &Rc<Keeper>, key: &str) -> Result<(), Undone> {
    let Loaded { replayed, .. } = look(keeper, key).await?;
    let project = replayed.history.present().clone();
    let name = file::name(&project.document);
    let content = saving::file(project).await;
    file::download(&name, "application/json", &content).map_err(|_| Undone::NoFile)?;
    let downloaded = Some(replayed.revision);
    // Where that cannot be noted the file is there all the same.
    let _ = list(keeper, key, |head| Head { downloaded, ..head }).await;
    Ok(())
}

/// Deletes a document, or with `false` puts it back. What is stored of it stays.
pub async fn delete(keeper: &Rc<Keeper>, key: &str, deleted: bool) -> Result<(), Undone> {
    let deleted = deleted.then(|| chance::now().as_str().to_owned());
    list(keeper, key, |head| Head { deleted, ..head }).await
}

/// Changes what the list says of a document.
async fn list(keeper: &Rc<Keeper>, key: &str, change: impl FnOnce(Head) -> Head) -> Result<(), Undone> {
    let database = writable(keeper, key).await?;
    let head = keeper.heads.borrow().get(key).cloned().ok_or(Undone::Unreadable)?;
    let head = Head {
        schema: SCHEMA,
        ..change(head)
    };
    let write = Write::Put(DOCUMENTS, database::record(&head));
    database.write(&[write]).await.map_err(Undone::Fault)?;
    let revision = head.revision;
    keeper.list(head);
    turns::tell_saved(keeper, key, revision);
    Ok(())
}

/// Takes everything of a deleted document out of storage, for ever.
pub async fn purge(keeper: &Rc<Keeper>, key: &str) -> Result<(), Undone> {
    let database = writable(keeper, key).await?;
    let writes = [
        Write::Clear(DOCUMENTS, key.into()),
        Write::Clear(BASES, js_sys::Array::of1(&key.into()).into()),
        Write::Clear(STEPS, js_sys::Array::of1(&key.into()).into()),
    ];
    database.write(&writes).await.map_err(Undone::Fault)?;
    keeper.forget(key);
    keeper.unlist(key);
    turns::tell_deleted(keeper, key);
    Ok(())
}
