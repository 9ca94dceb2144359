// The page: it builds the parts, and hands what one says to the others.

import { manifest } from '../kit/assets.js';
import { byId, setText } from '../kit/dom.js';
import { Engine } from '../kit/engine/engine.js';
import { Exchange, PICTURES } from '../kit/exchange.js';
import { mend } from '../kit/mend.js';
import { bindTheme } from '../kit/theme.js';
import { createAPI } from './api.js';
import { bindBuild } from './build.js';
import { CodePanel } from './code/code.js';
import { compare } from './compare/comparison.js';
import { Comparisons } from './compare/trained.js';
import { CompareView } from './compare/view.js';
import { itemsHere } from './data/room.js';
import { OwnData } from './data/own.js';
import { bindEdges } from './edges.js';
import { bindEmbed, embedded } from './embed/embed.js';
import { openHelp } from './help.js';
import { bindHints } from './hints.js';
import { bindKeys } from './keys.js';
import { deedsOf } from './lessons/deeds.js';
import { Film } from './lessons/film.js';
import { Guide } from './lessons/guide.js';
import { Lessons } from './lessons/lessons.js';
import { LessonMenu } from './lessons/menu.js';
import { Progress } from './lessons/progress.js';
import { Spotlight } from './lessons/spotlight.js';
import { elementOf } from './lessons/spots.js';
import { bar, closeNewest, settle, toast } from './notices.js';
import { Pace } from './pace.js';
import { bindHanded } from './picture/handed.js';
import { bindIntake } from './picture/intake.js';
import { Plane } from './plane/plane.js';
import { Picture } from './picture/picture.js';
import { Editor } from './recipe/editor.js';
import { Equals } from './recipe/equals.js';
import { Form } from './recipe/form.js';
import { addressOf } from './recipe/hash.js';
import { Hourglass } from './recipe/hourglass.js';
import { Links } from './recipe/links.js';
import { ModelCard } from './recipe/model.js';
import { bindPending } from './recipe/pending.js';
import { Classes } from './run/classes.js';
import { bindDevice, threadsAsked, threadsRefused } from './run/device.js';
import { bindDiagnoses } from './run/diagnoses.js';
import { loadWeights } from './run/exact.js';
import { follow } from './run/follow.js';
import { waitsForFiles } from './run/interrupted.js';
import { Paces } from './run/paces.js';
import { Transport } from './run/transport.js';
import { Weights } from './run/weights.js';
import { Keeper } from './runs/keep.js';
import { overlayOf } from './runs/overlay.js';
import { Runs } from './runs/runs.js';
import { copy, ShareDialog } from './share/dialog.js';
import { Classroom } from './share/classroom.js';
import { Given } from './share/links.js';
import { proofMissing, Proofs } from './share/proof.js';
import { viewIn } from './share/view.js';
import { SlowMotion } from './slow/slow.js';
import { Store } from './store.js';
import { TakeHome } from './takehome/dialog.js';
import { Made } from './takehome/made.js';
import { PicturePart } from './takehome/picturepart.js';
import { Pictures } from './takehome/pictures.js';
import { bindSheet } from './takehome/sheet.js';
import { takeFiles } from './taken.js';
import { Timeline } from './time/time.js';
import { CanvasFrame } from './view/canvasframe.js';
import { chosenInWords } from './view/chosen.js';
import { Draws } from './view/draws.js';
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

let working = 1; // threads of the training
engine.on('metrics', ({ threads = 1 }) => { working = threads; });
let drawing = 0; // processors that draw
const pace = new Pace(() => working + drawing >= navigator.hardwareConcurrency);
const later = (key) => (show) => pace.show(show, 'numbers', key);

const store = new Store(engine, later('metrics'));
engine.on('state', () => pace.flush());
const editor = new Editor(store, engine);
const slow = new SlowMotion(byId('slow'), store, engine, { report: fail, figure: byId('hourglass'), lesson: byId('lesson') });
const transport = new Transport(store, engine, { slow, report: fail, settled: () => editor.settled, now: () => timeline.now() });
const paces = new Paces(store, engine, { slow, report: fail, spoken: (text) => setText(byId('spoken'), text) });
const timeline = new Timeline(store, engine, { report: fail, tell: (text) => toast(text), spoken: (text) => setText(byId('spoken'), text) });
const proofs = new Proofs(store, engine, { again: (link) => links.takeText(link) });
const links = new Links(store, engine, {
  editor, transport, missing: manifest.missing, replaced: () => runs.waitNoMore(), kept: () => runs.kept(), said, proofs, itemsHere: (data) => itemsHere(manifest.data?.[data]), fail,
});

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
new Form(byId('form'), store, editor, fail, { Data: own.element });
new ModelCard(byId('card'), store, engine);
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
byId('explain').addEventListener('click', ({ currentTarget }) => {
  const on = byId('form').classList.toggle('explained');
  currentTarget.setAttribute('aria-pressed', String(on));
  if (on) equals.show();
});
// The lessons

const progress = new Progress();
const recorded = new Film(byId('frame'), store);
let chosenBy = ''; // whose wish the chosen input is
const guide = new Guide(byId('guide'), progress, {
  deeds: deedsOf({
    train: (steps) => transport.step({ steps }),
    open: (link) => links.choose(link),
    move: (unit, deviations) => code.put(unit, deviations),
    press: (name) => (name === 'slow' ? paces.choose('slow') : elementOf(name)?.click()),
    choose: async ([x, y]) => {
      await readout.probe(x, y, true);
      store.choose({ kind: 'code', z: [x, y] }, 'guide');
    },
    compare: (a, b) => comparisons.both(a, b),
  }),
  light: new Spotlight((panel) => choice.see(panel)),
  seen: () => ({
    metrics: store.metrics, values: store.running?.values, moment: store.moment, chosen: store.choice, chosenBy,
    codes: frames.known?.codes, moved: (unit) => code.deviationOf(unit), compared: comparing.shown,
  }),
  proof: () => (store.moment || proofMissing(store) ? null : given.proof()), // of the run that has solved it
  hides: (id, at) => classroom.hidesPage(id, at),
  copy: (link) => links.copy(link, say('guide_proof_copied')),
  spoken: (text) => setText(byId('spoken'), text),
  turned: (id, at) => lessons.turned(id, at),
  answered: () => lessons.scored(),
  fail,
});
const lessons = new Lessons({ panel: byId('lesson'), title: byId('lesson-title'), place: byId('lesson-place'), guide, progress }, store, {
  beside: (link) => comparisons.beside(link),
  open: (link) => links.choose(link),
  film: (id) => recorded.show(id),
  fail,
});
new LessonMenu({ menu: byId('lessons'), name: byId('lesson-name'), list: byId('lesson-list') }, store, (lesson) => lessons.choose(lesson));
for (const event of ['metrics', 'recipe', 'moment', 'state']) store.on(event, () => guide.look());

// The runs that are kept

const keeper = new Keeper(engine);
const runs = new Runs(byId('runs'), keeper, store, { opened: (before) => links.opened(before), again: (link) => links.take(link), compare: (id) => comparisons.withAnother(id), files: own, fail });

// The view

const choice = new ViewChoice(byId('tabs'), byId('view-controls'), store, (view) => {
  pace.flush();
  canvas.setView(view);
  plane.shows(view.panels);
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

const comparing = new CompareView(byId('frame'), keeper, engine, store);
const comparisons = new Comparisons(comparing, keeper, store, {
  preview: (link) => editor.preview(link),
  instead: (link) => links.instead(link, { trained: true }),
  opened: () => guide.look(),
  fail,
});

// What links say to the page, and the links that are given

const classroom = new Classroom(store, choice, () => guide.refresh());
const given = new Given(store, editor, { choice, classroom });
new ShareDialog(byId('share'), byId('share-open'), store, { given, classroom, pages: () => guide.titles(store.running.lesson) });
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
  engine.request('view', { view: { ...canvas.needed(choice.view), hold: held } }).then(() => timeline.looked(), (error) => fail(error.message));
}
const readout = new Readout(byId('readout'), store, engine, { onRelease: () => canvas.unpin(), onCode: (z) => store.choose({ kind: 'code', z }), report: fail });
const summary = new Summary(byId('twin'), byId('twin-body'), byId('spoken'), store);
const code = new CodePanel(byId('code'), store, engine, { describe: () => chosenInWords(store, frames.known), walked: () => guide.look() });
new Draws(byId('draws'), store, engine, { report: fail, later: later('draws') });
const pointing = new Pointing(engine);
// What that shows changes heights around it: of which others hear in the next frame.
new ResizeObserver(([{ contentRect }]) => requestAnimationFrame(() => choice.grow(contentRect.height))).observe(byId('frame'));
const units = new UnitStrip(byId('units'), store);
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
  onStep: (step) => timeline.to(step),
  onRoom: () => look(),
  onWindow: (message) => plane.seen(message),
  onOutline: (outline) => plane.outlined(outline),
  onThumbs: (images) => plane.thumbs(images),
  onCursor: (message) => plane.cursor(message),
  onDrag: (over) => byId('veil').classList.toggle('shown', over),
  onFiles: (files) => take(files),
  onCount: (files) => own.counting(files),
  onKey: (key) => press(key),
  onFailed: (why, mendable) => {
    const text = say('canvas_not_available', { why });
    if (mendable) bar('canvas', { kind: 'warning', about: 'canvas', title: text, actions: [{ label: say('reload'), act: () => { mend(); } }] });
    else toast(text, 'warning', 'canvas');
  },
});
const plane = new Plane({ container: byId('plane'), keys: byId('plane-keys') }, store, engine, canvas, {
  fail: (text) => fail(text),
  spoken: (text) => setText(byId('spoken'), text),
  later: later('route'),
  own: () => picture.input,
  without: (labels) => trainWithout(labels),
});
choice.seen = () => plane.window;
choice.names = () => own.names(store.running?.values.data);
// The draft gets the other classes; whoever wants it restarts.
async function trainWithout(labels) {
  const now = store.draft.values.classes;
  const all = now === 'all' ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : now.split(',').map(Number);
  const refused = await editor.edit('classes', all.filter((label) => !labels.includes(label)).join(','));
  if (refused) fail(refused);
  else byId('pending').scrollIntoView({ block: 'nearest' });
}
const frames = new Frames(engine, store, { canvas, parts: [recorded, choice, readout, summary, units, code, plane], pace, touched: () => transport.touched });

// Weights and pictures

const ofWeights = new Exchange(manifest); // one of its own: data that are being read meanwhile are read on
const loadFile = (file, ask) => loadWeights(file, { ask, exchange: ofWeights, link: store.running?.link ?? '', room: engine.device.budget / 4 });
const weights = new Weights(byId('weights'), store, engine, {
  load: (file) => loadFile(file, (...request) => engine.request(...request)),
  open: (link) => links.take(link),
  wouldLose: () => transport.wouldLose(),
  fail,
});

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
const leaving = new Exchange(manifest);
const made = new Made((...request) => engine.request(...request), leaving, store);
const asks = (...request) => engine.request(...request);
const pictures = new PicturePart(store, {
  pictures: new Pictures(asks, new Exchange(manifest, PICTURES)),
  view: { get seen() { return choice.view; }, of: (panel) => choice.of(panel) },
  link: () => given.whole(),
  recorded: timeline.recorded,
  way: () => plane.route.film,
  request: asks,
  on: (event, fn) => engine.on(event, fn),
});
new TakeHome(byId('take'), byId('take-open'), store, { made, pictures, request: asks });
bindSheet(byId('sheet'), store, {
  known: () => frames.known,
  view: () => choice.view,
  figure: byId('hourglass'),
  sentence: () => summary.sentence(),
  address: () => addressOf(store.running.link),
});
const take = (files, handles = []) => takeFiles(files, handles, { own, picture, fail, opens: (link) => links.carried(link) });
bindIntake(take, fail, (text) => links.pasted(text), (files) => own.counting(files));

new Classes(byId('classes'), byId('classes-panel'), store, engine, fail);

// The whole

follow(engine, store, { transport, fail, reopen: (link) => links.instead(link) });
bindDevice(engine, fail);
if (asked.found !== undefined) toast(threadsRefused(asked.found), 'warning');
bindDiagnoses(byId('diagnoses'), store, { take: (link) => links.instead(link), spoken: (text) => setText(byId('spoken'), text) });

bindHints();
bindEdges(document.querySelectorAll('.recipe, .stage, .side'));
bindTheme(byId('theme'), (theme) => say('theme', { theme }));
byId('help-open').addEventListener('click', () => openHelp(byId('help')));
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
  film: () => classroom.allows('timeline') && timeline.playFilm(),
  now: () => timeline.now(),
  look: (key) => classroom.allows('picture') && picture.showMode(Number(key)),
  before: () => chooseBeside(-1),
  next: () => chooseBeside(1),
  help: () => openHelp(byId('help')),
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
store.on('chosen', ({ by }) => { if (by === 'person') setText(byId('spoken'), chosenInWords(store, frames.known)); });

const ready = beginVisit({ engine, store, keeper, links, classroom, editor, canvas, recorded, runs, transport, paces });
ready.then(() => bindHanded((files) => take(files), fail), () => {});
window.bottleneck = createAPI(engine, store, {
  ready, // scripts wait until the page's own link is open
  request: (...request) => {
    transport.touched = true; // with their first command the run is theirs
    paces.endRamp();
    return engine.request(...request);
  },
  read: (given, choice) => own.take(given, { open: false, choice }),
  load: loadFile,
  keeper,
  compare: (a, b, options) => compare(keeper, engine, a, b, options),
  plane: plane.script,
  own: () => picture.own,
  made,
});
if (embedded) bindEmbed(store, window.bottleneck, ready);
document.documentElement.dataset.started = ''; // for first.js
