// Recogito's text annotator as its own examples use it: one element for each paragraph, its default renderer.
import './page.css';
import '@recogito/text-annotator/text-annotator.css';
import { createTextAnnotator } from '@recogito/text-annotator';
import { annotator } from './annotator.js';

const COLOURS = { claim: '#ffd54f', commitment: '#81c784', place: '#64b5f6' };
/** The colour of what carries no label yet. */
const NONE = '#cccccc';

let [article, tool, text, lines] = [null, null, '', []];
let made = 0;
/** The words that the next tag is for, when it does not come from a drag. */
let target = null;
/** A label whose key came before the annotation that the tool makes of a drag by itself. */
let waiting = null;
/** That annotation. */
let dragged = null;

const bodies = (id, label) => [{ id: `${id}-label`, annotation: id, purpose: 'tagging', value: label }];

const itsOwn = ({ id, start, end, label }) => ({
  id,
  bodies: bodies(id, label),
  target: { annotation: id, selector: [{ quote: text.slice(start, end), start, end }] },
});

const all = () => tool?.state.store.all() ?? [];
const drawing = (id) => document.querySelector(`.r6o-annotation[data-annotation="${id}"]`);
const label = (annotation, label) => tool.updateAnnotation({ ...annotation, bodies: bodies(annotation.id, label) });

function show(words, annotations) {
  tool?.destroy();
  article?.remove();
  [text, lines] = [words, []];
  article = document.createElement('div');
  article.id = 'text';
  let start = 0;
  // With the line feed in the paragraph, offsets in the page are offsets in the text.
  for (const line of words.split(/(?<=\n)/)) {
    const node = document.createTextNode(line);
    node.start = start;
    lines.push(node);
    const paragraph = document.createElement('p');
    paragraph.append(node);
    article.append(paragraph);
    start += line.length;
  }
  document.body.append(article);
  tool = createTextAnnotator(article, {
    style: ({ bodies }) => ({ fill: COLOURS[bodies[0]?.value] ?? NONE, fillOpacity: 0.6 }),
  });
  tool.on('createAnnotation', (annotation) => {
    dragged = annotation.id;
    if (waiting) setTimeout(label, 0, annotation, waiting);
    waiting = null;
  });
  tool.setAnnotations(annotations.map(itsOwn));
}

const contender = {
  count: () => all().filter(({ bodies }) => bodies.length > 0).length,
  article: () => article,
  // It draws a moment after it has taken the annotations.
  loaded: () => all().length === 0 || document.querySelector('.r6o-annotation') !== null,
  points(span) {
    target = span;
    const line = lines.findLast(({ start }) => start <= span.start);
    return [line, span.start - line.start, line, span.end - line.start];
  },
  dragged(before) {
    const style = drawing(dragged)?.getAttribute('style') ?? '';
    return contender.count() === before + 1 && style !== '' && !/204, 204, 204|#ccc/.test(style);
  },
};

window.contender = annotator({
  show,
  make(name) {
    if (target) {
      const span = target;
      target = null;
      made += 1;
      return { ...span, id: `n${made}`, label: name };
    }
    const fresh = all().find(({ bodies }) => bodies.length === 0);
    if (fresh) label(fresh, name);
    else waiting = name;
    return null;
  },
  add: (annotation) => tool.addAnnotation(itsOwn(annotation)),
  hide: ({ id }) => tool.removeAnnotation(id),
  drawn: ({ id }) => drawing(id) !== null,
  file: () => JSON.stringify(tool.getAnnotations()),
  begin: () => article.firstChild.textContent.slice(0, 20),
  contender,
});
