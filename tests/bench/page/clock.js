// What is measured inside a page; put into it before its own scripts. Times are in milliseconds.
//
// A page is driven through `window.contender`:
//   ready()                    whether it takes input
//   prepare(text, annotations) brings what a load needs into memory, untimed; may be a promise
//   listed()                  optional, Gloss only: whether its panel has all of them
//   load(), loaded()           starts to show it; whether all of it is shown and the annotations in view are drawn
//   count()                    how many annotations it has
//   points({start, end})       the two points of the document, as [node, offset, node, offset]; null if not drawn
//   article()                  the element with the text
//   announce()                 optional: tells the page at once that the selection changed
//   tag(label)                 tags the selection
//   remove(), undo()           removes what was tagged last; takes the last change back
//   drawn()                    whether what was tagged last is drawn
//   save()                     the annotations as a file: a promise of {finished, count()}
//   dragged(before)            optional: whether a drag and a key were answered; else the count tells
//   field(), pasted()          a promise of the selector of a field to paste into; whether the pasted text is shown
//   reopen()                   optional, Gloss only: makes the next load open the file of save()
//   reveal({start, end}), scroller()   optional: if the document does not scroll as a page does
(() => {
  const now = () => performance.now();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));

  /** The next task; called inside a frame, the first after that frame's style, layout and paint. */
  const task = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });

  const scroller = () => contender.scroller?.() ?? document.scrollingElement;

  /**
   * Lets frames go by until something holds at a frame's start, or after its paint; the time of that, without the time
   * that it took to look.
   */
  async function until(holds, what, { painted = false, limit = 20_000 } = {}) {
    const start = now();
    for (;;) {
      await frame();
      if (painted) await task();
      const time = now();
      if (holds()) return time;
      if (time - start > limit) {
        const dialog = document.querySelector('dialog[open]')?.textContent;
        throw new Error(`${what}: not within ${limit / 1000} s${dialog ? `; a dialog is open: ${dialog.slice(0, 80)}` : ''}`);
      }
    }
  }

  async function settle() {
    await sleep(60);
    await frame();
    await task();
  }

  /**
   * Does one thing after the other in one frame. `frame` ends in the first task after the frame that shows it,
   * `script` when the last thing and its microtasks are done: each thing is a frame callback of its own, and microtasks
   * run between those.
   */
  async function timed(acts, shows, what) {
    await frame();
    let start;
    acts.forEach((act, i) =>
      requestAnimationFrame(() => {
        if (i === 0) start = now();
        act();
      }),
    );
    await frame();
    const script = now() - start;
    await task();
    const end = now();
    return { script, frame: (shows() ? end : await until(shows, what, { painted: true })) - start };
  }

  /** From the call to the second frame that has everything, and to the one in which a panel lists it. */
  async function load(limit) {
    await sleep(100);
    await frame();
    await task();
    const start = now();
    contender.load();
    await until(() => contender.loaded(), 'the text and its annotations are shown', { limit });
    await frame();
    const shown = now() - start;
    if (!contender.listed) return { shown };
    await until(() => contender.listed(), 'all annotations are listed', { limit });
    await frame();
    return { shown, listed: now() - start };
  }

  function box([node, offset]) {
    const range = document.createRange();
    range.setStart(node, offset);
    range.setEnd(node, Math.min(offset + 1, node.length ?? node.childNodes.length));
    return range.getBoundingClientRect();
  }

  /** Scrolls so that words are seen. Heights are estimates until they are, hence the repetition. */
  async function reveal(span) {
    for (let turn = 0; turn < 8; turn++) {
      const points = contender.points(span);
      const { top, height } = points ? box(points) : { height: 0 };
      if (contender.reveal) contender.reveal(span);
      else if (height) scroller().scrollBy(0, top - innerHeight / 2);
      else points[0].parentElement.scrollIntoView({ block: 'start' });
      await settle();
      if (inView(contender.points(span))) return;
    }
    throw new Error(`the words at ${span.start} cannot be scrolled into view`);
  }

  function inView(points) {
    const { top, bottom, height } = points ? box(points) : { height: 0 };
    return height > 0 && top >= 0 && bottom <= innerHeight;
  }

  /** Tags words, removes the tag, brings it back and takes it back; the times of the first three. */
  async function change(span, tagOnly) {
    await reveal(span);
    await settle();
    const [from, fromOffset, to, toOffset] = contender.points(span);
    const select = () => {
      getSelection().setBaseAndExtent(from, fromOffset, to, toOffset);
      contender.announce?.();
    };
    const drawn = () => contender.drawn();
    const gone = () => !drawn();
    const tag = await timed([select, () => contender.tag(span.label)], drawn, 'the tag is drawn');
    await settle();
    if (tagOnly) {
      contender.undo();
      await until(gone, 'the tag is taken back');
      return { tag };
    }
    const remove = await timed([() => contender.remove()], gone, 'the tag is removed');
    await settle();
    const undo = await timed([() => contender.undo()], drawn, 'the removal is taken back');
    await settle();
    contender.undo();
    await until(gone, 'the tag is taken back');
    return { tag, remove, undo };
  }

  async function changes(spans, tagOnly) {
    const times = [];
    for (const span of spans) times.push(await change(span, tagOnly));
    return times;
  }

  /** The whole document passes by in `time`, moved once in each frame. */
  async function scroll(time) {
    const element = scroller();
    element.scrollTop = 0;
    await settle();
    const way = element.scrollHeight - element.clientHeight;
    const start = now();
    let [last, frames, longest] = [start, 0, 0];
    while (last - start < time) {
      element.scrollTop = (way * (last - start)) / time;
      await frame();
      const next = now();
      longest = Math.max(longest, next - last);
      last = next;
      frames += 1;
    }
    element.scrollTop = 0;
    await settle();
    return { fps: (frames * 1000) / (last - start), longest };
  }

  async function save() {
    const start = now();
    const { finished, count } = await contender.save();
    return { time: finished - start, count: await count() };
  }

  /** From the time stamp of a real event that is to come, to the first task after the frame that shows its effect. */
  function answer(type, shows, what, limit) {
    const answered = new Promise((resolve, reject) => {
      const heard = ({ timeStamp }) =>
        until(shows, what, { painted: true, limit }).then((time) => resolve(time - timeStamp), reject);
      addEventListener(type, heard, { capture: true, once: true });
    });
    // It is waited for later on; until then its failure is nobody's.
    answered.catch(() => {});
    return answered;
  }

  let awaited;
  function arm(type, shows, what, limit) {
    awaited = answer(type, shows, what, limit);
  }

  /** Two times: until the words are marked, and until the page counts them too. */
  function armDrag() {
    const count = contender.count();
    const before = contender.beforeDrag?.() ?? count;
    const counted = () => contender.count() === count + 1;
    const marked = () => contender.dragged?.(before) ?? counted();
    const both = [
      answer('keydown', marked, 'the dragged words are marked', 20_000),
      answer('keydown', counted, 'the dragged words are counted', 20_000),
    ];
    awaited = Promise.all(both);
    awaited.catch(() => {});
  }

  async function usable() {
    await until(() => window.contender?.ready(), 'the page takes input');
    await frame();
    await frame();
    return now();
  }

  window.bench = { arm, armDrag, awaited: () => awaited, changes, load, save, scroll, scroller, settle, until, usable: usable() };
})();
