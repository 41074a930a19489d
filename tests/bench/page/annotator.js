// What the pages that were made for this benchmark share: keys, a field to paste into, and changes that can be undone.

export const LABELS = ['claim', 'commitment', 'place'];

/**
 * A contender of {show, add, hide, ...}: `show(text, annotations)` shows a document, `add(annotation)` and
 * `hide(annotation)` change it, `make(label)` is an annotation of what is selected.
 */
export function annotator(page) {
  let [text, annotations] = ['', []];
  /** The changes so far, each by what takes it back. */
  let changes = [];
  let last = null;

  const add = (annotation) => {
    last = annotation;
    page.add(annotation);
    changes.push(() => page.hide(annotation));
  };
  const tag = (label) => {
    const made = page.make(label);
    if (made) add(made);
  };
  const show = (words, json) => {
    changes = [];
    page.show(words, JSON.parse(json));
  };

  const field = document.createElement('textarea');
  field.id = 'paste';
  document.body.append(field);
  field.addEventListener('paste', (event) => {
    event.preventDefault();
    show(event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n'), '[]');
  });
  addEventListener('keydown', (event) => {
    const label = LABELS[['1', '2', '3'].indexOf(event.key)];
    if (label && event.target !== field) tag(label);
  });

  return {
    ready: () => true,
    prepare(words, list) {
      [text, annotations] = [words, JSON.stringify(list)];
    },
    load: () => show(text, annotations),
    loaded: () => true,
    tag,
    remove() {
      const removed = last;
      page.hide(removed);
      changes.push(() => page.add(removed));
    },
    undo: () => changes.pop()?.(),
    drawn: () => page.drawn(last),
    async save() {
      const file = page.file();
      return { finished: performance.now(), count: async () => JSON.parse(file).length };
    },
    field: async () => '#paste',
    pasted: () => page.contender.count() === 0 && page.begin() === text.slice(0, 20),
    ...page.contender,
  };
}

/** The file that a page without a format of its own writes. */
export const plain = (annotations) => JSON.stringify(Array.from(annotations, ({ id, start, end, label }) => ({ id, start, end, label })));
