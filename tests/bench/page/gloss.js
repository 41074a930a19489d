// Drives Gloss through nothing but its page; put into it with clock.js.
(() => {
  const KEYS = { claim: '1', commitment: '2', place: '3' };
  let [text, file, wanted, saved] = ['', null, 0, null];
  /** Where each chunk of the text starts, as long as the article is in the page. */
  let index = { of: null, starts: [] };
  /** The words tagged last, and how many marks lay over them before. */
  let target = null;

  const article = () => document.querySelector('section[aria-label="Article"]');
  const field = () => document.querySelector('#article-text');
  const button = (name) => [...document.querySelectorAll('button')].find((button) => button.textContent.includes(name));
  const chosen = () => article().querySelector('mark.chosen')?.dataset.id;
  const count = () => Number(/^[\d,]+/.exec(document.querySelector('.lift')?.textContent ?? '')?.[0].replaceAll(',', '') ?? 0);

  function key(key, ctrlKey = false) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }));
  }

  /** Whether the last part of the text is in the page, and with it the others. */
  function whole() {
    const last = article()?.querySelectorAll('.chunk');
    return Boolean(last?.[last.length - 1]?.textContent);
  }

  function chunks() {
    const all = article().querySelectorAll('.chunk');
    if (index.of !== article()) {
      let length = 0;
      const starts = Array.from(all, (chunk) => {
        const start = length;
        length += chunk.textContent.length;
        return start;
      });
      if (length !== text.length) throw new Error(`the page has ${length} code units of ${text.length}`);
      index = { of: article(), starts };
    }
    return { all, starts: index.starts };
  }

  /** The text node of an offset; between two nodes the later one, or for the end of a span the earlier. */
  function point(offset, ends) {
    const { all, starts } = chunks();
    const number = starts.findLastIndex((start) => (ends ? start < offset : start <= offset));
    const walker = document.createTreeWalker(all[number], NodeFilter.SHOW_TEXT);
    let left = offset - starts[number];
    while (walker.nextNode()) {
      const { length } = walker.currentNode;
      if (left < length || (ends && left === length)) return [walker.currentNode, left];
      left -= length;
    }
    throw new Error(`the page has no text at ${offset}`);
  }

  /** How many marks lie over a character. */
  function depth(offset) {
    let marks = 0;
    for (let node = point(offset, false)[0].parentElement; node !== article(); node = node.parentElement) {
      if (node.localName === 'mark') marks += 1;
    }
    return marks;
  }

  /** Gloss's files count code points: one for each code unit that is not the second of a pair. */
  function inCodePoints(annotations) {
    let [at, points] = [0, 0];
    const counted = new Map();
    const offsets = annotations.flatMap(({ start, end }) => [start, end]).sort((a, b) => a - b);
    for (const offset of offsets) {
      for (; at < offset; at++) if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) points += 1;
      counted.set(offset, points);
    }
    return annotations.map((a) => ({ ...a, start: counted.get(a.start), end: counted.get(a.end) }));
  }

  /** A blob may be kept in another process, and be on its way there. */
  async function keep(parts, many) {
    [file, wanted] = [new File(parts, 'bench.gloss.json', { type: 'application/json' }), many];
    await file.slice(-1).text();
  }

  async function startScreen() {
    button('New')?.click();
    await bench.until(() => {
      if (!field()) button('Leave without')?.click();
      return field();
    }, 'the start screen is shown');
  }

  // The finished file is looked at where Gloss hands it to the browser; no download follows.
  const createObjectURL = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    saved?.({ blob, finished: performance.now() });
    return createObjectURL(new Blob());
  };
  const click = HTMLElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    if (!this.download) click.call(this);
  };

  window.contender = {
    ready: () => Boolean(field()),
    prepare(words, annotations) {
      text = words;
      const content = { format: 'gloss', version: 1, document: { id: 'bench', text }, annotations: inCodePoints(annotations) };
      return keep([JSON.stringify(content)], annotations.length);
    },
    load() {
      const input = document.querySelector('input[type=file]');
      const carried = new DataTransfer();
      carried.items.add(file);
      input.files = carried.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    loaded: () => whole() && (wanted === 0 || Boolean(article().querySelector('mark'))),
    listed: () => count() === wanted,
    count,
    article,
    points(span) {
      target = { start: span.start, depth: depth(span.start) };
      return [...point(span.start, false), ...point(span.end, true)];
    },
    announce: () => document.dispatchEvent(new Event('selectionchange')),
    tag: (label) => key(KEYS[label]),
    remove: () => key('Delete'),
    undo: () => key('z', true),
    drawn: () => depth(target.start) > target.depth,
    // The count stands in the panel, which follows the article a frame later.
    beforeDrag: () => chosen() ?? '',
    dragged: (before) => getSelection().isCollapsed && Boolean(chosen()) && chosen() !== before,
    async save() {
      const file = new Promise((resolve) => (saved = resolve));
      button('Download JSON').click();
      const { blob, finished } = await file;
      return { blob, finished, count: async () => JSON.parse(await blob.text()).annotations.length };
    },
    /** Makes the next load open the file that Gloss itself has written. */
    async reopen() {
      const { blob } = await this.save();
      await keep([blob], wanted);
      await startScreen();
    },
    async field() {
      await startScreen();
      const press = () => (field().value ? button('Annotate').click() : setTimeout(press));
      addEventListener('paste', () => setTimeout(press), { capture: true, once: true });
      return '#article-text';
    },
    pasted: () => count() === 0 && whole() && article().querySelector('.chunk').textContent.startsWith(text.slice(0, 20)),
  };
})();
