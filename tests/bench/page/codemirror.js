// CodeMirror 6, read-only and wrapping its lines, with annotations as mark decorations. It draws what is in view only.
import './page.css';
import { EditorState, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';
import { annotator, plain } from './annotator.js';

const added = StateEffect.define();
const hidden = StateEffect.define();

const mark = ({ id, label }) => Decoration.mark({ class: label, attributes: { 'data-id': id }, id });

/** The decorations of a document that starts with these annotations. */
function marks(annotations) {
  const builder = new RangeSetBuilder();
  for (const annotation of annotations) builder.add(annotation.start, annotation.end, mark(annotation));
  return StateField.define({
    create: () => builder.finish(),
    update(marks, transaction) {
      for (const effect of transaction.effects) {
        const { id, start, end } = effect.value;
        if (effect.is(added)) marks = marks.update({ add: [mark(effect.value).range(start, end)] });
        if (effect.is(hidden)) {
          marks = marks.update({ filterFrom: start, filterTo: end, filter: (_from, _to, { spec }) => spec.id !== id });
        }
      }
      return marks;
    },
    provide: (field) => EditorView.decorations.from(field),
  });
}

const layout = EditorView.theme({
  '&': { height: '100vh' },
  '.cm-scroller': { font: 'inherit', lineHeight: 1.5 },
  '.cm-content': { maxWidth: '800px', margin: '0 auto' },
});

const view = new EditorView({ parent: document.body });
let all = new Map();
let made = 0;

window.contender = annotator({
  show(text, annotations) {
    all = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    const reading = [EditorView.editable.of(false), EditorState.readOnly.of(true), EditorView.lineWrapping, layout];
    view.setState(EditorState.create({ doc: text, extensions: [...reading, marks(annotations)] }));
  },
  make(label) {
    const selection = getSelection();
    if (selection.isCollapsed) return null;
    const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
    const [start, end] = [view.posAtDOM(startContainer, startOffset), view.posAtDOM(endContainer, endOffset)];
    selection.removeAllRanges();
    made += 1;
    return { id: `n${made}`, start, end, label };
  },
  add(annotation) {
    all.set(annotation.id, annotation);
    view.dispatch({ effects: added.of(annotation) });
  },
  hide(annotation) {
    all.delete(annotation.id);
    view.dispatch({ effects: hidden.of(annotation) });
  },
  drawn: ({ id }) => view.contentDOM.querySelector(`[data-id="${id}"]`) !== null,
  file: () => plain(all.values()),
  begin: () => view.contentDOM.firstChild.textContent.slice(0, 20),
  contender: {
    count: () => all.size,
    article: () => view.contentDOM,
    scroller: () => view.scrollDOM,
    reveal: ({ start }) => view.dispatch({ effects: EditorView.scrollIntoView(start, { y: 'center' }) }),
    /** Nothing, while the words are not drawn. */
    points({ start, end }) {
      if (start < view.viewport.from || end > view.viewport.to) return null;
      const [from, to] = [view.domAtPos(start, 1), view.domAtPos(end, -1)];
      return [from.node, from.offset, to.node, to.offset];
    },
  },
});
