// The page: it builds the parts, and hands what one says to the others.

import { createAPI } from './api.js';
import { build, manifest } from '../kit/assets.js';
import { CanvasFrame } from './view/canvasframe.js';
import { bindDevice } from './run/device.js';
import { byId, setText } from '../kit/dom.js';
import { purpose } from '../kit/dropped.js';
import { Draws } from './view/draws.js';
import { Engine } from '../kit/engine/engine.js';
import { Form } from './recipe/form.js';
import { claimLink, commitLink, copyAddress, givenLink, onLink, writeLink } from './recipe/hash.js';
import { openHelp } from './help.js';
import { bindIntake } from './picture/intake.js';
import { bindKeys } from './keys.js';
import { LessonMenu } from './lessons/menu.js';
import { Lessons } from './lessons/lessons.js';
import { drawHourglass, ModelCard } from './recipe/model.js';
import { Classes } from './run/classes.js';
import { bar, closeBar, closeNewest, once, toast } from './notices.js';
import { OwnData } from './data/own.js';
import { Pace } from './pace.js';
import { follow } from './run/follow.js';
import { bindPending } from './recipe/pending.js';
import { Picture } from './picture/picture.js';
import { Readout } from './view/readout.js';
import { Session } from './run/session.js';
import { mergeSnapshot, readSnapshot } from './view/snapshot.js';
import { startOffline } from './offline.js';
import { Summary } from './view/summary.js';
import { bindTheme } from '../kit/theme.js';
import { rememberedPause, Transport } from './run/transport.js';
import { UnitStrip } from './view/units.js';
import { Views } from './view/views.js';
import { Weights } from './run/weights.js';

const CANVAS_WAIT_MS = 6000;
// ?threads=1 asks for another number of threads than the processors have.
const engine = new Engine(manifest, { threads: Number(new URLSearchParams(location.search).get('threads')) || 0 });
const session = new Session(engine);
const fail = (text) => toast(text, 'error');
const transport = new Transport(session, fail);

// The recipe

const own = new OwnData(session, {
  open: (link, options) => {
    transport.touched = true;
    return open(link, { commit: true, ...options });
  },
  wouldLose: () => transport.wouldLose(),
  ask: (title, act) => bar('own', { title, actions: [{ label: 'Train on it', primary: true, act }, { label: 'Keep the run' }] }),
});
engine.on('progress', (event) => { if (event.what === 'own') own.told(event); });
new Form(byId('form'), session, fail, { Data: own.element });
new ModelCard(byId('card'), session);
session.on('draft', () => drawHourglass(byId('hourglass'), session.draft.plan));
bindPending(byId('pending'), session, {
  restart: async () => {
    transport.touched = true;
    await session.settled; // to leave the box that was edited last begins an edit
    open(session.draft.link, { commit: true, start: ['running', 'done'].includes(session.state) });
  },
  discard: () => session.discard(),
});
byId('explain').addEventListener('click', ({ currentTarget }) => {
  const on = byId('form').classList.toggle('explained');
  currentTarget.setAttribute('aria-pressed', String(on));
});
new LessonMenu({ menu: byId('lessons'), name: byId('lesson-name'), list: byId('lesson-list') }, session);
new Lessons({ panel: byId('lesson'), title: byId('lesson-title'), place: byId('lesson-place') }, session);

// The view

let working = 1; // threads of the training
engine.on('metrics', ({ threads = 1 }) => { working = threads; });
let drawing = 0; // processors that draw
const pace = new Pace(() => working + drawing >= navigator.hardwareConcurrency);
const views = new Views(byId('tabs'), byId('view-controls'), session, (view) => {
  pace.flush();
  canvas.setView(view);
  look();
});
function look() {
  engine.request({ op: 'view', view: canvas.needed(views.view) }).catch((error) => fail(error.message));
}
const readout = new Readout(byId('readout'), session, fail);
const summary = new Summary(byId('twin'), byId('twin-body'), byId('spoken'), session);
const later = (key) => (show) => pace.show(show, 'numbers', key);
new Draws(byId('draws'), session, { report: fail, later: later('draws') });
const units = new UnitStrip(byId('units'), session);
const canvas = new CanvasFrame(byId('view'), byId('frame'), {
  onReady: (software) => { drawing = software ? 1 : 0; },
  onProbe: (x, y, pin) => readout.probe(x, y, pin),
  onLeave: () => readout.leave(),
  onUnpin: () => readout.release(),
  onAxis: (message) => views.turnAxis(message),
  onRoom: () => look(),
  onDrag: (over) => byId('veil').classList.toggle('shown', over),
  onFiles: (given) => takeFiles(given),
  onKey: (key) => press(key),
  onFailed: (text) => toast(`The canvas is not available (${text}); a plain drawing takes its place.`, 'warning'),
});
session.on('unpinned', () => canvas.unpin());
let known = null; // what the frames of the run have brought: one alone may have only some of it
engine.on('snapshot', ({ buffer, taken }) => {
  const frame = readSnapshot(buffer);
  known = mergeSnapshot(known, frame);
  const draw = () => {
    canvas.show(buffer, frame, known);
    taken();
  };
  const tell = () => {
    for (const part of [readout, summary, units]) part.snapshot(known);
  };
  pace.show(draw, 'canvas');
  pace.show(tell, 'numbers', 'snapshot');
  if (frame.probe || engine.state !== 'running') pace.flush();
});

// Weights and pictures

const weights = new Weights(byId('weights'), session, {
  open: (link) => {
    transport.touched = true;
    return open(link, { commit: true });
  },
  wouldLose: () => transport.wouldLose(),
  fail,
});

const picture = new Picture(byId('picture'), session, {
  report: fail,
  later: (show) => pace.show(show, 'along', 'picture'),
  faults: (lines, all) => bar('files', {
    kind: 'error',
    title: all === 1 ? 'The file could not be read' : `${lines.length} of ${all} files could not be read`,
    lines,
  }),
  loadWeights: (file) => weights.load(file),
});
bindIntake((given) => takeFiles(given), fail);

// Files to train on

function takeFiles(given) {
  const kind = purpose(given);
  if (kind === 'data') {
    own.take(given).catch(() => {}); // it is on the page
    own.element.scrollIntoView({ block: 'nearest' });
    return;
  }
  picture.take(given.map(({ file }) => file));
  if (kind === 'picture' && given.length > 1) {
    bar('own', {
      title: `Train on these ${given.length} pictures?`,
      lines: ['So far they are shown to the network as it is.'],
      actions: [{ label: 'Train on them', primary: true, act: () => { own.take(given).catch((error) => fail(error.message)); } }, { label: 'Not now' }],
    });
  }
}

new Classes(byId('classes'), byId('classes-panel'), session, fail);

// Links

/** Replaces the run by the link's, tells what it got wrong, and writes the address. Resolves to whether it did. */
async function open(link, { commit = false, start = false } = {}) {
  try {
    const before = session.running?.link;
    const notices = await session.open(link);
    if (commit) commitLink(before, session.running.link);
    else writeLink(session.running.link);
    tell(notices);
    closeBar('diverged');
    if (start) await transport.start();
    return true;
  } catch (error) {
    fail(`The link was not opened: ${error.message}`);
    if (session.running) writeLink(session.running.link);
    return false;
  }
}

// What a link got wrong, by the names of the fields; that MNIST is not here is no fault of the link.
function tell(notices) {
  const drawn = manifest.missing?.mnist;
  const ofData = (notice, text) => notice.field === 'data' && notice.text.includes(text);
  const standIn = notices.find((notice) => ofData(notice, 'stand'));
  const rest = notices.filter((notice) => notice !== standIn && !(drawn && ofData(notice, 'not part of this site')));
  if (rest.length + (standIn ? 1 : 0) < notices.length) {
    bar('data', { kind: 'warning', title: 'These digits are drawn, not MNIST\u2019s', lines: [drawn] });
  }
  if (standIn) {
    bar('wanted', {
      kind: 'warning',
      title: 'This link is for files of your own',
      lines: [standIn.text.replace(/^data: /, '')],
      actions: [{ label: 'Choose files\u2026', primary: true, act: () => byId('own-files').click() }],
    });
  }
  if (!standIn) closeBar('wanted');
  if (rest.length === 0) {
    closeBar('link');
    return;
  }
  bar('link', {
    kind: 'warning',
    title: 'The link was read, except for this',
    lines: rest.map(({ field, text }) => [field, text.startsWith(`${field}: `) ? text.slice(field.length + 2) : text]),
  });
}

function notRead(why) {
  bar('link', { kind: 'warning', title: 'The link was not read', lines: [why] });
}

session.on('draft', () => {
  if (transport.touched || session.pending.length) claimLink();
  writeLink(session.draft.link);
});

onLink(async (link) => {
  const { link: canonical, notices = [], refused } = await session.preview(link);
  if (refused) {
    notRead(refused);
    writeLink(session.draft?.link);
    return;
  }
  if (canonical === session.running?.link && !session.pending.length) {
    writeLink(session.running.link);
    tell(notices);
    return;
  }
  const start = transport.touched === false && session.state === 'running';
  if (!transport.wouldLose()) {
    open(link, { start });
    return;
  }
  const keep = () => writeLink(session.draft.link);
  bar('open', {
    title: 'Open the link? The run in progress ends.',
    closable: false,
    actions: [
      { label: 'Open the link', primary: true, act: () => { open(link); } },
      { label: 'Keep the run', act: keep },
    ],
  });
});

byId('copy-link').addEventListener('click', async () => {
  if (await copyAddress()) toast('Link copied: it holds the whole recipe and the seed', 'good');
  else toast('The browser did not allow copying. The address bar holds the same link.', 'error');
});

session.on('live', ({ name, step }) => {
  const label = session.field(name)?.label || name;
  bar('live', {
    title: `${label} changed at step ${step.toLocaleString('en-US')}`,
    lines: ['The link replays with the new value from the start, so its figures will differ from this run\u2019s.'],
  });
});
session.on('restarted', () => closeBar('live'));
session.on('recipe', () => closeBar('live'));

// The whole

follow(engine, session, { transport, fail, pace });
bindDevice(engine, fail);

bindTheme(byId('theme'));
byId('help-open').addEventListener('click', () => openHelp(byId('help')));
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault(); // the address holds the recipe
  byId('workbench').focus();
});
const press = bindKeys({
  play: () => !byId('play').disabled && transport.toggle(),
  step: () => !byId('step-batch').disabled && transport.step({ steps: 1 }),
  reset: () => transport.reset(),
  seed: () => transport.reseed(),
  help: () => openHelp(byId('help')),
  close: () => closeNewest(),
});
setText(byId('build-id'), build ? `Build ${build}` : '');

startOffline({
  onReady: () => once('offline') && toast('Ready to work offline', 'good'),
  onUpdate: ({ apply }) => bar('update', {
    title: 'A new version is ready',
    lines: ['It starts with a reload; the run in progress ends.'],
    actions: [{ label: 'Reload', primary: true, act: apply }, { label: 'Later' }],
  }),
  onIsolationOffer: ({ apply }) => bar('isolation', {
    title: 'A reload makes training faster',
    lines: ['Shared memory becomes available to this page.'],
    actions: [{ label: 'Reload', primary: true, act: apply }, { label: 'Not now' }],
  }),
  onError: (error) => console.info(error.message),
  isIdle: () => !transport.touched && (session.metrics?.step || 0) < 2000,
});

const opened = start();
opened.then((drawing) => begin(drawing), (error) => {
  setText(byId('cover-text'), error.message);
  byId('cover-progress').hidden = true;
});

/** Brings the page's link to life, and resolves to the promise of a canvas. */
async function start() {
  await engine.ready;
  await session.describe();
  const link = givenLink();
  const refused = await session.foresee(link); // the recipe is on the page before its data is
  const drawing = canvas.load();
  await open(link);
  if (refused) notRead(refused);
  byId('cover').hidden = true;
  return { drawing };
}

// A visit without a link starts by itself. The first seconds are the best to watch: they wait for the canvas, though
// not for long.
async function begin({ drawing }) {
  if (givenLink() || rememberedPause()) return;
  await Promise.race([drawing, new Promise((done) => setTimeout(done, CANVAS_WAIT_MS))]);
  if (!transport.touched && session.state === 'ready') await transport.start();
}

// Scripts wait until the page's own link is open; with their first command the run is theirs.
window.bottleneck = createAPI(new Proxy(engine, {
  get(target, name) {
    if (name === 'ready') return opened.then(() => target.device);
    if (name === 'request') transport.touched = true;
    const value = target[name];
    return typeof value === 'function' ? value.bind(target) : value;
  },
}), (given) => own.take(given, { open: false }));
