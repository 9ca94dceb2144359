// The rest of the page: the recipe, the tools of the plane, what is behind a button, what is below, and what follows a run that is open. It is a script of its own,
// which later.js fetches when the trainer is there; it imports what only it needs, and so brings the sentences that nobody else says.

import { manifest } from '../kit/assets.js';
import { byId, h } from '../kit/dom.js';
import { Exchange, PICTURES } from '../kit/exchange.js';
import { CodePanel } from './code/code.js';
import { compare } from './compare/comparison.js';
import { Comparisons } from './compare/trained.js';
import { CompareView } from './compare/view.js';
import { OwnData } from './data/own.js';
import { openHelp } from './help.js';
import { bar, settle, toast } from './notices.js';
import { bindHanded } from './picture/handed.js';
import { Picture } from './picture/picture.js';
import { Plane } from './plane/plane.js';
import { Equals } from './recipe/equals.js';
import { Form } from './recipe/form.js';
import { addressOf } from './recipe/hash.js';
import { Hourglass } from './recipe/hourglass.js';
import { ModelCard } from './recipe/model.js';
import { bindPending } from './recipe/pending.js';
import { Classes } from './run/classes.js';
import { bindDiagnoses } from './run/diagnoses.js';
import { loadWeights } from './run/exact.js';
import { waitsForFiles } from './run/interrupted.js';
import { Weights } from './run/weights.js';
import { RunList } from './runs/list.js';
import { ShareDialog } from './share/dialog.js';
import { Proofs } from './share/proofs.js';
import { SlowMotion } from './slow/slow.js';
import { TakeHome } from './takehome/dialog.js';
import { Made } from './takehome/made.js';
import { PicturePart } from './takehome/picturepart.js';
import { Pictures } from './takehome/pictures.js';
import { bindSheet } from './takehome/sheet.js';
import { takeFiles } from './taken.js';
import { Timeline } from './time/time.js';
import { chosenInWords } from './view/chosen.js';
import { Draws } from './view/draws.js';
import { say } from '../kit/words.js';

/** Builds it beside the parts that app.js has, and gives what these call. */
export function furnish({
  store, engine, keeper, editor, links, transport, guide, given, classroom, choice, canvas, frames, summary, pace, runs, visit, fail, spoken, along,
}) {
  const asks = (...request) => engine.request(...request);

  // The recipe

  const own = new OwnData(engine, new Exchange(manifest), {
    came: () => {
      settle('data');
      if (waitsForFiles(engine)) return engine.retry({ here: true }).then(() => true);
      return runs.filesCame();
    },
    open: (link, options) => links.take(link, options),
    wouldLose: () => transport.wouldLose(),
    ask: (title, act) => bar('own', { about: 'data link', title, actions: [{ label: say('own_train'), primary: true, act }, { label: say('keep_run') }] }),
  });
  new Form(byId('form'), store, editor, fail, { Data: h('div', { class: 'minor' }, own.element) });
  new ModelCard(byId('card'), byId('card-short'), store, engine);
  new Hourglass(byId('hourglass'), byId('layer-keys'), store, editor);
  bindPending(byId('pending'), store, {
    restart: async () => {
      transport.touched = true;
      await editor.settled; // to leave the box that was edited last begins an edit
      links.take(store.draft.link, { start: ['running', 'done'].includes(store.state) });
    },
    discard: () => editor.discard(),
    copy: () => links.copy(store.draft.link, say('link_copied_draft')),
  });
  const equals = new Equals(byId('form'), store);
  bindDiagnoses(byId('diagnoses'), store, { take: (link) => links.instead(link), spoken });
  const ofWeights = new Exchange(manifest); // one of its own: data that are being read meanwhile are read on
  const load = (file, ask) => loadWeights(file, { ask, exchange: ofWeights, link: store.running?.link ?? '', room: engine.device.budget / 4 });
  const weights = new Weights(byId('weights'), store, engine, {
    load: (file) => load(file, asks),
    open: (link) => links.take(link),
    wouldLose: () => transport.wouldLose(),
    fail,
  });

  // The view

  const timeline = new Timeline(store, engine, { report: fail, tell: (text) => toast(text), spoken });
  const slow = new SlowMotion(byId('slow'), store, engine, { report: fail, figure: byId('hourglass'), lesson: byId('lesson') });
  const code = new CodePanel(byId('code'), store, engine, { describe: () => chosenInWords(store, frames.known), walked: () => guide.look() });
  new Draws(byId('draws'), store, engine, { report: fail, later: along('draws') });
  const comparing = new CompareView(byId('frame'), keeper, engine, store);
  const comparisons = new Comparisons(comparing, keeper, store, {
    preview: (link) => editor.preview(link),
    instead: (link) => links.instead(link, { trained: true }),
    opened: () => guide.look(),
    fail,
  });
  const plane = new Plane({ container: byId('plane'), keys: byId('plane-keys') }, store, engine, canvas, {
    fail: (text) => fail(text),
    spoken,
    later: along('route'),
    own: () => picture.input,
    without: (labels) => trainWithout(labels),
  });
  // The draft gets the other classes; whoever wants it restarts.
  async function trainWithout(labels) {
    const now = store.draft.values.classes;
    const all = now === 'all' ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : now.split(',').map(Number);
    const refused = await editor.edit('classes', all.filter((label) => !labels.includes(label)).join(','));
    if (refused) fail(refused);
    else byId('pending').scrollIntoView({ block: 'nearest' });
  }
  for (const part of [code, plane]) frames.join(part);

  // Beside it

  const picture = new Picture(byId('picture'), store, engine, {
    report: fail,
    later: (show) => pace.show(show, 'along', 'picture'),
    faults: (lines, all) => {
      settle('picture');
      if (!lines.length) return;
      bar('files', {
        kind: 'error',
        about: 'picture',
        title: all === 1 ? say('picture_not_read') : say('pictures_not_read', { refused: lines.length, files: all }),
        lines,
      });
    },
    loadWeights: (file) => weights.load(file),
  });
  new Classes(byId('classes'), byId('classes-panel'), store, engine, fail);
  new RunList(byId('runs'), keeper, store, { restore: (id) => runs.restore(id), again: (link) => links.take(link), compare: (id) => comparisons.withAnother(id), fail });

  // What leaves the page

  const made = new Made(asks, new Exchange(manifest), store);
  const pictures = new PicturePart(store, {
    pictures: new Pictures(asks, new Exchange(manifest, PICTURES)),
    view: { get seen() { return choice.view; }, of: (panel) => choice.of(panel) },
    link: () => given.whole(),
    recorded: timeline.recorded,
    way: () => plane.route.film,
    request: asks,
    on: (event, fn) => engine.on(event, fn),
  });
  bindSheet(byId('sheet'), store, {
    known: () => frames.known,
    view: () => choice.view,
    figure: byId('hourglass'),
    sentence: () => summary.sentence(),
    address: () => addressOf(store.running.link),
  });

  const take = (files, handles = []) => takeFiles(files, handles, { own, picture, fail, opens: (link) => links.carried(link) });
  visit.then(() => bindHanded((files) => take(files), fail), () => {});
  return {
    own, equals, timeline, slow, code, plane, comparing, comparisons, picture, made, take, load,
    compare: (a, b, options) => compare(keeper, engine, a, b, options),
    proofs: new Proofs(store, engine, { again: (link) => links.takeText(link) }),
    share: new ShareDialog(byId('share'), store, { given, classroom, pages: () => guide.titles(store.running.lesson) }),
    takeHome: new TakeHome(byId('take'), store, { made, pictures, request: asks }),
    help: () => openHelp(byId('help')),
  };
}
