// The page: it builds the parts, and hands what one says to the others. It begins with those that bring a run to life and show its picture; the rest comes when the
// trainer is there, see rest.js.

import { manifest } from '../kit/assets.js';
import { byId, setText } from '../kit/dom.js';
import { Engine } from '../kit/engine/engine.js';
import { mend } from '../kit/mend.js';
import { bindTheme } from '../kit/theme.js';
import { createAPI } from './api.js';
import { bindBuild } from './build.js';
import { itemsHere } from './data/room.js';
import { bindEdges } from './edges.js';
import { bindEmbed, embedded } from './embed/embed.js';
import { bindHints } from './hints.js';
import { bindKeys } from './keys.js';
import { Later } from './later.js';
import { deedsOf } from './lessons/deeds.js';
import { Film } from './lessons/film.js';
import { Guide } from './lessons/guide.js';
import { Lessons } from './lessons/lessons.js';
import { LessonMenu } from './lessons/menu.js';
import { Progress } from './lessons/progress.js';
import { Spotlight } from './lessons/spotlight.js';
import { elementOf } from './lessons/spots.js';
import { bar, closeBar, closeNewest, settle, toast } from './notices.js';
import { Pace } from './pace.js';
import { bindIntake } from './picture/intake.js';
import { Editor } from './recipe/editor.js';
import { addressOf } from './recipe/hash.js';
import { Links } from './recipe/links.js';
import { bindDevice, threadsAsked, threadsRefused } from './run/device.js';
import { follow } from './run/follow.js';
import { Paces } from './run/paces.js';
import { Transport } from './run/transport.js';
import { Keeper } from './runs/keep.js';
import { overlayOf } from './runs/overlay.js';
import { Runs } from './runs/runs.js';
import { Classroom } from './share/classroom.js';
import { copy } from './share/copy.js';
import { Given } from './share/links.js';
import { proofMissing } from './share/proof.js';
import { viewIn } from './share/view.js';
import { Store } from './store.js';
import { CanvasFrame } from './view/canvasframe.js';
import { chosenInWords } from './view/chosen.js';
import { Frames } from './view/frames.js';
import { Pointing } from './view/pointing.js';
import { Readout } from './view/readout.js';
import { Summary } from './view/summary.js';
import { UnitStrip } from './view/units.js';
import { ViewChoice } from './view/choice.js';
import { beginVisit } from './visit.js';
import { say } from '../kit/words.js';

const asked = threadsAsked(location.search); // for another number of threads than the processors have
const engine = new Engine(manifest, { threads: asked.threads });
const fail = (text, about) => toast(text, 'error', about);
const spoken = (text) => setText(byId('spoken'), text);

let working = 1; // threads of the training
engine.on('metrics', ({ threads = 1 }) => { working = threads; });
let drawing = 0; // processors that draw
const pace = new Pace(() => working + drawing >= navigator.hardwareConcurrency);
const along = (key) => (show) => pace.show(show, 'numbers', key);

const store = new Store(engine, along('metrics'));
engine.on('state', () => pace.flush());
const editor = new Editor(store, engine);

// The rest of the page: whoever wants what it has waits for it. Where it does not come that is said once, and it is asked for again.
const later = new Later(async () => {
  const { furnish } = await import('./rest.js');
  closeBar('later');
  const rest = store.latecomers(() => furnish({
    store, engine, keeper, editor, links, transport, guide, given, classroom, choice, canvas, frames, summary, pace, runs, visit, fail, spoken, along,
  }));
  rest.plane.shows(choice.view.panels);
  if (seen) rest.plane.seen(seen);
  if (thumbs) rest.plane.thumbs(thumbs);
  classroom.refresh(); // there are more fields to lock
  light.again(); // and to light
  return rest;
}, (error) => bar('later', {
  kind: 'error',
  title: say('later_not_come'),
  lines: [error.message],
  actions: [{ label: say('later_again'), primary: true, act: () => { later.again().catch(() => {}); } }],
}));
const chooseFiles = () => { later.with(() => byId('own-files').click()); };

const slow = {
  enter: () => later.with((rest) => rest.slow.enter()),
  leave: () => later.here?.slow.leave(),
  toggle: () => later.here?.slow.toggle(),
  nextStep: () => later.here?.slow.nextStep(),
};
const transport = new Transport(store, engine, { slow, report: fail, settled: () => editor.settled, now: () => later.here?.timeline.now() });
const paces = new Paces(store, engine, { slow, report: fail, spoken });
byId('explain').addEventListener('click', ({ currentTarget }) => {
  const on = byId('form').classList.toggle('explained');
  currentTarget.setAttribute('aria-pressed', String(on));
  if (on) later.with((rest) => rest.equals.show());
});
const links = new Links(store, engine, {
  editor, transport, missing: manifest.missing, replaced: () => runs.waitNoMore(), kept: () => runs.kept(), said, itemsHere: (data) => itemsHere(manifest.data?.[data]), chooseFiles, fail,
  proofs: {
    check: (proof, notices) => later.with((rest) => rest.proofs.check(proof, notices)),
    untried: (proof, why) => later.with((rest) => rest.proofs.untried(proof, why)),
  },
});

// The lessons

const progress = new Progress();
const recorded = new Film(byId('frame'), store);
let chosenBy = ''; // whose wish the chosen input is
const light = new Spotlight((panel) => choice.see(panel));
const guide = new Guide(byId('guide'), progress, {
  deeds: deedsOf({
    train: (steps) => transport.step({ steps }),
    open: (link) => links.choose(link),
    move: (unit, deviations) => later.with((rest) => rest.code.put(unit, deviations)),
    press: (name) => (name === 'slow' ? paces.choose('slow') : elementOf(name)?.click()),
    choose: async ([x, y]) => {
      await readout.probe(x, y, true);
      store.choose({ kind: 'code', z: [x, y] }, 'guide');
    },
    compare: (a, b) => later.with((rest) => rest.comparisons.both(a, b)),
  }),
  light,
  seen: () => ({
    metrics: store.metrics, values: store.running?.values, moment: store.moment, chosen: store.choice, chosenBy,
    codes: frames.known?.codes, moved: (unit) => later.here?.code.deviationOf(unit) ?? NaN, compared: !!later.here?.comparing.shown,
  }),
  proof: () => (store.moment || proofMissing(store) ? null : given.proof()), // of the run that has solved it
  hides: (id, at) => classroom.hidesPage(id, at),
  copy: (link) => links.copy(link, say('guide_proof_copied')),
  spoken,
  turned: (id, at) => lessons.turned(id, at),
  answered: () => lessons.scored(),
  fail,
});
const lessons = new Lessons({ panel: byId('lesson'), title: byId('lesson-title'), place: byId('lesson-place'), guide, progress }, store, {
  beside: (link) => later.with((rest) => rest.comparisons.beside(link)),
  open: (link) => links.choose(link),
  film: (id) => recorded.show(id),
  fail,
});
new LessonMenu({ menu: byId('lessons'), name: byId('lesson-name'), list: byId('lesson-list') }, store, { choose: (lesson) => lessons.choose(lesson), quiz: () => lessons.quiz() });
for (const event of ['metrics', 'recipe', 'moment', 'state']) store.on(event, () => guide.look());

// The runs that are kept

const keeper = new Keeper(engine);
const runs = new Runs(keeper, store, {
  opened: (before) => links.opened(before),
  files: { knows: (name) => later.come().then(({ own }) => own.knows(name)), again: (name) => later.come().then(({ own }) => own.again(name)) },
  chooseFiles,
  fail,
});

// The view

const choice = new ViewChoice(byId('tabs'), byId('view-controls'), store, (view) => {
  pace.flush();
  canvas.setView(view);
  later.here?.plane.shows(view.panels);
  readout.shows(view.panels);
  layBehind();
  look();
});
let behind = ''; // what lies behind the curve
function layBehind() {
  choice.offerRuns(keeper.book.list.some(({ id }) => id !== keeper.current));
  const overlay = overlayOf(keeper.book.list, keeper.current, store.running, choice.by);
  const text = JSON.stringify(overlay);
  if (text === behind) return;
  behind = text;
  canvas.setRuns(overlay);
  summary.runs(overlay);
}
keeper.on('list', layBehind);
store.on('recipe', layBehind);

// What links say to the page, and the links that are given

const classroom = new Classroom(store, choice, () => guide.refresh());
const given = new Given(store, editor, { choice, classroom });
byId('share-open').addEventListener('click', () => later.with((rest) => rest.share.open()));
byId('take-open').addEventListener('click', () => later.with((rest) => rest.takeHome.open()));
byId('copy-link').addEventListener('click', async () => { if (store.running) copy(addressOf(await given.link()), { done: say('link_copied') }); });
// Does what a link says to the page, and returns what it got wrong.
function said(page) {
  const view = viewIn(page, store.running);
  if (Object.keys(view.choice).length) choice.take(view.choice);
  if (view.chosen) store.choose(view.chosen, 'link');
  return [...classroom.take(page), ...view.faults];
}

let held = false; // somebody reads a point of the plane of a run that goes on: the grid's range stays as it is
function hold(on) {
  if (on === held || (on && store.state !== 'running')) return;
  held = on;
  look();
}
function look() {
  engine.request('view', { view: { ...canvas.needed(choice.view), hold: held } }).then(() => later.here?.timeline.looked(), (error) => fail(error.message));
}
const readout = new Readout(byId('readout'), store, engine, { onRelease: () => canvas.unpin(), onCode: (z) => store.choose({ kind: 'code', z }), report: fail });
const summary = new Summary(byId('twin'), byId('twin-body'), byId('spoken'), store);
const pointing = new Pointing(engine);
// What that shows changes heights around it: of which others hear in the next frame.
new ResizeObserver(([{ contentRect }]) => requestAnimationFrame(() => choice.grow(contentRect.height))).observe(byId('frame'));
const units = new UnitStrip(byId('units'), store);
const take = (files, handles = []) => later.with((rest) => rest.take(files, handles));
const counting = (files) => { later.with(({ own }) => own.counting(files)); };
let seen = null; // the part of the plane that the canvas shows
let thumbs = null; // and the images for which it has room there
const canvas = new CanvasFrame(byId('view'), byId('frame'), {
  onReady: (software) => {
    drawing = software ? 1 : 0;
    choice.stand(software);
    settle('canvas');
  },
  onProbe: (x, y, pin, choose) => {
    if (!pin) hold(true);
    readout.probe(x, y, pin, choose);
  },
  onPoint: (place) => {
    if (!place.part) frames.unpoint();
    pointing.to(place);
  },
  onOpen: (level) => choice.open(level),
  onChoose: (image) => store.choose({ kind: 'image', image }),
  onLeave: () => {
    hold(false);
    readout.leave();
  },
  onUnpin: () => readout.release(),
  onAxis: (message) => choice.turnAxis(message),
  onStep: (step) => later.with(({ timeline }) => timeline.to(step)),
  onRoom: () => look(),
  onWindow: (message) => {
    seen = message;
    later.here?.plane.seen(message);
  },
  onOutline: (outline) => later.with(({ plane }) => plane.outlined(outline)),
  onThumbs: (images) => {
    thumbs = images;
    later.here?.plane.thumbs(images);
  },
  onCursor: (message) => later.with(({ plane }) => plane.cursor(message)),
  onDrag: (over) => byId('veil').classList.toggle('shown', over),
  onFiles: (files) => take(files),
  onCount: counting,
  onKey: (key) => press(key),
  onFailed: (why, mendable) => {
    const text = say('canvas_not_available', { why });
    if (mendable) bar('canvas', { kind: 'warning', about: 'canvas', title: text, actions: [{ label: say('reload'), act: () => { mend(); } }] });
    else toast(text, 'warning', 'canvas');
  },
});
choice.seen = () => later.here?.plane.window;
choice.names = () => later.here?.own.names(store.running?.values.data) ?? [];
const frames = new Frames(engine, store, { canvas, parts: [recorded, choice, readout, summary, units], pace, touched: () => transport.touched });
bindIntake(take, fail, (text) => links.pasted(text), counting);

// The whole

follow(engine, store, { transport, fail, reopen: (link) => links.instead(link) });
bindDevice(engine, fail);
if (asked.found !== undefined) toast(threadsRefused(asked.found), 'warning');

bindHints();
bindEdges(document.querySelectorAll('.recipe, .stage, .side, .guide'));
bindTheme(byId('theme'), (theme) => say('theme', { theme }));
const help = () => { later.with((rest) => rest.help()); };
byId('help-open').addEventListener('click', help);
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault(); // the address holds the recipe
  byId('workbench').focus();
});
const press = bindKeys({
  play: () => classroom.allows('play') && !byId('play').disabled && transport.toggle(),
  step: () => classroom.allows('batch') && !byId('step-batch').disabled && transport.step({ steps: 1 }),
  reset: () => classroom.allows('reset') && transport.reset(),
  seed: () => classroom.allows('seed') && transport.reseed(),
  slower: () => classroom.allows('pace') && paces.shift(-1),
  faster: () => classroom.allows('pace') && paces.shift(1),
  film: () => classroom.allows('timeline') && later.with(({ timeline }) => timeline.playFilm()),
  now: () => later.here?.timeline.now() ?? false,
  look: (key) => classroom.allows('picture') && later.with(({ picture }) => picture.showMode(Number(key))),
  before: () => chooseBeside(-1),
  next: () => chooseBeside(1),
  help,
  close: () => closeNewest(),
});
bindBuild(() => !transport.touched && !store.moment && (store.metrics?.step || 0) < 2000);

// The image before the one that is chosen, or after it.
function chooseBeside(by) {
  const { kind, image = -1 } = store.chosen;
  const to = kind === 'image' ? image + by : 0;
  if (to >= 0 && to < Number(store.running?.values.test)) store.choose({ kind: 'image', image: to });
}
store.on('chosen', ({ by }) => {
  chosenBy = by;
  guide.look();
});
store.on('chosen', ({ by }) => { if (by === 'person') spoken(chosenInWords(store, frames.known)); });

const visit = beginVisit({ engine, store, keeper, links, classroom, editor, canvas, recorded, runs, transport, paces });
store.on('described', () => { later.soon().catch(() => {}); }); // the trainer is there
// Scripts wait until the page's own link is open, and until the rest of the page is here or it is said that it does not come.
const ready = visit.then(() => later.come().then(() => {}, () => {}));
window.bottleneck = createAPI(engine, store, {
  ready,
  request: (...request) => {
    transport.touched = true; // with their first command the run is theirs
    paces.endRamp();
    return engine.request(...request);
  },
  later,
  keeper,
});
if (embedded) bindEmbed(store, window.bottleneck, ready);
document.documentElement.dataset.started = ''; // for first.js
