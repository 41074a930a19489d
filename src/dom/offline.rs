//! The service worker, with which the page opens without a network, and the next
//! release that it brings.

use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, ServiceWorker, ServiceWorkerRegistration, ServiceWorkerState};

use super::page::window;

/// The worker's file, beside the page.
const WORKER: &str = "service-worker.js";

/// The name of the only policy for Trusted Types that the page allows, once.
const POLICY: &str = "gloss-worker";

#[wasm_bindgen]
extern "C" {
    /// The page's workers. web-sys takes a text for the address, and the page's policy
    /// wants a trusted one.
    type Workers;

    #[wasm_bindgen(method, catch)]
    fn register(this: &Workers, address: &JsValue, options: &JsValue) -> Result<Promise, JsValue>;

    /// What makes policies for Trusted Types.
    type Policies;

    #[wasm_bindgen(method, catch, js_name = createPolicy)]
    fn create(this: &Policies, name: &str, rules: &JsValue) -> Result<Policy, JsValue>;

    type Policy;

    #[wasm_bindgen(method, catch, js_name = createScriptURL)]
    fn address(this: &Policy, address: &str) -> Result<JsValue, JsValue>;
}

/// A release that is there beside the one that the page is of.
#[derive(Clone)]
pub struct Release {
    registration: ServiceWorkerRegistration,
}

/// Has the browser keep the page and all its files, and look for a newer release. Once
/// there is one `ready` is told.
///
/// Where the browser has no workers, or does not want this one (in a private window,
/// or without https), nothing is different from before.
pub async fn keep(ready: impl Fn(Release) + 'static) {
    // What a person does goes first.
    idle().await;
    let Some(registration) = registered().await else {
        return;
    };
    let ready = Rc::new(ready);
    if registration.waiting().is_some() {
        ready(Release {
            registration: registration.clone(),
        });
    }
    EventListener::new(&registration.clone(), "updatefound", move |_| {
        let Some(worker) = registration.installing() else {
            return;
        };
        let (registration, ready) = (registration.clone(), Rc::clone(&ready));
        EventListener::new(&worker.clone(), "statechange", move |_| {
            // The first release of all is no news.
            if worker.state() == ServiceWorkerState::Installed && registration.active().is_some() {
                ready(Release {
                    registration: registration.clone(),
                });
            }
        })
        .forget();
    })
    .forget();
}

impl Release {
    /// Loads the page again, of this release.
    pub fn open(&self) {
        let reload = || {
            let _ = window().location().reload();
        };
        let waiting: Option<ServiceWorker> = self.registration.waiting();
        let (Some(waiting), Some(workers)) = (waiting, workers()) else {
            // Another tab was told to: this one is the only one that is left behind.
            return reload();
        };
        let workers: EventTarget = workers.unchecked_into();
        EventListener::once(&workers, "controllerchange", move |_| reload()).forget();
        let _ = waiting.post_message(&"take over".into());
    }
}

/// The page's workers; `None` where there are none.
fn workers() -> Option<Workers> {
    let workers = Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?;
    workers.is_object().then(|| workers.unchecked_into())
}

async fn registered() -> Option<ServiceWorkerRegistration> {
    // A page that is being worked on has none.
    let workers = workers().filter(|_| cfg!(not(debug_assertions)))?;
    let options = Object::new();
    Reflect::set(&options, &"updateViaCache".into(), &"none".into()).ok()?;
    let promise = workers.register(&trusted()?, &options).ok()?;
    let registration = JsFuture::from(promise).await.ok()?;
    // Some that keep workers away say so by giving nothing.
    registration.is_object().then(|| registration.unchecked_into())
}

/// The worker's address, as the page's policy wants it.
fn trusted() -> Option<JsValue> {
    let policies = Reflect::get(&window(), &"trustedTypes".into()).ok()?;
    if !policies.is_object() {
        return Some(WORKER.into());
    }
    // Whatever the policy is asked for, this is the one address that it knows.
    let only = Closure::<dyn Fn() -> JsValue>::new(|| WORKER.into()).into_js_value();
    let rules = Object::new();
    Reflect::set(&rules, &"createScriptURL".into(), &only).ok()?;
    let policy = policies.unchecked_into::<Policies>().create(POLICY, &rules).ok()?;
    policy.address(WORKER).ok()
}

/// Waits until the browser has nothing else to do.
async fn idle() {
    let request = Reflect::get(&window(), &"requestIdleCallback".into()).unwrap_or_default();
    let Ok(request) = request.dyn_into::<Function>() else {
        return;
    };
    let idle = Promise::new(&mut |resolve, _| {
        let _ = request.call1(&window(), &resolve);
    });
    let _ = JsFuture::from(idle).await;
}
